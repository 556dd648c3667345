"""Is the visitor inside? Sign-out controls, account menus, and what speaks against it."""

from __future__ import annotations

from moisson.engine.page import Node, PageView
from moisson.engine.sign_in import words
from moisson.engine.sign_in.entry import entry_score, folded_entries
from moisson.engine.sign_in.fields import caption, is_button, kind_of_input, usable
from moisson.engine.wording import fold, phrase


def sign_out_control(view: PageView) -> Node | None:
    """A link or button that would sign the visitor out, also in a closed menu. Never to be touched."""
    hidden: Node | None = None
    for node in view.walk():
        if node.tag not in ("a", "button", "input", "form") and not is_button(node):
            continue
        if node.tag == "input" and kind_of_input(node) not in ("submit", "button", "image"):
            continue
        address = phrase(node.get("href") or node.get("action") or node.get("formaction"))[:200]
        text = "" if node.tag == "form" else fold(caption(node))
        says = len(text) <= 60 and words.SIGN_OUT.search(text)
        if not says and not words.SIGN_OUT.search(address.replace("redirect", "")):
            continue
        if node.visible:
            return node
        hidden = hidden or node
    return hidden


def asks_for_password(view: PageView) -> bool:
    return any(n.tag == "input" and kind_of_input(n) == "password" and usable(n) for n in view.walk())


def looks_signed_in(view: PageView) -> bool:
    """True when the page shows that somebody is signed in: a sign-out control, or a greeting that says so.

    A hidden sign-out control does not count where a sign-in is offered to the eye.
    """
    control = sign_out_control(view)
    if control is not None:
        if control.visible:
            return True
        return not asks_for_password(view) and not offers_sign_in(view)
    if asks_for_password(view):
        return False
    return words.SIGNED_IN_AS.search(fold(view.text()[:6000])) is not None


def offers_sign_in(view: PageView) -> bool:
    """A visible link or button says "sign in", in words or by its address: nobody is signed in."""
    return any(entry_score(node) >= 45 for node in view.walk() if node.visible)


def hides_sign_in(view: PageView) -> bool:
    """A closed menu offers to sign in, and none of the page's menus a way out."""
    return sign_out_control(view) is None and bool(folded_entries(view))


def could_be_inside(view: PageView) -> bool:
    """Nothing speaks against being inside and the page holds something to work with.

    Enough only after a password was accepted or with a session kept from before.
    """
    if view.status >= 400 or asks_for_password(view) or offers_sign_in(view):
        return False
    ways = sum(
        1 for n in view.walk() if n.visible and (n.href is not None or (n.clickable and n.tag != "label"))
    )
    return ways >= 3
