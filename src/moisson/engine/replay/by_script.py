"""A sign-in that a script of the page sends by a request of its own, learned from what the browser sent (`entering` sends
it again)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from moisson.engine.answers import kept_headers, origin_of
from moisson.engine.contract import Credentials, SessionState
from moisson.engine.drivers.browser_hear import parted
from moisson.engine.lists.leaves import in_a_list, leaves, text_of
from moisson.engine.recipes import ByScript, Sends
from moisson.engine.recipes.addresses import template_of, varies
from moisson.engine.recipes.data import Kept
from moisson.engine.recipes.personal import Personal
from moisson.engine.replay.watching import Log, Sent
from moisson.engine.sites import may_type_secret

_LEAST_TOKEN = 8  # characters
_REFUSING = (401, 403, 422)
_SAID = 200  # characters of the portal's own words
_HOLE = re.compile(r"\{\{answer:(/[^{}]*)\}\}")
_STANDARD = frozenset({"accept", "content-type", "x-requested-with", "accept-charset"})


def learn_by_script(
    log: Log,
    credentials: Credentials,
    session: SessionState | None,
    home: str,
    personal: Personal,
    *,
    tokens: bool,
) -> ByScript | None:
    """What the script sent, where nothing of it but user name and password is more than plain words; None where it is,
    where a code was asked, or where it is not known what the answer handed out.

    `tokens`: the lists are asked for by scripts, so that every header which lets them in must come from the answer.
    """
    sent = log.sent[0] if len({(one.url, one.kind) for one in log.sent}) == 1 else None
    if sent is None or not sent.by_script or log.code_asked or session is None:
        return None
    if session.notes.sends_code is not None or not may_type_secret(sent.url, home, frozenset()):
        return None
    address = template_of(sent.url, home, personal)
    if varies(address) or "?" in sent.url:
        return None
    kept = Kept(personal)
    values = _values(sent)
    sends = _sends(values, credentials, kept) if values is not None else None
    headers = _headers(sent, kept)
    lets_in = _lets_in(log.answer, kept_headers(session.storage).get(origin_of(sent.url), {}), tokens)
    if sends is None or headers is None or lets_in is None:
        return None
    answers = sorted(leaves(log.answer))[:60] if isinstance(log.answer, Mapping) else []
    if tokens and not answers:
        return None
    try:
        return ByScript(
            address=address, kind=sent.kind, sends=tuple(sends), headers=tuple(headers), answers=tuple(answers),
            lets_in=tuple(lets_in),
        )  # fmt: skip
    except ValidationError:
        return None


def _values(sent: Sent) -> dict[str, Any] | None:
    if sent.kind != "json":
        pairs = dict(sent.fields)
        return pairs if len(pairs) == len(sent.fields) else None
    found = dict(_all_leaves(sent.body, ""))
    return None if any(in_a_list(place) for place in found) else found


def _all_leaves(value: Any, place: str) -> list[tuple[str, Any]]:
    """Nulls too: what a script leaves empty it sends all the same."""
    if isinstance(value, Mapping):
        return [
            leaf
            for name, held in value.items()
            for leaf in _all_leaves(held, f"{place}/{str(name).replace('~', '~0').replace('/', '~1')}")
        ]
    if isinstance(value, list):
        return [(f"{place}/0", value)]
    return [(place, value)]


def _sends(values: Mapping[str, Any], credentials: Credentials, kept: Kept) -> list[Sends] | None:
    sends: list[Sends] = []
    password = credentials.password.reveal()
    for name, value in values.items():
        if value == password:
            sends.append(Sends(name=name, holds="password"))
        elif value == credentials.username:
            sends.append(Sends(name=name, holds="username"))
        elif kept.is_plain(value) and not isinstance(value, float):
            sends.append(Sends(name=name, holds="text", value=value))
        else:
            return None
    held = [one.holds for one in sends]
    return sends if held.count("password") == 1 and held.count("username") == 1 else None


def _headers(sent: Sent, kept: Kept) -> list[tuple[str, str]] | None:
    plain, secret = parted(sent.headers)
    plain.pop("content-type", None)
    if secret or any(name not in _STANDARD and not kept.is_plain(value) for name, value in plain.items()):
        return None  # a token of the page, which only its script knows
    return sorted(plain.items())


def _lets_in(answer: Any, headers: Mapping[str, str], tokens: bool) -> list[tuple[str, str]] | None:
    told = leaves(answer) if isinstance(answer, Mapping) else {}
    found: list[tuple[str, str]] = []
    for name, value in sorted(headers.items()):
        place = next(
            (
                place
                for place, leaf in told.items()
                if len(text_of(leaf)) >= _LEAST_TOKEN and text_of(leaf) in value
            ),
            None,
        )
        if place is not None:
            found.append((name, value.replace(text_of(told[place]), f"{{{{answer:{place}}}}}")))
        elif tokens:
            return None
    return found
