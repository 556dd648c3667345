"""What of a page works without its scripts, and what shows that it needs them."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from moisson.engine.html import opened
from moisson.engine.page import Node, PageView

_REFRESH = re.compile(r"^\s*(\d+)\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.I)
_MENU = re.compile(r"\bmenu|dropdown", re.I)
_WATCHES = re.compile(r"IntersectionObserver|onscroll|['\"]scroll['\"]")
_FETCHES = re.compile(r"\bfetch\s*\(|XMLHttpRequest|\$\.(?:get|ajax|getJSON)|axios|htmx")


def control(node: Node) -> str:
    text = node.text()[:60]
    return f"“{text}”" if text else f"a control ({node.tag})"


def submits(node: Node) -> bool:
    if node.tag == "button":
        return node.get("type", "submit").lower() in ("", "submit")
    return node.tag == "input" and node.get("type").lower() in ("submit", "image")


def only_shows(node: Node) -> bool:
    """A control that only unfolds what the page holds already: a menu, a tab, a place further down."""
    target = node.get("data-target") or node.get("data-bs-target") or node.get("href")
    named = node.get("aria-controls") or (target[1:] if target.startswith("#") else "")
    if named:
        top = [node, *node.ancestors()][-1]
        return any(other.get("id") == named and other.text(visible_only=False) for other in top.walk())
    if node.get("href") not in ("", "#") or "onclick" in node.attrs or node.role == "tab":
        return False
    menu = any(
        around.role in ("menu", "menubar") or _MENU.search(around.get("class"))
        for around in [node, *node.ancestors()][:4]
    )
    return menu or node.get("aria-haspopup") not in ("", "false")


def opened_dialog(view: PageView, pressed: Node) -> bool:
    """Opens the dialogue with the way in that a button shows by a script, and tells whether there was one.

    Only where the page holds a single closed dialogue that asks for a password and shows no such field elsewhere.
    """
    if pressed.tag != "button" and pressed.role != "button":
        return False
    asking = [node for node in view.walk() if node.tag == "input" and node.get("type").lower() == "password"]
    dialogs = {id(around): around for node in asking if (around := node.closest("dialog")) is not None}
    if len(dialogs) != 1 or any(node.visible for node in asking):
        return False
    (dialog,) = dialogs.values()
    opened(dialog)
    return True


def _scripts(view: PageView) -> str:
    """The page's own scripts as text; those in files of their own are not read."""
    return " ".join(
        "".join(child for child in node.children if isinstance(child, str))
        for node in view.walk()
        if node.tag == "script"
    )


def grows(view: PageView) -> bool:
    """A script of the page watches how far it is scrolled, and can fetch more."""
    scripts = _scripts(view)
    return _WATCHES.search(scripts) is not None and _FETCHES.search(scripts) is not None


def drawn_by_script(view: PageView) -> bool:
    """Nothing to read or to fill in, only scripts."""
    if len(view.text()) > 40 or any(n.tag in ("input", "iframe", "frame") or n.href for n in view.walk()):
        return False
    return any(n.tag == "script" for n in view.walk())


def refresh_address(view: PageView) -> str | None:
    """Where a page sends its reader on within five seconds."""
    for node in view.walk():
        if node.tag == "meta" and node.get("http-equiv").lower() == "refresh":
            match = _REFRESH.match(node.get("content"))
            if match and int(match[1]) <= 5:
                return str(urljoin(view.url, match[2].strip()))
    return None
