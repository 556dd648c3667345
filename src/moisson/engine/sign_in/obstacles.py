"""What may stand between the visitor and the portal: captchas, locked accounts, things to do first, approvals."""

from __future__ import annotations

import re

from moisson.engine.errors import AccountLocked, ActionNeeded, VisitError
from moisson.engine.page import Node, PageView
from moisson.engine.sign_in import words
from moisson.engine.sign_in.fields import (
    FieldKind,
    about,
    caption,
    headings,
    is_button,
    is_field,
    kind_of,
    kind_of_input,
    label_text,
    names_of,
)
from moisson.engine.sign_in.inside import sign_out_control
from moisson.engine.wording import any_of, fold

_PUZZLE_FRAMES = re.compile(
    r"recaptcha/(?:api2|enterprise)/(?:anchor|bframe)|recaptcha\.net|hcaptcha\.com|challenges\.cloudflare\.com|"
    r"captcha-delivery\.com|arkoselabs|funcaptcha|geetest|friendlycaptcha|geo\.captcha|mtcaptcha|yandex.*captcha",
    re.I,
)
_INVISIBLE = re.compile(r"size=invisible|badge=", re.I)
_PUZZLE_BOXES = re.compile(r"\b(?:g-recaptcha|h-captcha|cf-turnstile|frc-captcha|geetest_holder|altcha)\b")
_ANSWERS = (
    "g-recaptcha-response",
    "h-captcha-response",
    "cf-turnstile-response",
    "frc-captcha-solution",
    "altcha",
)


def find_captcha(view: PageView) -> Node | None:
    """A captcha that a person would have to solve now. Invisible badges and solved ones do not count."""
    solved = any(
        node.tag in ("input", "textarea")
        and node.get("name") in _ANSWERS
        and len(node.value or "") > 20
        and not (node.value or "").startswith(".")
        for node in view.walk()
    ) or any(_asks_for_letters(node) and (node.value or "").strip() for node in view.walk())
    if solved:
        return None
    for node in view.walk():
        if node.tag in ("iframe", "frame") and node.visible and _PUZZLE_FRAMES.search(node.get("src")):
            box = node.box
            if _INVISIBLE.search(node.get("src")) and "bframe" not in node.get("src"):
                continue
            if box is None or (box.width >= 100 and box.height >= 40):
                return node
        marked = _PUZZLE_BOXES.search(node.get("class")) and node.get("data-size") != "invisible"
        if (
            node.visible
            and marked
            and (node.box is None or (node.box.width >= 100 and node.box.height >= 40))
        ):
            return node
        if _asks_for_letters(node):
            return node
        if (
            node.tag == "img"
            and node.visible
            and "captcha" in fold(f"{node.get('src')} {node.get('alt')} {node.get('id')}")
        ):
            return node
    return None


def _asks_for_letters(node: Node) -> bool:
    """A field for what stands in a picture."""
    if node.tag != "input" or not is_field(node):
        return False
    both = f"{fold(label_text(node))} {names_of(node)}"
    return "captcha" in both or _PICTURE_WORDS.search(both) is not None


def captcha_words(view: PageView) -> str:
    """What the portal says beside the puzzle: its label, its picture's description, or the words around it."""
    puzzle = find_captcha(view)
    if puzzle is None:
        return ""
    told = label_text(puzzle) or puzzle.get("alt") or puzzle.text() or puzzle.get("title")
    return " ".join((told or words_of(view)).split())[:200]


_PICTURE_WORDS = any_of(r"(?:characters|letters|text|code) (?:shown |you see )?(?:in|from) the (?:image|picture)", r"caracteres (?:de |sur )?l'image", r"recopiez (?:le|les) \w+", r"zeichen (?:im|aus dem) bild", r"sicherheitsfrage", r"not a robot", r"caracteres de la imagen", r"caratteri (?:dell'|nell')?immagine")  # fmt: skip


def forced_step(view: PageView) -> VisitError | None:
    """What the portal wants done before it goes on: `ActionNeeded` or `AccountLocked` with its own words, or None.

    Only for pages that stand in the way: few ways on, and the demand in the heading or right beside its button.
    """
    page, head = about(view), fold(f"{view.title} {headings(view.root)}")
    text = fold(view.text())
    short = len(text) < 2500
    message = words_of(view)
    ways = sum(1 for n in view.walk() if n.tag == "a" and n.visible and n.href is not None)
    fields = [n for n in view.walk() if is_field(n)]
    passwords = [f for f in fields if kind_of_input(f) == "password"]
    if short and words.LOCKED.search(text) and not passwords and ways < 15:
        return AccountLocked(message, url=view.url)
    fresh = [
        f
        for f in passwords
        if kind_of(f) is FieldKind.NEW_PASSWORD or "new-password" in f.get("autocomplete")
    ]
    if (fresh or len(passwords) >= 2) and (words.PASSWORD_EXPIRED.search(text) or short) and ways < 25:
        return ActionNeeded(message, action="password_expired", url=view.url)
    if words.PASSWORD_EXPIRED.search(head) and (words.EXPIRED.search(text) or passwords) and ways < 25:
        return ActionNeeded(message, action="password_expired", url=view.url)
    if words.TERMS.search(head) and _asks_to_accept(view) and (short or ways < 25):
        return ActionNeeded(message, action="terms", url=view.url)
    if words.TERMS.search(text[:1500]) and len(text) < 1800 and ways < 12 and _asks_to_accept(view):
        return ActionNeeded(message, action="terms", url=view.url)
    if (
        words.CONFIRM_EMAIL.search(head)
        and ways < 20
        and not any(kind_of(f) is FieldKind.CODE for f in fields)
    ):
        return ActionNeeded(message, action="confirm_email", url=view.url)
    if words.CONFIRM_EMAIL.search(text) and len(text) < 900 and ways < 8 and _offers_again(view):
        return ActionNeeded(message, action="confirm_email", url=view.url)
    if words.ENABLE_MFA.search(page) and ways < 20:
        return ActionNeeded(message, action="enable_mfa", url=view.url)
    if short and re.search(r"qr", text) and words.ENABLE_MFA.search(text) and ways < 12:
        return ActionNeeded(message, action="enable_mfa", url=view.url)
    return None


def _offers_again(view: PageView) -> bool:
    """A control that would send the mail once more: the page has nothing else to go on with."""
    return any(
        node.visible and (node.tag == "a" or is_button(node)) and words.RESEND.search(fold(caption(node)))
        for node in view.walk()
    )


def _asks_to_accept(view: PageView) -> bool:
    for node in view.walk():
        if node.tag == "input" and kind_of_input(node) == "checkbox":
            text = fold(label_text(node))
            if words.ACCEPT.search(text) and words.TERMS.search(text):
                return True
        elif node.visible and is_button(node) and words.ACCEPT.search(fold(caption(node))):
            from moisson.engine.sign_in.entry import _in_cookie_banner

            if not _in_cookie_banner(node):
                return True
    return False


def find_later(view: PageView) -> Node | None:
    """ "Not now", "skip": the harmless way past an offer that the portal makes after the sign-in."""
    for node in view.walk():
        if node.visible and (node.tag == "a" or is_button(node)) and "disabled" not in node.attrs:
            text = fold(caption(node)).strip(" .!>»›")
            if 0 < len(text) <= 40 and words.LATER.fullmatch(text):
                return node
    return None


def asks_approval(view: PageView) -> bool:
    """The page waits for a tap in an app or a link in a mail, and asks for nothing typed."""
    if any(is_field(n) and kind_of(n) in (FieldKind.CODE, FieldKind.PASSWORD) for n in view.walk()):
        return False
    text = fold(view.text())
    control = sign_out_control(view)
    if len(text) > 2500 or (control is not None and control.visible and len(text) > 1200):
        return False
    return words.APPROVAL.search(text) is not None or words.LINK_BY_MAIL.search(text) is not None


def words_of(view: PageView, limit: int = 400) -> str:
    """The portal's own words in the middle of the page: without menus, header and footer."""
    main = next((n for n in view.walk() if n.visible and (n.tag == "main" or n.role == "main")), None)
    if main is not None and main.text():
        return main.text()[:limit]
    parts = [
        node.text()
        for node in view.walk()
        if node.visible and node.tag in ("h1", "h2", "h3", "p", "legend", "li")
        and node.closest("nav", "header", "footer") is None
    ]  # fmt: skip
    return (" ".join(dict.fromkeys(part for part in parts if part)) or view.text())[:limit]
