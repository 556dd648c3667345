"""The names and values in the query of an address, whether `&` stands between them or `;`."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

_NAMED = re.compile(r";(?=[\w.\-\[\]%+]{1,60}=|[;&]|$)")
"""A `;` behind which a name follows, or nothing."""


def pairs_in(query: str) -> list[tuple[str, str]]:
    """Names and values in their order, those without a value too. `;` stands between them where no `&` does: several
    programs write `?Action=Zoom;ID=7` (HTML 4.01, B.2.2 asks every server to read it so), and never both."""
    return parse_qsl(query if "&" in query else _NAMED.sub("&", query), keep_blank_values=True)


def pairs_perhaps_in(query: str) -> list[tuple[str, str]]:
    """The same where a server may read more out of it than stands there: `;` beside `&` as well."""
    return parse_qsl(_NAMED.sub("&", query), keep_blank_values=True)
