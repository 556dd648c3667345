"""From a home page to the sign-in: the link or button that leads there, and what may lie over it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from moisson.engine.harmless import speaks_of_act, submits
from moisson.engine.page import Node, PageView
from moisson.engine.sign_in import words
from moisson.engine.sign_in.fields import caption, is_button, kind_of_input
from moisson.engine.wording import any_of, fold, name_words, phrase

_PATHS = frozenset(
    """login signin logon connexion connecter anmelden anmeldung einloggen acceder accedi accesso inloggen entrar logowanie
    auth authentification identification sso iniciar sesion ingresar zaloguj prihlaseni prihlasit kirjaudu logind""".split()
)
_ACCOUNT_PATHS = frozenset(
    """account myaccount compte konto kundenkonto cuenta customer espaceclient client clients kundenportal portal mijn mein
    areaclienti areacliente areariservata minsida minside dashboard my profil profile customers kunden""".split()
)


def entry_score(node: Node) -> int:
    """How surely a link or button leads to the sign-in; 50 and more says "sign in" in words, 0 is nothing."""
    link = node.tag == "a" or node.role in ("link", "menuitem")
    if not link and not is_button(node):
        return 0
    if node.tag == "input" and kind_of_input(node) not in ("submit", "button"):
        return 0
    text = fold(caption(node))
    if len(text) > 70 or _sends_something(node):
        return 0
    if words.SIGN_OUT.search(text) or words.RESET.search(text):
        return 0
    if words.REGISTER.search(text) and not words.SIGN_IN.search(text):
        return 0
    if words.NEWSLETTER.search(text) or words.HELP.search(text) or words.SEND_LINK.search(text):
        return 0
    score = 0
    if words.SIGN_IN.search(text):
        score = 70 - max(0, len(text) - 20) // 2
    elif words.ACCOUNT.search(text) and not speaks_of_act(caption(node)):
        score = 38 - max(0, len(text) - 20) // 2
    elif words.OTHER_WAY.search(text) and len(text) <= 40:
        score = 20
    target = (
        set(name_words(_place(node.get("href"))))
        | set(name_words(node.get("id")))
        | set(name_words(node.get("data-testid")))
    )
    if link and not node.get("href") and node.tag == "a" and not node.clickable:
        score -= 10
    if target & _PATHS == {"auth"} and not score and _goes_on_after(node.get("href"), "auth"):
        target.discard("auth")  # "Groups", `/admin/auth/group/`: where a back office keeps its people
    if target & _PATHS or words.SIGN_IN.search(phrase(_place(node.get("href")))):
        score = max(score + 15, 45)
    elif target & _ACCOUNT_PATHS and score:
        score += 5
    if not text and score < 45:
        return 0
    if words.PROVIDERS.search(text) and score:
        score = 12  # somebody else's button, only where there is nothing else
    elif words.SINGLE_SIGN_ON.search(text) and score:
        score -= 15
    if not link:
        score -= 2
    return max(score, 0)


def _goes_on_after(address: str, name: str) -> bool:
    """True where a segment of a path is followed by further ones."""
    segments = [segment.lower() for segment in address.partition("?")[0].split("/") if segment]
    return name in segments[:-1] and name not in name_words(segments[-1])


def _sends_something(node: Node) -> bool:
    """True for the button of a form with something to fill in (a newsletter, a search): it leads to no other page."""
    form = node.closest("form") if submits(node) else None
    return form is not None and any(
        part.tag == "input" and part.visible and kind_of_input(part) in ("text", "email", "search", "tel")
        for part in form.walk()
    )


def password_instead(node: Node) -> bool:
    """A control that brings the password form out: "use password instead", "continue with e-mail and password"."""
    if not (node.tag == "a" or node.role in ("link", "menuitem", "tab") or is_button(node)):
        return False
    text = fold(caption(node))
    if len(text) > 60 or not words.PASSWORD.search(text) or words.SEND_LINK.search(text):
        return False
    other = (words.RESET, words.NEW_PASSWORD, words.REGISTER, words.PASSWORD_EXPIRED, words.NO_PASSWORD)
    if any(pattern.search(text) for pattern in other):
        return False
    return words.BY_MEANS_OF.search(text) is not None


def _place(href: str) -> str:
    """Host name's first label, path and fragment of a link: `login.portal.example/auth` speaks by both."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme in ("mailto", "tel"):
        return ""
    script = href if parts.scheme == "javascript" else ""
    return f"{(parts.hostname or '').split('.')[0]} {parts.path} {parts.fragment} {script}"


def entries(view: PageView) -> list[Node]:
    """Visible controls that may lead to the sign-in, best first."""
    found: list[tuple[int, int, Node]] = []
    for order, node in enumerate(view.walk()):
        if not node.visible or "disabled" in node.attrs:
            continue
        score = 78 if password_instead(node) else entry_score(node)
        if score and node.href and node.href.split("#")[0] == view.url.split("#")[0]:
            score = max(score - 30, 12)  # it leads to where we are; what else is on the page goes first
        if score >= 12:
            # Of a link and the button inside it, the outer one; of equals, the first on the page.
            if any(n is node.parent for _, _, n in found):
                continue
            found.append((-score, order, node))
    return [node for _, _, node in sorted(found, key=lambda item: item[:2])]


def folded_entries(view: PageView) -> list[Node]:
    """Links to the sign-in that wait unseen in a closed menu, best first; each says "sign in" and has an address."""
    scored = [
        (-entry_score(node), order, node)
        for order, node in enumerate(view.walk())
        if node.tag == "a" and not node.visible and node.href is not None
    ]
    found = sorted((one for one in scored if one[0] <= -45), key=lambda one: one[:2])
    return [node for _, _, node in found]


def find_sign_in_entry(view: PageView) -> Node | None:
    """The link or button that best promises to lead to the sign-in, or None."""
    return next(iter(entries(view)), None)


# What may lie over the page

_CONTAINER_NAMES = any_of(
    r"cookie\w*", r"consent\w*", r"gdpr", r"rgpd", r"dsgvo", r"cmp\w*", r"onetrust", r"didomi", r"usercentrics", r"axeptio", r"tarteaucitron", r"cookiebot", r"quantcast", r"trustarc", r"truste", r"iubenda", r"klaro", r"sp message", r"privacy", r"cc window", r"orejime",
)  # fmt: skip
_OVERLAY_NAMES = any_of(
    r"modal\w*",
    r"popup\w*",
    r"pop up",
    r"overlay\w*",
    r"dialog\w*",
    r"lightbox",
    r"newsletter\w*",
    r"interstitial",
    r"banner",
    r"toast",
    r"backdrop",
)


def find_banner_button(view: PageView) -> Node | None:
    """The button that takes a cookie banner or a pop-up away: refuse or necessary only, else accept; close for others.

    Accepting is for cookie banners alone; a dialogue that holds a password field is no banner.
    """
    best: tuple[int, Node] | None = None
    for node in view.walk():
        if not node.visible or "disabled" in node.attrs or node.covered:
            continue
        if node.tag != "a" and not is_button(node):
            continue
        if node.tag == "input" and kind_of_input(node) not in ("submit", "button", "image"):
            continue
        text = fold(caption(node)).strip(" .!>»×✕✖")
        raw = caption(node).strip()
        closes = raw in ("×", "✕", "✖", "✗", "X", "x") or (
            len(text) <= 40 and words.CLOSE.fullmatch(text) is not None
        )
        refuses = len(text) <= 80 and _whole(words.REFUSE, text)
        agrees = len(text) <= 50 and _whole(words.AGREE, text)
        if not (closes or refuses or agrees) and not _close_icon(node, text):
            continue
        score = 0
        if _in_cookie_banner(node):
            score = 90 if refuses else 70 if agrees else 50 if closes else 0
        elif _in_overlay(node) and (closes or _close_icon(node, text)):
            score = 60
        elif _in_overlay(node) and refuses:
            score = 55
        if node.href is not None and score and not refuses:
            score -= 30  # "continue" as a link to somewhere is not a banner's button
        if score > 0 and (best is None or score > best[0]):
            best = (score, node)
    return best[1] if best else None


def _whole(pattern: re.Pattern[str], text: str) -> bool:
    found = pattern.search(text)
    return found is not None and len(found.group().strip()) >= 0.5 * len(text)


def _close_icon(node: Node, text: str) -> bool:
    if len(text) > 3:
        return False
    names = set(
        name_words(
            f"{node.get('class')} {node.get('id')} {node.get('data-dismiss')} {node.get('data-bs-dismiss')}"
        )
    )
    return bool(names & {"close", "dismiss", "modal", "fermer", "schliessen"}) and bool(names)


def _in_cookie_banner(node: Node) -> bool:
    for depth, around in enumerate(node.ancestors()):
        if around.tag in ("body", "html") or depth > 12:
            return False
        if around.tag in ("iframe", "frame"):
            return (
                _CONTAINER_NAMES.search(
                    phrase(f"{around.get('id')} {around.get('src')} {around.get('title')}")
                )
                is not None
            )
        if _holds_password(around):
            return False
        names = phrase(f"{around.get('id')} {around.get('class')} {around.get('aria-label')}")
        text = fold(around.text())
        if len(text) > 6000:
            return False
        if _CONTAINER_NAMES.search(names) and len(text) > 20:
            return True
        if (
            len(text) > 40
            and words.COOKIES.search(text)
            and (depth <= 4 or around.role in ("dialog", "alertdialog"))
        ):
            return True
    return False


def _in_overlay(node: Node) -> bool:
    for depth, around in enumerate(node.ancestors()):
        if around.tag in ("body", "html") or depth > 10:
            return False
        if _holds_password(around):
            return False
        if (
            around.tag == "dialog"
            or around.role in ("dialog", "alertdialog")
            or around.get("aria-modal") == "true"
        ):
            return True
        if _OVERLAY_NAMES.search(phrase(f"{around.get('id')} {around.get('class')}")):
            return True
    return False


def _holds_password(node: Node) -> bool:
    return any(n.tag == "input" and kind_of_input(n) == "password" for n in node.walk())
