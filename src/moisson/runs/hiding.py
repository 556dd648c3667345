"""Keeps what must not be seen out of texts that are stored: secrets by value, tokens in addresses by shape. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus, urlsplit, urlunsplit

from moisson.vault import Secret
from moisson.vault.secret import HIDDEN

_SHORTEST = 4  # hiding a three-letter word would hide half the page
_LONGEST_VALUE = 24  # of a query parameter: page numbers, years and filters are shorter, tokens longer
_MATRIX = re.compile(r";[^/]*")  # ;jsessionid=...
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


class Hider:
    """Replaces the secrets of one visit wherever they stand in a text, also as a URL or HTML writes them."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._secrets: list[Secret] = []
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: Secret) -> None:
        """One more secret, for instance a code that a person just typed."""
        if len(secret.reveal().strip()) >= _SHORTEST:
            self._secrets.append(secret)

    def hide(self, text: str) -> str:
        for secret in self._secrets:
            value = secret.reveal().strip()
            for form in {value, quote(value, safe=""), quote_plus(value), html.escape(value)}:
                text = _as_a_word(form).sub(HIDDEN, text)
        return text

    def words(self, text: str) -> str:
        """A sentence for people: secrets hidden, addresses in it without tokens, no NUL (PostgreSQL keeps none)."""
        text = text.replace("\0", "")
        return _ADDRESS.sub(lambda found: plain_address(found.group()), self.hide(text))

    def address(self, url: str) -> str:
        return self.hide(plain_address(url))


def plain_address(url: str) -> str:
    """The address without user name, fragment query, session id, or long query values (which may be tokens)."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return HIDDEN
    kept = [pair for pair in parts.query.split("&") if len(pair.partition("=")[2]) < _LONGEST_VALUE]
    fragment = parts.fragment.partition("?")[0]
    return urlunsplit(
        (
            parts.scheme,
            host,
            _MATRIX.sub("", parts.path),
            "&".join(kept),
            fragment if len(fragment) < 4 * _LONGEST_VALUE else "",
        )
    )


def _as_a_word(value: str) -> re.Pattern[str]:
    """A code of six digits is not looked for inside a longer number."""
    pattern = re.escape(value)
    return re.compile(rf"(?<!\d){pattern}(?!\d)" if value.isdigit() else pattern)
