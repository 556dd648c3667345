"""A sign-in that a script of the page sends by a request of its own: learned from what the browser sent, and sent again
over plain HTTP, with what the answer hands out put where the browser put it."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError

from moisson.engine.answers import Asked, kept_headers, origin_of, with_value
from moisson.engine.contract import Credentials, Keeper, Observer, Progress, SessionState, Step, VisitRequest
from moisson.engine.drivers.browser_hear import parted
from moisson.engine.errors import (
    AccountLocked,
    CodeNeeded,
    HostNotAllowed,
    PortalBlocked,
    PortalDown,
    PortalNotUnderstood,
    WrongCredentials,
)
from moisson.engine.lists.leaves import at, in_a_list, leaves, text_of
from moisson.engine.page import PageView, squeeze
from moisson.engine.recipes import ByScript, Sends, Told
from moisson.engine.recipes.addresses import absolute, template_of, varies
from moisson.engine.recipes.data import Kept
from moisson.engine.recipes.personal import Personal
from moisson.engine.replay.page_values import page_values, put_in
from moisson.engine.replay.plain import PlainHttp
from moisson.engine.replay.watching import Log, Sent
from moisson.engine.sign_in import find_sign_in, looks_signed_in, words
from moisson.engine.sites import host_of, may_type_secret
from moisson.engine.wording import fold

_LEAST_TOKEN = 8  # characters
_REFUSING = (401, 403, 422)
_SAID = 200  # characters of the portal's own words
_HOLE = re.compile(r"\{\{answer:(/[^{}]*)\}\}")
_STANDARD = frozenset({"accept", "content-type", "x-requested-with", "accept-charset"})


# Learning


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


# Signing in


async def come_in_by_script(
    driver: PlainHttp, by: ByScript, request: VisitRequest, keeper: Keeper, observe: Observer, view: PageView
) -> PageView:
    """The page behind the door, after the request that the script of this sign-in page sends. Raises as
    `enter_by_script`, and `PortalNotUnderstood` where the page behind the door does not show who is there."""
    await enter_by_script(driver, by, request, keeper, observe, view.url, view)
    home = request.login_url
    inside = await driver.open(absolute(by.then, home) if by.then is not None else home)
    if find_sign_in(inside) is not None or not shows_inside(by, inside):
        raise PortalNotUnderstood("After the sign-in the portal does not show who is there.", url=inside.url)
    await keeper.password_accepted()
    return inside


def shows_inside(by: ByScript, view: PageView) -> bool:
    """True for a page behind the door. Without its scripts a page may offer to sign in to those who are inside."""
    marks = {mark for node in view.walk() for mark in (node.get("id"), *node.get("class").split())}
    return bool(marks & set(by.inside)) or looks_signed_in(view)


async def enter_by_script(
    driver: PlainHttp,
    by: ByScript,
    request: VisitRequest,
    keeper: Keeper,
    observe: Observer,
    page: str,
    view: PageView | None = None,
) -> None:
    """Sends the request once; `view` is the page with the form, where it can be read. Raises `WrongCredentials` where
    the answer refuses, `CodeNeeded` where it asks for a code, another error of the family where it is not the answer
    that is known; `Drift`, before anything is sent, where the page lacks a value that goes with it."""
    url = absolute(by.address, request.login_url)
    if not may_type_secret(url, request.login_url, frozenset(request.allowed_hosts)):
        raise HostNotAllowed(host_of(url) or "?", url=url)
    observe(Progress(Step.SIGNING_IN))
    driver.guard(request.credentials.password)
    asked = _asked(by, url, request.credentials, page_values(by, view, await driver.session()))
    await keeper.about_to_send_password()
    status, text = await driver.send_once(asked, page)
    try:
        answer = json.loads(text) if text.strip() else None
    except ValueError:
        answer = None
    try:
        _judge(by, answer, status, url)
    except CodeNeeded:
        await keeper.password_accepted()
        raise
    origin = origin_of(url)
    driver.let_in(origin, {name: _filled(template, answer) for name, template in by.lets_in})


def _asked(by: ByScript, url: str, credentials: Credentials, page: Mapping[str, str]) -> Asked:
    held = {"username": credentials.username, "password": credentials.password.reveal()}
    values = [
        (one.name, page[str(one.value)] if one.holds == "page" else held.get(one.holds, one.value))
        for one in by.sends
    ]
    headers = {name: put_in(value, page) for name, value in by.headers}
    if by.kind == "json":
        asked = Asked("POST", url, {**headers, "content-type": "application/json"}, "{}")
        for name, value in values:
            asked = with_value(asked, f"body:{name}", value)
        return asked
    texts = [(name, str(value)) for name, value in values]
    if by.kind == "form":
        return Asked(
            "POST", url, {**headers, "content-type": "application/x-www-form-urlencoded"}, urlencode(texts)
        )
    mark = f"----WebKitFormBoundary{secrets.token_hex(8)}"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in texts
    ]
    return Asked(
        "POST",
        url,
        {**headers, "content-type": f"multipart/form-data; boundary={mark}"},
        f"{''.join(parts)}--{mark}--\r\n",
    )


def _judge(by: ByScript, answer: Any, status: int, url: str) -> None:
    said = _words_of(answer)
    if status == 429:
        raise PortalBlocked(said or "The portal asks for fewer requests.", slow_down=True, url=url)
    if status >= 500:
        raise PortalDown(f"The portal answers the sign-in with an error ({status}).", url=url)
    if any(_tells(one, answer, status) for one in by.code):
        raise CodeNeeded(said, url=url)
    whole = (
        all(at(answer, place) is not None for place in by.answers)
        if isinstance(answer, Mapping)
        else not by.answers
    )
    whole = whole and (not by.right or any(_tells(one, answer, status) for one in by.right))
    known = bool(by.answers or by.right)
    if whole and (status < 300 or (status in (302, 303) and not known)):
        return
    if words.LOCKED.search(words.TOO_MANY.sub(" ", fold(said))):
        raise AccountLocked(said, url=url)
    refuses = any(_tells(one, answer, status) for one in by.wrong) or (not by.wrong and status in _REFUSING)
    if refuses or words.WRONG.search(fold(said)):
        raise WrongCredentials(
            said or f"The portal refuses the sign-in ({status}).", fields=("username", "password"), url=url
        )
    raise PortalNotUnderstood("The portal answers the sign-in otherwise than it did.", url=url)


def _tells(told: Told, answer: Any, status: int) -> bool:
    if told.status is not None and told.status != status:
        return False
    if told.at is None:
        return True
    leaf = at(answer, told.at) if isinstance(answer, Mapping) else None
    return leaf is not None and (not told.any or text_of(leaf) in told.any)


def _words_of(answer: Any) -> str:
    """The portal's own words in an answer: the first text of several words. Some put JSON into the texts of their JSON,
    and the trace of what went wrong beside it."""
    texts = [text for text in _texts(answer) if " " in text.strip() and "Traceback" not in text]
    return squeeze(next(iter(texts), ""))[:_SAID]


def _texts(value: Any) -> list[str]:
    found: list[str] = []
    for leaf in leaves(value).values() if isinstance(value, Mapping | list) else ():
        inner = _inner(leaf) if isinstance(leaf, str) else None
        found += _texts(inner) if inner is not None else [leaf] if isinstance(leaf, str) else []
    return found


def _inner(text: str) -> Any:
    try:
        return json.loads(text) if text[:1] in ("{", "[") else None
    except ValueError:
        return None


def _filled(template: str, answer: Any) -> str:
    return _HOLE.sub(lambda hole: text_of(at(answer, hole[1])), template)
