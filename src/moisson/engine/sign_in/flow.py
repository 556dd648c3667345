"""The way in: look at the page, let the situation that fits best act, look again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from moisson.engine.contract import Keeper, Observer, Person, Step, VisitRequest
from moisson.engine.drivers.base import Driver, StaleNode
from moisson.engine.drivers.walls import first_sentence, shows_nothing
from moisson.engine.errors import (
    ActionNeeded,
    NothingShown,
    PortalBlocked,
    PortalNotUnderstood,
    VisitError,
    WrongCredentials,
)
from moisson.engine.page import PageView
from moisson.engine.sign_in.attempt import Attempt, Situation
from moisson.engine.sign_in.consent import AtService
from moisson.engine.sign_in.credentials_form import CredentialsForm
from moisson.engine.sign_in.further_fields import FurtherFields
from moisson.engine.sign_in.known_visitor import PickAccount, StaySignedIn
from moisson.engine.sign_in.link_by_mail import LinkOnly, PasswordInstead
from moisson.engine.sign_in.obstacles import words_of
from moisson.engine.sign_in.second_step import Approval, CodePage, MethodChoice, SendCode
from moisson.engine.sign_in.situations import ContinueAs, Covered, Entry, Inside, Obstacle, Offer, Puzzle
from moisson.engine.sites import may_type_secret
from moisson.engine.takeover import Help

SITUATIONS: tuple[Situation, ...] = (
    Covered(),
    Obstacle(),
    CodePage(),
    MethodChoice(),
    SendCode(),
    Approval(),
    AtService(),
    ContinueAs(),
    PickAccount(),
    StaySignedIn(),
    PasswordInstead(),
    CredentialsForm(),
    FurtherFields(),
    LinkOnly(),
    Offer(),
    Inside(),
    Puzzle(),
    Entry(),
)
_WITH_A_CODE: tuple[Situation, ...] = (Obstacle(), CodePage(), MethodChoice(), SendCode(), Approval())
_STEPS = 30
_TURNING_AWAY = frozenset({403, 406, 418, 429, 451})  # statuses without a page to sign in on
_LATE = 5.0  # s of further looks at a page on which nothing is recognised


async def sign_in(
    driver: Driver,
    request: VisitRequest,
    person: Person,
    keeper: Keeper,
    observe: Observer,
    view: PageView | None = None,
    help: Help | None = None,
) -> PageView:
    """Comes in with the request's credentials and returns the page behind the door.

    Opens the login address unless `view` is the page to begin on. The password is sent once at most. What stands in
    the way is shown to a person where `help` has one.
    Raises errors of the family; `PortalNotUnderstood` when it cannot be told whether the visitor is inside.
    """
    attempt = Attempt(
        driver=driver,
        request=request,
        person=person,
        keeper=keeper,
        observe=observe,
        allowed=set(request.allowed_hosts),
        help=help,
    )
    attempt.guard(request.credentials.password)
    attempt.guard(request.credentials.totp_secret)
    if driver.totp_step is None and request.session is not None:
        driver.totp_step, driver.notes = request.session.totp_step, request.session.notes
    if view is None:
        attempt.tell(Step.REACHING)
        view = await driver.open(request.login_url)
    attempt.entry = view
    attempt.tell(Step.LOOKING_FOR_SIGN_IN)
    while True:
        try:
            return await _come_in(attempt, await _answer_basic(attempt, view))
        except VisitError as error:
            view = await attempt.helped(error)


async def give_code(
    driver: Driver,
    request: VisitRequest,
    person: Person,
    keeper: Keeper,
    observe: Observer,
    view: PageView,
    is_inside: Callable[[PageView], bool],
) -> PageView:
    """The page behind the door, from one that asks for a code after the password was taken. Raises errors of the family;
    `PortalNotUnderstood` where another page comes."""
    attempt = Attempt(
        driver=driver,
        request=request,
        person=person,
        keeper=keeper,
        observe=observe,
        allowed=set(request.allowed_hosts),
        username_sent=True,
        entry=view,
        password_sent=True,
        accepted=True,
    )
    attempt.guard(request.credentials.totp_secret)
    for _ in range(_STEPS):
        if is_inside(view):
            attempt.note_landing(view.url)
            return view
        situation = _best(view, attempt, _WITH_A_CODE)
        if situation is None:
            break
        view = await situation.act(view, attempt)
    raise _not_understood(attempt, view)


async def _come_in(attempt: Attempt, view: PageView) -> PageView:
    driver = attempt.driver
    lost_since: float | None = None
    stale = 0
    for _ in range(_STEPS):
        situation = _best(view, attempt)
        if situation is None:
            if driver.mode == "http":
                break  # without scripts a page stays as it is
            lost_since = lost_since or time.monotonic()
            if time.monotonic() - lost_since > _LATE:
                break
            await asyncio.sleep(0.4)
            view = await driver.look()
            continue
        lost_since = None
        try:
            view = await situation.act(view, attempt)
        except StaleNode:
            # The page drew itself anew under the hand. Once the password is out, guessing is over.
            stale += 1
            if stale > 3 or (attempt.password_sent and not attempt.accepted):
                raise PortalNotUnderstood(
                    "The page keeps changing while it is filled in.", url=view.url
                ) from None
            view = await driver.look()
            continue
        if isinstance(situation, Inside):
            attempt.tell(Step.SIGNED_IN)
            attempt.note_landing(view.url)
            return view
        view = await _answer_basic(attempt, view)
    raise _not_understood(attempt, view)


def _best(
    view: PageView, attempt: Attempt, situations: tuple[Situation, ...] = SITUATIONS
) -> Situation | None:
    best: tuple[int, Situation] | None = None
    for situation in situations:
        score = situation.recognise(view, attempt)
        if score is not None and (best is None or score > best[0]):
            best = (score, situation)
    return best[1] if best else None


async def _answer_basic(attempt: Attempt, view: PageView) -> PageView:
    """A page behind HTTP basic authentication, the first one or the one a "sign in" link leads to: the answer to 401
    is sent once, to the portal's own origin."""
    driver, request = attempt.driver, attempt.request
    authenticate = getattr(driver, "authenticate", None)
    if view.status != 401 or authenticate is None or attempt.password_sent or len(view.text()) > 1000:
        return view
    if _has_fields(view):
        return view
    if not may_type_secret(view.url, request.login_url, request.allowed_hosts):
        return view
    attempt.tell(Step.SIGNING_IN)
    await attempt.keeper.about_to_send_password()
    attempt.password_sent = True
    origin = "/".join(view.url.split("/")[:3])
    await authenticate(origin, request.credentials.username, request.credentials.password)
    view = await driver.open(view.url)
    if view.status == 401:
        raise WrongCredentials(words_of(view, 200), fields=("username", "password"), url=view.url)
    return view


def _has_fields(view: PageView) -> bool:
    return any(node.tag == "input" and node.visible for node in view.walk())


def _not_understood(attempt: Attempt, view: PageView) -> VisitError:
    if attempt.password_sent:
        said = words_of(view, 200)
        if attempt.accepted and said and view.status < 400 and len(view.text()) < 600:
            return ActionNeeded(said, action="other", url=view.url)
        return PortalNotUnderstood(
            "The password was sent, and the page that came is neither a refusal nor the inside of a portal.",
            url=view.url,
        )
    if shows_nothing(view):
        return NothingShown("The page of the portal stays empty.", url=view.url)
    if view.status in _TURNING_AWAY:
        return PortalBlocked(first_sentence(view), url=view.url)
    return PortalNotUnderstood("No sign-in form was recognised on the page.", url=view.url)
