"""What a single field or control is for, read from its type, autocomplete, names, labels and place."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.sign_in import words
from moisson.engine.wording import any_of, fold, phrase

TEXT_TYPES = frozenset({"", "text", "email", "tel", "number", "username", "url"})
_BUTTON_TYPES = frozenset({"submit", "button", "image", "reset"})
_FORM_LIKE = ("form", "dialog")


class FieldKind(StrEnum):
    USERNAME = "username"
    PASSWORD = "password"  # noqa: S105
    NEW_PASSWORD = "new_password"  # noqa: S105
    CODE = "code"
    REMEMBER = "remember"
    SEARCH = "search"
    NEWSLETTER = "newsletter"
    CAPTCHA = "captcha"
    PERSONAL = "personal"
    EXTRA = "extra"
    OTHER = "other"


def is_field(node: Node) -> bool:
    """A field that can be typed into and is shown."""
    if node.tag == "textarea":
        return usable(node)
    return node.tag == "input" and kind_of_input(node) in TEXT_TYPES | {"password", "search"} and usable(node)


def kind_of_input(node: Node) -> str:
    return node.get("type").strip().lower()


def usable(node: Node) -> bool:
    return node.visible and "disabled" not in node.attrs and node.get("aria-hidden").lower() != "true"


def top_of(node: Node) -> Node:
    """The document's own top: the root of the tree."""
    while node.parent is not None:
        node = node.parent
    return node


def document_of(node: Node) -> Node:
    """The top element of the frame the node is in."""
    top = node
    for ancestor in node.ancestors():
        if ancestor.tag in ("iframe", "frame"):
            break
        top = ancestor
    return top


def label_text(node: Node) -> str:
    """What a reader takes for the field's label: `label`, aria, placeholder, title, else the text right before it."""
    parts = [node.get("aria-label")]
    document = document_of(node)
    ident = node.get("id")
    if ident:
        parts += [
            other.text(visible_only=False)
            for other in document.walk()
            if other.tag == "label" and other.get("for") == ident
        ]
    for reference in node.get("aria-labelledby").split():
        parts += [other.text(visible_only=False) for other in document.walk() if other.get("id") == reference]
    wrapping = node.closest("label")
    if wrapping is not None:
        parts.append(wrapping.text(visible_only=False))
    parts += [node.get("placeholder"), node.get("title"), node.get("data-label")]
    text = squeeze(" ".join(part for part in parts if part))
    return text[:300] or text_before(node)


def text_before(node: Node, reach: int = 3) -> str:
    """The short text next before a field: in its cell, the cell before, or the container around it."""
    inner = node
    for _ in range(reach):
        parent = inner.parent
        if parent is None or parent.tag in ("form", "body"):
            break
        before: list[str] = []
        for child in parent.children:
            if child is inner:
                break
            before.append(child if isinstance(child, str) else _plain(child))
        text = squeeze(" ".join(before))
        if text:
            return text[-120:]
        inner = parent
    return ""


def _plain(node: Node) -> str:
    return "" if any(child.tag in ("input", "select", "textarea") for child in node.walk()) else node.text()


def names_of(node: Node) -> str:
    """The names programmers gave the field, as words: id, name, autocomplete, class hints of tests."""
    return f"{_own_names(node)} {phrase(node.get('autocomplete'))}".strip()


def _own_names(node: Node) -> str:
    return phrase(" ".join(node.get(a) for a in ("name", "id", "data-testid", "formcontrolname", "ng-model")))


def autocomplete(node: Node) -> frozenset[str]:
    return frozenset(node.get("autocomplete").lower().split())


def kind_of(node: Node) -> FieldKind:
    """What the field is for. Looks at the field alone, not at the page."""
    kind, auto = kind_of_input(node), autocomplete(node)
    label, names = fold(label_text(node)), names_of(node)
    both = f"{label} {names}"
    if "one-time-code" in auto:
        return FieldKind.CODE
    if words.NOT_A_CODE.search(both) is None and words.CODE.search(both):
        # "mot de passe unique", "one-time password": a code in a field of type password.
        if kind != "password" or words.PASSWORD.search(words.CODE.sub(" ", both)) is None:
            return FieldKind.CODE
        if words.CODE.search(names) and words.CODE.search(label):
            return FieldKind.CODE
    if kind == "password" or (
        kind in ("", "text")
        and (auto & {"current-password"} or (_masked_name(names) and not words.USERNAME.search(label)))
    ):
        # `autocomplete=new-password` alone is no word for it: sign-in forms carry it to keep browsers from filling them.
        told = f"{label} {_own_names(node)}"
        if "new-password" in auto and _says_new(told):
            return FieldKind.NEW_PASSWORD
        return FieldKind.NEW_PASSWORD if words.NEW_PASSWORD.search(told) else FieldKind.PASSWORD
    if (
        kind == "search"
        or node.role == "searchbox"
        or node.get("aria-autocomplete")
        or "search" in names.split()
    ):
        return FieldKind.SEARCH
    if "captcha" in both:
        return FieldKind.CAPTCHA
    if auto & {"username", "webauthn"}:
        return FieldKind.USERNAME
    extra = extra_kind(node)
    if kind == "email" or auto & {"email"} or words.USERNAME.search(label):
        return FieldKind.USERNAME
    if extra is not None:
        return FieldKind.EXTRA
    if words.SEARCH.search(both):
        return FieldKind.SEARCH
    if words.PERSONAL.search(both):
        return FieldKind.PERSONAL
    if words.USERNAME.search(names):
        return FieldKind.USERNAME
    if words.NEWSLETTER.search(both):
        return FieldKind.NEWSLETTER
    return FieldKind.OTHER


def _masked_name(names: str) -> bool:
    return (
        words.PASSWORD.search(names) is not None and words.CODE.search(names) is None and "show" not in names
    )


def _says_new(both: str) -> bool:
    return words.NEW_PASSWORD.search(both) is not None or "new" in both.split() or "confirm" in both


def extra_kind(node: Node) -> str | None:
    """The catalogue's kind of a field beside user name and password, None when it is none of them."""
    label, names = fold(label_text(node)), names_of(node)
    for kind, pattern in words.EXTRA_FIELDS:
        if pattern.search(label):
            return kind
    for kind, pattern in words.EXTRA_FIELDS:
        if pattern.search(names):
            return kind
    return None


def is_optional(node: Node) -> bool:
    return "required" not in node.attrs and words.OPTIONAL.search(fold(label_text(node))) is not None


# Controls


def is_button(node: Node) -> bool:
    """Something to press: a button, an input of that kind, an element in the role of one."""
    if node.tag == "button" or (node.tag == "input" and kind_of_input(node) in _BUTTON_TYPES):
        return True
    if node.role == "button":
        return True
    # What holds a field and takes a click gives that field the cursor: toolkits draw their fields so.
    return (
        node.tag in ("a", "div", "span")
        and node.clickable
        and not node.href
        and not any(part.tag in ("input", "textarea", "select") for part in node.walk())
    )


def caption(node: Node) -> str:
    """What a button or link says, also by its picture."""
    parts = [node.text() or node.text(visible_only=False)]
    if node.tag == "input":
        parts.append(node.get("value") or node.value or "")
        parts.append(node.get("alt"))
    parts += [node.get("aria-label"), node.get("title")]
    if not squeeze(" ".join(parts)):
        parts += [
            child.get("alt") or child.get("aria-label") or child.get("title")
            for child in node.walk()
            if child is not node
        ]
    return squeeze(" ".join(dict.fromkeys(part for part in parts if part)))[:200]


def said(node: Node) -> str:
    return fold(caption(node))


def scope_of(field: Node) -> Node:
    """The form the field is in; without one, the smallest container that also holds something to press."""
    inside = field.closest(*_FORM_LIKE)
    if inside is not None and inside.tag == "form" and document_of(inside) is document_of(field):
        return inside
    last = field
    for ancestor in field.ancestors():
        if ancestor.tag in ("iframe", "frame"):
            break
        last = ancestor
        if ancestor.tag in ("body", "html"):
            break
        presses = [n for n in ancestor.walk() if is_button(n) and n.visible and not is_side_button(n)]
        if presses and (ancestor.tag not in ("label", "span", "p") or len(presses) > 1):
            return ancestor
    return last


def is_side_button(node: Node) -> bool:
    """A button beside the way forward: show password, other providers, help, register, forgotten."""
    text = said(node)
    names = phrase(f"{node.get('class')} {node.get('id')} {node.get('name')}")
    if kind_of_input(node) == "reset":
        return True
    if not text:
        return node.tag != "input" and kind_of_input(node) != "submit"
    aside = words.RESET.search(text) or words.REGISTER.search(text) or words.HELP.search(text)
    if aside and not words.SIGN_IN.match(text):
        return True
    if words.PROVIDERS.search(text) or words.SINGLE_SIGN_ON.search(text):
        return True
    if any(
        w in names.split()
        for w in ("toggle", "eye", "visibility", "show", "close", "dismiss", "back", "cancel")
    ):
        return words.SIGN_IN.search(text) is None and words.NEXT.search(text) is None
    return _SIDE.search(text) is not None


_SIDE = any_of(
    r"show", r"hide", r"afficher", r"masquer", r"anzeigen", r"ausblenden", r"mostrar", r"ocultar", r"mostra", r"nascondi", r"toon", r"verberg\w*", r"pokaz", r"visa", r"vis", r"zobrazit", r"nayta",
    r"back", r"retour", r"zuruck", r"volver", r"atras", r"indietro", r"terug", r"voltar", r"wstecz", r"wroc", r"tillbaka", r"tilbage", r"tilbake", r"zpet", r"takaisin",
    r"cancel", r"annuler", r"abbrechen", r"cancelar", r"annulla", r"annuleren", r"anuluj", r"avbryt", r"annuller", r"zrusit", r"peruuta", r"clear", r"effacer", r"reset", r"close", r"fermer", r"schliessen",
)  # fmt: skip


def submit_button(scope: Node, after: Node | None = None) -> Node | None:
    """The button that sends the form, the best one by words, type and place; None: press Enter in the field."""
    best: tuple[int, Node] | None = None
    passed = after is None
    for node in scope.walk():
        passed = passed or node is after
        if not is_button(node) or not node.visible or is_side_button(node):
            continue
        text, score = said(node), 0
        if words.SIGN_IN.search(text):
            score += 40
        elif words.NEXT.search(text):
            score += 25
        if kind_of_input(node) in ("submit", "image") or (node.tag == "button" and not node.get("type")):
            score += 20
        score += 8 if passed else -8
        if node.tag not in ("button", "input"):
            score -= 10
        if words.SEND_LINK.search(text):
            continue  # it would mail a link, not take a password
        if words.RESEND.search(text) or (words.SEND_CODE.search(text) and not words.SIGN_IN.search(text)):
            score -= 60
        if score > 0 and (best is None or score > best[0]):
            best = (score, node)
    return best[1] if best else None


def frame_address(node: Node) -> str:
    """The address whose host gets what is typed into the field: its frame's, or that of the frame around a blank one."""
    url = node.frame_url
    if url.startswith(("http://", "https://")):
        return url
    for ancestor in node.ancestors():
        if ancestor.frame_url.startswith(("http://", "https://")):
            return ancestor.frame_url
    return url


def targets(scope: Node, button: Node | None) -> list[str]:
    """Addresses to which sending the form would take its fields: `action`, and `formaction` of the button."""
    base = frame_address(scope)
    found = [base]
    form = scope if scope.tag == "form" else scope.closest("form")
    if form is not None and form.get("action").strip():
        found.append(urljoin(base, form.get("action").strip()))
    if button is not None and button.get("formaction").strip():
        found.append(urljoin(base, button.get("formaction").strip()))
    return [url for url in found if urlsplit(url).scheme not in ("javascript", "about")]


def headings(node: Node) -> str:
    return squeeze(
        " ".join(n.text() for n in node.walk() if n.tag in ("h1", "h2", "h3", "legend") and n.visible)
    )


def fields_of(scope: Node) -> Iterator[Node]:
    return (node for node in scope.walk() if is_field(node))


def about(view: PageView) -> str:
    """Title, headings and address of a page as folded words: what it says it is."""
    parts = urlsplit(view.url)
    return fold(f"{view.title} {headings(view.root)} ") + phrase(f"{parts.path} {parts.fragment}")
