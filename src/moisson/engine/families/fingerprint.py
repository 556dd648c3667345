"""Which program a portal runs, by what one of its pages shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from moisson.engine.families.model import ENOUGH, Family, Kind, compiled
from moisson.engine.page import Node, PageView

_MOST_TEXT = 60_000  # characters of scripts and of text that are looked through
_FIELDS = frozenset({"input", "select", "textarea", "button"})


@dataclass(frozen=True, slots=True)
class Traits:
    """What a page shows, by kind of sign."""

    shown: Mapping[Kind, frozenset[str]]

    def show(self, kind: Kind, globs: Iterable[str]) -> bool:
        """True where something of this kind is like one of these."""
        held = self.shown.get(kind, frozenset())
        return any(compiled(glob).fullmatch(one) for glob in globs for one in held)


def traits_of(page: PageView, cookies: Iterable[str] = ()) -> Traits:
    """`cookies`: the names of those the portal has set."""
    shown: dict[Kind, set[str]] = {
        kind: set() for kind in ("generator", "path", "asset", "field", "mark", "link", "script", "text")
    }
    shown["cookie"] = set(cookies)
    shown["path"].add(urlsplit(page.url).path)
    left = _MOST_TEXT
    for node in page.walk():
        shown["mark"].update(marks_of(node))
        if node.tag == "meta" and node.get("name").lower() == "generator":
            shown["generator"].add(node.get("content").strip())
        elif node.tag in ("script", "link", "img"):
            address = node.get("src") or (node.get("href") if node.tag == "link" else "")
            if address and not address.startswith("data:"):
                shown["asset"].add(urlsplit(_joined(page.url, address)).path)
            elif node.tag == "script" and left > 0:
                said = "".join(child for child in node.children if isinstance(child, str))[:left]
                left -= len(said)
                shown["script"].add(said)
        elif node.tag == "form":
            shown["link"].add(_behind_host(_joined(page.url, node.get("action"))))
        elif node.href:
            shown["link"].add(_behind_host(node.href))
        if node.tag in _FIELDS and node.get("name"):
            shown["field"].add(node.get("name"))
    shown["text"].add(page.text()[:_MOST_TEXT])
    return Traits({kind: frozenset(held) for kind, held in shown.items()})


def score(family: Family, traits: Traits) -> int:
    """The weights of the signs that are there, together."""
    return sum(sign.weight for sign in family.fingerprint if traits.show(sign.seen, sign.any))


def named(families: Iterable[Family], traits: Traits) -> Family | None:
    """The family of which the most is seen; None where it is not enough, or where two are as likely."""
    scored = sorted(((score(family, traits), family) for family in families), key=lambda one: -one[0])
    if not scored or scored[0][0] < ENOUGH:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][1]


def marks_of(node: Node) -> list[str]:
    """The id and the classes of an element."""
    return [*([node.get("id")] if node.get("id") else []), *node.get("class").split()]


def _behind_host(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return base
