"""Evidence without secrets: what a page looked like, as HTML that holds no script, no value and no secret."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, quote_plus

from moisson.engine.page import Node, PageView

MASK = "•••"
_KEPT = frozenset(
    "id class name type role href src action method for title alt placeholder aria-label aria-labelledby "
    "aria-describedby aria-current aria-expanded aria-hidden aria-live aria-invalid autocomplete inputmode maxlength "
    "disabled checked required readonly hidden lang target rel download colspan rowspan scope tabindex".split()
)
_DROPPED = frozenset({"script", "style", "noscript", "template", "object", "embed"})
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_ADDRESSES = frozenset({"href", "src", "action"})
_TOKEN = re.compile(r"([?&#][^=&#]*=)[^&#]{12,}")  # long values of an address are tokens more often than not
_LONG_PATH = re.compile(r"(?<=/)[A-Za-z0-9_\-.~%]{40,}")


def spellings(secret: str) -> set[str]:
    """The ways one secret may stand in a page or an address."""
    forms = {secret, quote(secret, safe=""), quote(secret), quote_plus(secret), html.escape(secret)}
    return {form for form in forms if form.strip()}


def mask(text: str, secrets: Iterable[str]) -> str:
    """`text` with every spelling of every secret replaced; upper and lower case are one."""
    for form in sorted({f for secret in secrets for f in spellings(secret)}, key=len, reverse=True):
        text = re.sub(re.escape(form), MASK, text, flags=re.I)
    return text


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00a0\u200b\u202f-]+", "", text).lower()


def holders(root: Node, secrets: Sequence[str]) -> list[Node]:
    """The smallest elements whose text holds a secret, also when it is spread over blanks or inline elements."""
    wanted = [_bare(secret) for secret in secrets if _bare(secret)]
    if not wanted:
        return []
    found: list[Node] = []

    def search(node: Node) -> bool:
        if not any(secret in _bare(_all_text(node)) for secret in wanted):
            return False
        below = [search(child) for child in node.elements]
        # A second secret may stand in this element's own text beside a child that holds one.
        own = _bare("".join(c for c in node.children if isinstance(c, str)))
        if not any(below) or any(secret in own for secret in wanted):
            found.append(node)
        return True

    search(root)
    return found


def _all_text(node: Node) -> str:
    parts: list[str] = []
    stack: list[Node | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.tag not in _DROPPED:
            stack.extend(reversed(item.children))
    return "".join(parts)


def clean_html(view: PageView, secrets: Sequence[str]) -> str:
    """The page as HTML for people who look into a failed visit.

    Left out: scripts, styles, values of every field, inline data, attributes that a reader does not need, long
    tokens in addresses. Every known secret is replaced by dots.
    """
    hidden = {id(node) for node in holders(view.root, secrets)}
    parts: list[str] = [f"<!-- {html.escape(address(view.url))} status {view.status} -->\n"]
    _write(view.root, parts, hidden)
    return mask("".join(parts), secrets)


def address(url: str) -> str:
    """A URL without inline data and without long tokens."""
    if url.lower().startswith(("data:", "blob:", "javascript:")):
        return url.split(":", 1)[0] + ":"
    return _LONG_PATH.sub("…", _TOKEN.sub(r"\1…", url))


def _write(node: Node, parts: list[str], hidden: set[int]) -> None:
    if node.tag in _DROPPED:
        return
    if not re.fullmatch(r"[a-z][a-z0-9-]*", node.tag):
        return
    if node.tag == "input" and node.get("type").lower() == "hidden":
        parts.append(f'<input type="hidden" name="{html.escape(node.get("name"))}">')
        return
    parts.append(f"<{node.tag}")
    for name, value in node.attrs.items():
        if name not in _KEPT:
            continue
        shown = address(value) if name in _ADDRESSES else value
        parts.append(f' {name}="{html.escape(shown[:300])}"')
    if not node.visible:
        parts.append(" data-unseen")
    parts.append(">")
    if node.tag in _VOID:
        return
    if id(node) in hidden:
        parts.append(MASK)
    elif node.tag != "textarea":
        for child in node.children:
            if isinstance(child, str):
                parts.append(html.escape(child[:2000], quote=False))
            else:
                _write(child, parts, hidden)
    parts.append(f"</{node.tag}>")
