"""In over plain HTTP by the request with which a script of the page sends the password, with what the answer, or the page
behind the door, hands out put where a browser puts it."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from moisson.engine.answers import Asked, origin_of, with_value
from moisson.engine.contract import Credentials, Keeper, Observer, Person, Progress, Step, VisitRequest
from moisson.engine.errors import (
    AccountLocked,
    CodeNeeded,
    HostNotAllowed,
    PortalBlocked,
    PortalDown,
    PortalNotUnderstood,
    WrongCredentials,
)
from moisson.engine.lists.leaves import at, leaves, text_of
from moisson.engine.page import PageView, squeeze
from moisson.engine.recipes import ByScript, Told
from moisson.engine.recipes.addresses import absolute
from moisson.engine.replay.page_values import HOLE, held_by, page_values, put_in, value_on
from moisson.engine.replay.plain import PlainHttp
from moisson.engine.sign_in import find_sign_in, give_code, looks_signed_in, words
from moisson.engine.sign_in.obstacles import find_captcha
from moisson.engine.sites import host_of, may_type_secret, same_site
from moisson.engine.wording import fold

_REFUSING = (401, 403, 422)
_LEADING_ON = (301, 302, 303, 307, 308)
_SAID = 200  # characters of the portal's own words
_LEAF = re.compile(r"\{\{answer:(/[^{}]*)\}\}")


@dataclass(frozen=True, slots=True)
class _Reply:
    """What came back. `target`: where it leads, on the portal's own site, else ""; `page`: what stands there, where that
    says more; `shown`: the values of that page which are asked for, by their places."""

    status: int
    answer: Any = field(repr=False)
    target: str = ""
    page: PageView | None = None
    shown: Mapping[str, str] = field(default_factory=dict, repr=False)


async def come_in_by_script(
    driver: PlainHttp,
    by: ByScript,
    request: VisitRequest,
    person: Person,
    keeper: Keeper,
    observe: Observer,
    view: PageView,
) -> PageView:
    """The page behind the door, after the request that the script of this sign-in page sends, and after a code where one
    is asked on a page. Raises as `enter_by_script`, and `PortalNotUnderstood` where the page behind the door does not show
    who is there."""
    asks = await enter_by_script(driver, by, request, keeper, observe, view.url, view)
    home = request.login_url
    if asks is not None:
        inside = await give_code(
            driver, request, person, keeper, observe, asks, lambda page: _is_inside(by, page)
        )
    else:
        inside = await driver.open(absolute(by.then, home) if by.then is not None else home)
    if not _is_inside(by, inside):
        raise PortalNotUnderstood("After the sign-in the portal does not show who is there.", url=inside.url)
    await keeper.password_accepted()
    await let_in_from(driver, by, inside)
    return inside


def _is_inside(by: ByScript, view: PageView) -> bool:
    return find_sign_in(view) is None and shows_inside(by, view)


def shows_inside(by: ByScript, view: PageView) -> bool:
    """True for a page behind the door. Without its scripts a page may offer to sign in to those who are inside, and one
    that asks for a code offers to sign out: where marks are known, they decide."""
    return bool(_marks(view) & set(by.inside)) if by.inside else looks_signed_in(view)


def is_drawn_here(by: ByScript, view: PageView) -> bool:
    """True for a page into which a script draws the form that is known, and that asks for nothing else."""
    if not _marks(view) & set(by.drawn_in) or view.status >= 400 or find_captcha(view) is not None:
        return False
    return not any(node.tag == "input" and node.get("type").lower() == "password" for node in view.walk())


def asks_on_a_page(by: ByScript) -> bool:
    """True where a code is asked on a page of its own, which is a plain form."""
    return any(one.leads for one in by.code)


def _marks(view: PageView) -> set[str]:
    return {mark for node in view.walk() for mark in (node.get("id"), *node.get("class").split())}


async def let_in_from(driver: PlainHttp, by: ByScript, inside: PageView) -> None:
    """Requests of scripts go out with the headers whose values stand on this page. Raises `Drift` where one is not
    there."""
    session, found = await driver.session(), {}
    for name, template in by.lets_in:
        places = HOLE.findall(template)
        if places:
            found[name] = put_in(template, {place: held_by(place, inside, session) for place in places})
    driver.let_in(origin_of(inside.url), found)


async def enter_by_script(
    driver: PlainHttp,
    by: ByScript,
    request: VisitRequest,
    keeper: Keeper,
    observe: Observer,
    page: str,
    view: PageView | None = None,
) -> PageView | None:
    """Sends the request once; `view` is the page with the form, where it can be read. The page that asks for a code, where
    the answer leads to one. Raises `WrongCredentials` where the answer refuses, `CodeNeeded` where it asks for a code
    itself, another error of the family where it is not the answer that is known; `Drift`, before anything is sent, where
    the page lacks a value that goes with it."""
    url = absolute(by.address, request.login_url)
    if not may_type_secret(url, request.login_url, frozenset(request.allowed_hosts)):
        raise HostNotAllowed(host_of(url) or "?", url=url)
    observe(Progress(Step.SIGNING_IN))
    driver.guard(request.credentials.password)
    asked = _asked(by, url, request.credentials, page_values(by, view, await driver.session()))
    await keeper.about_to_send_password()
    reply = await _reply(driver, by, asked, page)
    try:
        _judge(by, reply, url)
    except CodeNeeded:
        await keeper.password_accepted()
        if reply.page is None:
            raise
        return reply.page
    found = {name: _filled(template, reply.answer) for name, template in by.lets_in if _LEAF.search(template)}
    driver.let_in(origin_of(url), found)
    return None


async def _reply(driver: PlainHttp, by: ByScript, asked: Asked, page: str) -> _Reply:
    sent = await driver.send_once(asked, page)
    try:
        answer = json.loads(sent.text) if sent.text.strip() else None
    except ValueError:
        answer = None
    target = urljoin(asked.url, sent.leads) if sent.leads and sent.status in _LEADING_ON else ""
    if not target or not same_site(target, asked.url):
        return _Reply(sent.status, answer)
    told = (*by.code, *by.wrong, *by.right)
    places = {one.shown for one in told if one.shown is not None and _leads(one, target)}
    if not places and not any(one.leads and _leads(one, target) for one in by.code):
        return _Reply(sent.status, answer, target)
    led, session = await driver.open(target), await driver.session()
    shown = {place: value for place in places if (value := value_on(place, led, session))}
    return _Reply(sent.status, answer, target, led, shown)


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


def _judge(by: ByScript, reply: _Reply, url: str) -> None:
    said, status, answer = _words_of(reply.answer), reply.status, reply.answer
    if status == 429:
        raise PortalBlocked(said or "The portal asks for fewer requests.", slow_down=True, url=url)
    if status >= 500:
        raise PortalDown(f"The portal answers the sign-in with an error ({status}).", url=url)
    if any(_tells(one, reply) for one in by.code):
        raise CodeNeeded(said, url=url)
    refuses = any(_tells(one, reply) for one in by.wrong)
    whole = (
        all(at(answer, place) is not None for place in by.answers)
        if isinstance(answer, Mapping)
        else not by.answers
    )
    whole = whole and (not by.right or any(_tells(one, reply) for one in by.right))
    known = bool(by.answers or by.right)
    led = any(one.leads and _tells(one, reply) for one in by.right)
    if (
        not (refuses and reply.target)
        and whole
        and (status < 300 or (status in (302, 303) and (led or not known)))
    ):
        return
    if words.LOCKED.search(words.TOO_MANY.sub(" ", fold(said))):
        raise AccountLocked(said, url=url)
    if refuses or (not by.wrong and status in _REFUSING) or words.WRONG.search(fold(said)):
        raise WrongCredentials(
            said or f"The portal refuses the sign-in ({status}).", fields=("username", "password"), url=url
        )
    raise PortalNotUnderstood("The portal answers the sign-in otherwise than it did.", url=url)


def _leads(told: Told, target: str) -> bool:
    parts = urlsplit(target)
    said = parts.path + (f"?{parts.query}" if parts.query else "")
    return any(
        re.fullmatch(".*".join(re.escape(part) for part in glob.split("*")), said, re.S)
        for glob in told.leads
    )


def _tells(told: Told, reply: _Reply) -> bool:
    if told.status is not None and told.status != reply.status:
        return False
    if told.leads and not (reply.target and _leads(told, reply.target)):
        return False
    if told.shown is not None and reply.shown.get(told.shown) not in told.any:
        return False
    if told.at is None:
        return True
    leaf = at(reply.answer, told.at) if isinstance(reply.answer, Mapping) else None
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
    return _LEAF.sub(lambda hole: text_of(at(answer, hole[1])), template)
