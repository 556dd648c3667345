"""2fa.directory (MIT): which second factors a site offers, by domain.

Two formats, both read here. Version 3, `/v3/all.json`: a list of [name, {"domain", "additional-domains"?, "tfa"?:
[methods], "regions"?, "keywords"}]; also as an object {name: {…}}. Version 4, `/v4/all.json`: an object {domain:
{"methods"?: [methods], "documentation"?, …}} in which additional domains stand as entries of their own.
"""

import json
from collections.abc import Iterator
from typing import Any

from ..address import AddressNotUsable, host_of, registrable_domain
from ..kinds import SecondFactor
from .errors import SourceNotUsable

# A service of its own software is nearly always an approval in an app; u2f covers passkeys too.
_METHODS = {
    "totp": SecondFactor.TOTP,
    "sms": SecondFactor.SMS,
    "email": SecondFactor.EMAIL,
    "call": SecondFactor.CALL,
    "u2f": SecondFactor.SECURITY_KEY,
    "custom-software": SecondFactor.PUSH,
    "custom-hardware": SecondFactor.DEVICE,
}


def second_factors(raw: bytes) -> dict[str, tuple[SecondFactor, ...]]:
    """Second factors by host as written, and by registrable domain where no entry of its own says otherwise.

    Sites without a second factor are left out. Raises `SourceNotUsable`.
    """
    try:
        data = json.loads(raw)
    except ValueError as error:
        raise SourceNotUsable(f"the 2fa.directory file is not JSON: {error}") from error
    exact: dict[str, tuple[SecondFactor, ...]] = {}
    entries = 0
    for domain, methods in _entries(data):
        entries += 1
        known = {_METHODS[method] for method in methods if method in _METHODS}
        if not known:
            continue
        try:
            exact[host_of(domain).removeprefix("www.")] = tuple(
                kind for kind in SecondFactor if kind in known
            )
        except AddressNotUsable:
            continue
    if not entries:
        raise SourceNotUsable("the file has no entry in a form of 2fa.directory (versions 3 and 4 are known)")
    by_domain = dict(exact)
    for host in sorted(exact):
        # "web.500px.com" speaks for "500px.com" as long as that has no entry itself.
        by_domain.setdefault(registrable_domain(host), exact[host])
    return by_domain


def _entries(data: object) -> Iterator[tuple[str, list[str]]]:
    if isinstance(data, list):
        for pair in data:
            if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[1], dict):
                yield from _version_3(pair[1])
    elif isinstance(data, dict):
        for key, entry in data.items():
            if not isinstance(entry, dict):
                continue
            if isinstance(entry.get("domain"), str):
                yield from _version_3(entry)
            elif "." in key:
                yield key, _texts(entry.get("methods"))


def _version_3(entry: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    methods = _texts(entry.get("tfa"))
    for domain in (entry.get("domain"), *_texts(entry.get("additional-domains"))):
        if isinstance(domain, str):
            yield domain, methods


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
