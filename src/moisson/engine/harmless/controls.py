"""The judgement of a link or a control from all that it says, leads to and sends."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from moisson.engine.harmless.addresses import (
    address_speaks_of_act,
    link_speaks_of_act,
    name_is_act,
    script_is_act,
)
from moisson.engine.harmless.labels import icon_words, labels
from moisson.engine.harmless.purposes import DOWNLOADING, OPENS_DOCUMENT, SHOWING
from moisson.engine.harmless.speech import (
    commands_something,
    orders_something,
    speaks_of_act,
    without_paying,
)
from moisson.engine.page import Node, squeeze
from moisson.engine.topics import DOCUMENTS, INVOICES, PURCHASES, ends_in, topic_score
from moisson.engine.wording import fold, name_words, phrase

# Names of icons and classes that stand for an act; single words of a class list, not parts of words.
_ICON_ACTS = frozenset(
    """trash trashcan delete remove erase bin garbage times xmark close cross cancel ban edit pencil pen penfancy cart
    basket bag shoppingcart signout logout exit poweroff power send paperplane share heart star thumbsup thumbsdown archive
    redo repeat undo refresh sync reply replyall flag lock unlock block creditcard pay wallet plus add create dustbin
    destroy close_circle clear stop pause delete_forever deleteforever signoff rightfrombracket dooropen""".split()
)
_CLASS_ACTS = frozenset(
    "delete remove trash destroy cancel logout signout logoff signoff unsubscribe subscribe checkout buy danger purge reorder pay".split()
)
# A cart beside the word "Orders" is a picture; a dustbin is a dustbin whatever stands beside it.
_ICONS_NEVER = frozenset(
    "trash trashcan delete remove garbage dustbin destroy deleteforever logout signout signoff".split()
)
_MASKED_CARD = re.compile(r"(?:[•●∙·*]{2,}|\b[xX]{4,})[ -]?\d{4}")


def against(node: Node) -> str | None:
    """What speaks against touching this link or control, in a few words; None when nothing does."""
    for text in _judged(node):
        if speaks_of_act(text):
            return f"its label reads like an act: {text[:60]}"
        if orders_something(text, _language(node)):
            return f"its label reads like an act: {text[:60]}"
        if (
            _language(node)[:2] in ("en", "")
            and commands_something(text)
            and not _is_a_place_of_documents(node)
        ):
            return f"its label reads like an act: {text[:60]}"
        if fold(text).strip() in ("archive", "archive this", "archive it") and (
            node.href is None
            or re.search(r"\d|all|archive[a-z]", urlsplit(node.href).path + urlsplit(node.href).query)
        ):
            return "its label reads like an act: archive"
    if any(against_name(part) for part in (node, *_wrappers(node))) and not _is_a_red_file(node):
        return "its name in the page reads like an act"
    acts = icon_words(node) & _ICON_ACTS
    if acts & _ICONS_NEVER or (acts and not node.text()):
        return "its icon stands for an act"
    for part in (node, *node.elements):
        for name, value in part.attrs.items():
            found = _attribute_against(name, value)
            if found:
                return found
    address = node.href
    if address is None and _MASKED_CARD.search(node.text()):
        return "its label names a means of payment"
    if address and link_speaks_of_act(address):
        return "its address reads like an act"
    if (
        node.tag == "a"
        and node.get("href").lower().startswith("javascript:")
        and script_is_act(node.get("href"))
    ):
        return "its script reads like an act"
    return _form_against(node)


def against_name(node: Node) -> bool:
    """True when class, id or name of an element stand for an act, whatever text it holds."""
    words: set[str] = set()
    for name in ("class", "id", "name"):
        words.update(name_words(node.get(name)))
    return bool(words & _CLASS_ACTS) and not words & {"history", "list"}


def _is_a_red_file(node: Node) -> bool:
    """True for a link that says no more than "PDF" and is red: many themes give what may be dangerous and what is a PDF
    the same colour (Bootstrap's `btn-danger`)."""
    if node.tag != "a" or node.href is None or fold(node.text()).strip() not in ("pdf", "xml", "zip"):
        return False
    words = {word for name in ("class", "id", "name") for word in name_words(node.get(name))}
    return words & _CLASS_ACTS == {"danger"} and not any(against_name(part) for part in _wrappers(node))


def _is_a_place_of_documents(node: Node) -> bool:
    """True for a link whose address ends in a word for a list of documents: `/account/invoices`."""
    return node.href is not None and ends_in(node.href, INVOICES, PURCHASES, DOCUMENTS)


def _language(node: Node) -> str:
    top = node
    for top in node.ancestors():  # noqa: B007
        pass
    return top.get("lang").lower()


def _judged(node: Node) -> list[str]:
    """The labels to judge. A card that leads to a list by name and address ("Invoices", `/my/invoices`) may
    describe in small print what can be done there ("follow, download or pay your invoices"). A link to look at
    something that may also be paid there ("View and pay bills") is judged as one to look at it."""
    found = labels(node)
    address = node.href
    if address is None or not found:
        return found
    if not link_speaks_of_act(address):
        found = [without_paying(text) for text in found]
    if len(found[0].split()) < 4:
        return found
    if not _is_a_place_of_documents(node):
        return found
    parts = (part.text() for part in node.walk() if part is not node)
    head = next((text for text in parts if text and text != found[0]), "")
    if not head or topic_score(head) < 4.0:
        return found
    return [head, *found[1:]]


def _wrappers(node: Node) -> list[Node]:
    """Elements around a control that hold nothing else."""
    found: list[Node] = []
    inner = node
    for outer in node.ancestors():
        if len(outer.elements) != 1 or outer.own_text() or outer.tag in ("td", "li", "tr", "body", "form"):
            break
        found.append(outer)
        inner = outer
        if len(found) == 2:
            break
    del inner
    return found


def _attribute_against(name: str, value: str) -> str | None:
    if name in (
        "onclick",
        "ng-click",
        "@click",
        "v-on:click",
        "data-onclick",
        "onmousedown",
    ) and script_is_act(value):
        return "its script reads like an act"
    if name in (
        "data-method",
        "data-turbo-method",
        "data-http-method",
        "formmethod",
    ) and value.lower() not in ("get", "", "dialog"):
        return "it changes something by its method" if value.lower() != "post" else None
    if name in ("data-confirm", "data-turbo-confirm", "hx-confirm", "data-confirm-message"):
        return "it asks for confirmation"
    if name in ("hx-delete", "hx-put", "hx-patch"):
        return "it changes something by its method"
    if name in (
        "hx-post",
        "hx-get",
        "data-url",
        "data-href",
        "formaction",
        "data-action",
    ) and address_speaks_of_act(value):
        return "its address reads like an act"
    return None


def _form_against(node: Node) -> str | None:
    if not submits(node):
        return None
    form = node.closest("form")
    if form is None:
        return None
    if address_speaks_of_act(form.get("action")):
        return "its form's address reads like an act"
    for part in form.walk():
        if part.tag == "input" and part.get("type").lower() == "hidden":
            name, value = fold(part.get("name")), part.get("value")
            if "token" in name or "csrf" in name or len(value) > 40:
                continue
            if name == "_method" and value.lower() not in ("get", "post", ""):
                return "its form changes something by its method"
            if name in ("action", "do", "cmd", "op", "task", "event", "command") and name_is_act(value):
                return "its form names an act"
    return None


def submits(node: Node) -> bool:
    """True when pressing this sends a form."""
    kind = node.get("type").lower()
    if node.tag == "button":
        return kind in ("", "submit") and node.closest("form") is not None
    return node.tag == "input" and kind in ("submit", "image")


def may_follow(node: Node) -> bool:
    """A link with an address: allowed unless something speaks against it."""
    return node.href is not None and against(node) is None


def may_press(node: Node, purpose: re.Pattern[str]) -> bool:
    """A control without an address: allowed only with words or icons of `purpose`, and nothing against it.

    A control that sends a form by POST is allowed only for a download, with the words for it.
    """
    if (
        node.get("type").lower() in ("checkbox", "radio", "password", "file", "reset")
        or "disabled" in node.attrs
    ):
        return False
    if not speaks_for(node, purpose) or against(node) is not None:
        return False
    if submits(node):
        form = node.closest("form")
        if form is not None and form.get("method").lower() == "post":
            return speaks_for(node, DOWNLOADING) or _only_shows(node, form)
    return True


def _only_shows(node: Node, form: Node) -> bool:
    """True for a form that sends nothing but what the page put there, behind a word of looking ("View", "Öffnen")."""
    filled = [
        part
        for part in form.walk()
        if part.tag in ("select", "textarea")
        or (part.tag == "input" and part.get("type").lower() not in ("hidden", "submit", "image", "button"))
    ]
    said = [squeeze(fold(text)) for text in labels(node)]
    return not filled and any(
        SHOWING.fullmatch(one)
        or OPENS_DOCUMENT.fullmatch(one)
        or (len(one) < 40 and SHOWING.search(one) and INVOICES.search(one))
        for one in said
    )


def speaks_for(node: Node, purpose: re.Pattern[str]) -> bool:
    """True when a label, an icon or a telling class name carries one of the words."""
    for text in labels(node):
        folded = squeeze(fold(text))
        if len(folded) <= 120 and purpose.search(folded):
            return True
    if any(purpose.fullmatch(word) for word in icon_words(node)):
        return True
    for part in (node, *node.elements):
        for name in ("class", "id", "data-action", "data-testid", "name", "onclick", "data-target", "rel"):
            if purpose.search(phrase(part.get(name))):
                return True
    return False
