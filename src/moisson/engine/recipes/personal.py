"""What is personal about one connection, so that none of it gets into a recipe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from moisson.engine.answers import kept_headers, kept_values
from moisson.engine.contract import SessionState, VisitRequest, VisitResult

_LEAST = 4  # characters; shorter pieces stand in every address
_PARTS = re.compile(r"[@._+\-\s]+")


@dataclass(frozen=True, slots=True)
class Personal:
    """Words in lower case that belong to one person: names, numbers of documents, values of cookies."""

    words: frozenset[str]

    def in_(self, text: str) -> bool:
        """True where the text holds one of them."""
        lower = text.lower()
        return any(word in lower for word in self.words)


def personal_of(request: VisitRequest, result: VisitResult, session: SessionState | None) -> Personal:
    """Gathers them from the credentials, the ledger and the session. Never stored, never logged."""
    given = request.credentials
    words = {given.username, given.password.reveal(), *given.extra.values()}
    words |= {part for part in _PARTS.split(given.username.partition("@")[0]) if len(part) > _LEAST}
    words |= {row.document.number for row in result.rows if row.document.number}
    for state in (session, request.session):
        words |= set(_session_values(state.storage)) if state is not None else set()
    return Personal(frozenset(word.lower() for word in words if len(word) >= _LEAST))


def _session_values(storage: Mapping[str, Any]) -> Iterable[str]:
    for cookie in storage.get("cookies", ()):
        value = str(cookie.get("value", ""))
        if len(value) >= 8 or any(sign.isdigit() for sign in value):
            yield value
    for headers in kept_headers(storage).values():
        yield from (part for value in headers.values() for part in value.split() if len(part) >= 8)
    yield from (
        value for value in kept_values(storage).values() if isinstance(value, str) and len(value) >= 8
    )
