"""Pages that ask for a code, or where to send one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from moisson.engine.errors import Medium
from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.sign_in import words
from moisson.engine.sign_in.code_words import (
    expiry_of,
    explanation,
    hint_of,
    length_of,
    medium_of,
    words_around,
)
from moisson.engine.sign_in.fields import (
    FieldKind,
    about,
    caption,
    document_of,
    is_button,
    is_field,
    kind_of,
    kind_of_input,
    label_text,
    names_of,
    scope_of,
    submit_button,
)
from moisson.engine.sign_in.forms import find_remember
from moisson.engine.wording import fold


@dataclass(frozen=True, slots=True)
class CodeForm:
    """Where a code goes: one field, or as many boxes as it has characters."""

    fields: tuple[Node, ...]
    scope: Node
    button: Node | None
    remember: Node | None
    medium: Medium
    message: str
    hint: str | None
    length: int | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Method:
    """One of several ways to prove oneself, as the portal offers it."""

    node: Node
    medium: Medium
    label: str


def find_code_form(view: PageView, now: datetime | None = None) -> CodeForm | None:
    """The form that asks for a code on this page; None where a password is asked too (see `SignInForm.code`)."""
    fields = [node for node in view.walk() if is_field(node)]
    if any(kind_of(f) is FieldKind.PASSWORD and not _tiny(f) and not _bare_code(f) for f in fields):
        return None
    boxes = _boxes(fields)
    if boxes:
        return _form(view, boxes, now)
    speaks = (
        words.CODE.search(about(view)) is not None or words.CODE.search(fold(view.text()[:5000])) is not None
    )
    sure = [f for f in fields if kind_of(f) is FieldKind.CODE]
    if not sure and speaks:
        sure = [f for f in fields if _bare_code(f)]
    if not sure and speaks and words.CODE.search(about(view) + " " + fold(_near(view))):
        # A page about a code with a single field on it.
        plain = [
            f for f in fields if kind_of(f) in (FieldKind.OTHER, FieldKind.PASSWORD) and f.tag == "input"
        ]
        sure = plain if len(plain) == 1 else []
    if len(sure) != 1 and len({id(scope_of(f)) for f in sure}) != len(sure):
        return None
    sure = [f for f in sure if not _is_decoy(f)]
    return _form(view, (sure[0],), now) if sure else None


def _near(view: PageView) -> str:
    text = view.text()
    return text if len(text) < 800 else ""


def _bare_code(field: Node) -> bool:
    both = f"{fold(label_text(field))} {names_of(field)}"
    return (
        field.tag == "input"
        and kind_of_input(field) in ("", "text", "tel", "number", "password")
        and words.BARE_CODE.search(both) is not None
        and words.NOT_A_CODE.search(both) is None
        and "password" not in names_of(field).split()
    )


def _is_decoy(field: Node) -> bool:
    return words.NOT_A_CODE.search(f"{fold(label_text(field))} {names_of(field)}") is not None


def _tiny(field: Node) -> bool:
    """A box for one character, by its limit or by its size."""
    limit = field.get("maxlength") or field.get("size")
    if limit == "1":
        return True
    both = f"{fold(label_text(field))} {names_of(field)}"
    narrow = (
        field.box is not None
        and 0 < field.box.width <= 70
        and field.box.width < 1.8 * max(field.box.height, 1)
    )
    return (
        narrow
        and re.search(r"\b(digit|chiffre|ziffer|cifra|digito|cijfer|code|otp|pin|box|input) ?\d", both)
        is not None
    )


def _boxes(fields: list[Node]) -> tuple[Node, ...]:
    """4 to 8 one-character boxes that stand together."""
    tiny = [
        f
        for f in fields
        if f.tag == "input" and _tiny(f) and kind_of_input(f) in ("", "text", "tel", "number", "password")
    ]
    if not 4 <= len(tiny) <= 8:
        return ()
    documents = {id(document_of(f)) for f in tiny}
    return tuple(tiny) if len(documents) == 1 else ()


def _form(view: PageView, fields: tuple[Node, ...], now: datetime | None) -> CodeForm:
    last = fields[-1]
    scope = scope_of(last)
    if len(fields) > 1 and not all(any(n is f for n in scope.walk()) for f in fields):
        scope = next(
            (a for a in last.ancestors() if all(any(n is f for n in a.walk()) for f in fields)), scope
        )
    around = words_around(view, scope)
    message = explanation(view, scope, last)
    hint = hint_of(around) or hint_of(message)
    medium = medium_of(around, hint)
    if medium is Medium.UNKNOWN:
        medium = medium_of(message, hint)  # what is said above the form
    return CodeForm(
        fields=fields,
        scope=scope,
        button=submit_button(scope, last),
        remember=find_remember(scope),
        medium=medium,
        message=message,
        hint=hint,
        length=len(fields) if len(fields) > 1 else length_of(last, fold(around)),
        expires_at=expiry_of(fold(around), now),
    )


def find_methods(view: PageView) -> list[Method]:
    """The ways a page offers to get a code, when it offers at least two; empty where a code can be typed already."""
    found: list[Method] = []
    for node in view.walk():
        radio = node.tag == "input" and kind_of_input(node) == "radio"
        if not radio and not (
            node.visible and (node.tag == "a" or is_button(node) or node.role == "radio" or node.clickable)
        ):
            continue
        if node.tag in ("input", "label", "select", "textarea") and not radio:
            continue
        label = label_text(node) if radio else caption(node)
        folded = fold(label)
        if not folded or len(folded) > 160 or words.RESEND.search(folded) or words.NO_LONGER.search(folded):
            continue
        medium = Medium.UNKNOWN
        if words.BY_APP.search(folded):
            medium = Medium.TOTP
        elif words.BY_SMS.search(folded) or words.BY_CALL.search(folded):
            medium = Medium.SMS
        elif words.BY_MAIL.search(folded):
            medium = Medium.EMAIL
        if medium is Medium.UNKNOWN or any(m.node in list(node.ancestors()) for m in found):
            continue
        if not radio and node.href is not None and node.href.startswith("mailto"):
            continue
        found.append(Method(node, medium, squeeze(label)[:160]))
    dots = [method for method in found if kind_of_input(method.node) == "radio"]
    if len(dots) >= 2:
        found = dots  # links beside a choice by dots lead elsewhere
    return found if len(found) >= 2 and len({m.label for m in found}) >= 2 else []


def asks_how(view: PageView) -> bool:
    """The page speaks of codes or of proving oneself, and offers ways to do so."""
    folded = fold(view.text()[:4000])
    return words.CODE.search(folded) is not None or words.SEND_CODE.search(folded) is not None


def find_send_button(view: PageView) -> Node | None:
    """A button that makes the portal send a code, on a page that has no field for one yet."""
    for node in view.walk():
        if not node.visible or not is_button(node):
            continue
        text = fold(caption(node))
        if words.SEND_CODE.search(text) and not words.RESEND.search(text):
            return node
    return None


def other_way(view: PageView, medium: Medium) -> Node | None:
    """A link on a code page that leads to another medium: "use the authenticator app instead"."""
    for node in view.walk():
        if not node.visible or not (node.tag == "a" or is_button(node)):
            continue
        folded = fold(caption(node))
        if medium is Medium.TOTP and words.BY_APP.search(folded) and len(folded) < 120:
            return node
    return None
