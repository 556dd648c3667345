"""One place under several addresses: where every page carries its own name along into the portal's tools
(`?id=start&do=media`, `?id=orders&do=media`), the tool shows the same from each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit, urlunsplit

from moisson.engine.queries import pairs_in

_ENOUGH = 2  # lists that showed the same under both names


@dataclass(slots=True)
class Twins:
    """Which values of which names in addresses make no difference. `_told` counts, by path, name, value and the value met
    before, the lists that held nothing else."""

    _told: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)

    def note(self, url: str, before: str) -> None:
        """The list at `url` held nothing but what the one at `before` had."""
        there, here = urlsplit(url), urlsplit(before)
        if there[:3] != here[:3]:
            return
        own = dict(pairs_in(there.query))
        other = dict(pairs_in(here.query))
        differ = [name for name in own if own[name] != other.get(name)]
        if own.keys() == other.keys() and len(differ) == 1:
            name = differ[0]
            self._told[there.path, name, own[name], other[name]] += 1

    def was_seen(self, url: str, visited: Callable[[str], bool]) -> bool:
        """True for the address of a place that was looked at under another one."""
        parts = urlsplit(url)
        pairs = pairs_in(parts.query)
        for (path, name, value, other), times in self._told.items():
            if times < _ENOUGH or path != parts.path or (name, value) not in pairs:
                continue
            twin = [(one, other) if (one, its) == (name, value) else (one, its) for one, its in pairs]
            if visited(urlunsplit(parts._replace(query=urlencode(twin)))):
                return True
        return False
