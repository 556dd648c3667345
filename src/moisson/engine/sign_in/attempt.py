"""One try to come in: what was done so far, and the few acts that every situation shares."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import urlsplit

from moisson.engine.contract import (
    Challenge,
    ChallengeKind,
    Keeper,
    Observer,
    Person,
    Progress,
    SessionNotes,
    Step,
    VisitRequest,
)
from moisson.engine.drivers.base import Clicked, Driver, StaleNode
from moisson.engine.errors import (
    AccountLocked,
    FieldsNeeded,
    HostNotAllowed,
    Medium,
    PortalBlocked,
    PortalDown,
    PortalNotUnderstood,
    VisitError,
    WrongCredentials,
)
from moisson.engine.page import Node, PageView
from moisson.engine.sign_in import words
from moisson.engine.sign_in.fields import fields_of, frame_address, targets
from moisson.engine.sign_in.forms import is_sign_in_page
from moisson.engine.sign_in.inside import looks_signed_in
from moisson.engine.sign_in.verdict import Outcome, Verdict, classify
from moisson.engine.sites import host_of, may_type_secret, same_site
from moisson.engine.takeover import Help
from moisson.engine.wording import fold, phrase
from moisson.vault.secret import Secret

METHOD, SEND_CODE = "method", "send code"  # in `Attempt.tried`: the page was told to send a code
_ONCE_ONLY = re.compile(r"(?:^|&)(?:code|state|ticket|token|samlresponse|id_token|nonce)=", re.I)
_PATIENCE = 12.0  # s for an answer that comes without a new page
_REFUSING = frozenset({401, 403, 422})  # statuses that refuse by themselves
_NOT_KEPT = (
    "The portal let the visit in and asked for the password again on the next page: it does not keep the session, "
    "as happens where its cookies are refused."
)
_SPEAKS_OF_THE_DOOR = re.compile(
    r"log ?[io]n|sign ?in|auth|sso|saml|fail|err(?:or|eur)|denied|invalid|wrong|connexion|anmeld|fehl|acces|access|entrar|inlog|accedi|zalog|blad|prihl|kirjaudu"
)
_YES = frozenset({"yes", "y", "oui", "ja", "si", "sí", "true", "1", "ok", "allow"})


@dataclass(slots=True)
class Attempt:
    """The state of one sign-in. `allowed` grows by the hosts the person said yes to."""

    driver: Driver
    request: VisitRequest
    person: Person
    keeper: Keeper
    observe: Observer
    allowed: set[str]
    username_sent: bool = False
    entry: PageView | None = None  # the first page of this try
    password_sent: bool = False
    accepted: bool = False
    inside: bool = False  # told by a second look although the page goes on showing a sign-in form
    looked_again: bool = False
    sends_code: Medium | None = None  # how the portal reached the person by itself, once it had the password
    codes_refused: int = 0
    totp_refused: int = 0
    tried: set[str] = field(default_factory=set)  # entries and banners already pressed
    told: Step | None = None
    help: Help | None = None

    def tell(self, step: Step, detail: str | None = None) -> None:
        if step is not self.told:
            self.told = step
            self.observe(Progress(step, detail=detail))

    @property
    def by_hand(self) -> bool:
        """A person had the browser in this visit: being inside may be their doing."""
        return self.help is not None and self.help.given

    async def helped(self, error: VisitError) -> PageView:
        """The page once a person got past what stood in the way. Raises `error` where nobody did."""
        if self.help is None:
            raise error
        view = await self.help.past(error)
        if self.password_sent and not self.accepted and is_sign_in_page(view) and not looks_signed_in(view):
            raise error  # the form again, and the password is not sent twice
        self.told = None
        return view

    async def accept_password(self) -> None:
        """The portal went on after the password: it was right. Where a person typed another one, nobody knows."""
        if self.help is not None and self.help.other_password:
            return
        if self.password_sent and not self.accepted:
            self.accepted = True
            await self.keeper.password_accepted()

    def was_sent(self, medium: Medium, *, device_known: bool) -> None:
        """The portal sent something to the person, and no button of its page was pressed for it.

        Kept with the session at once: where nobody is there next time, the password is not typed.
        """
        if not self.password_sent or self.tried & {METHOD, SEND_CODE}:
            return
        self.sends_code = None if device_known else medium
        self.driver.notes = replace(self.driver.notes, sends_code=self.sends_code)

    def note_landing(self, url: str) -> None:
        """Where this sign-in ended, for a visit that comes back before it has learned more."""
        kept = url if not _ONCE_ONLY.search(urlsplit(url).query) else None
        asked = self.sends_code if self.password_sent else self.driver.notes.sends_code
        self.driver.notes = SessionNotes(kept, asked)

    async def make_sure(self, view: PageView, scope: Node, button: Node | None) -> None:
        """Raises `HostNotAllowed` unless everything that would see a secret typed here may see it (invariant 4)."""
        fields = [frame_address(node) for node in fields_of(scope)]
        for url in dict.fromkeys([view.url, *fields, *targets(scope, button)]):
            await self._make_sure_of(url, view)

    async def _make_sure_of(self, url: str, view: PageView) -> None:
        login_url = self.request.login_url
        if may_type_secret(url, login_url, frozenset(self.allowed)):
            return
        host = host_of(url)
        if not host:
            raise HostNotAllowed("?", "The sign-in form stands on a page without a host.", url=view.url)
        # A person cannot allow what the rules refuse whatever the host is (plain http after https).
        if self.person.present and may_type_secret(url, login_url, frozenset({*self.allowed, host})):
            question = Challenge(
                ChallengeKind.HOST, host=host, message=f"The sign-in of {host_of(login_url)} leads to {host}."
            )
            answer = await self.person.answer(question)
            if answer is not None and answer.reveal().strip().lower() in _YES:
                self.allowed.add(host)
                return
        raise HostNotAllowed(host, url=view.url)

    async def press(self, view: PageView, button: Node | None, last: Node) -> tuple[PageView, Verdict]:
        """Sends a form by its button, or by Enter in its last field, and judges what came of it."""
        try:
            clicked = await (self.driver.click(button) if button is not None else self.driver.submit(last))
        except StaleNode:
            # The button was drawn anew while the form was filled; nothing was sent yet.
            clicked = await self.driver.submit(last)
        except PortalBlocked as error:
            # A rate limit is the portal's affair; a locked account is the person's.
            if self.password_sent and words.LOCKED.search(words.TOO_MANY.sub(" ", fold(error.message))):
                raise AccountLocked(error.message, url=error.url) from None
            raise
        return await self.settle(view, clicked)

    async def settle(self, before: PageView, clicked: Clicked) -> tuple[PageView, Verdict]:
        """Waits, within bounds, until the page says something about what was sent."""
        page = clicked.page
        if clicked.opened and page.url == before.url:
            page = await self.driver.open(clicked.opened[-1].url)
        verdict = classify(before, page, clicked.messages, navigated=clicked.navigated)
        deadline = time.monotonic() + (_PATIENCE if self.driver.mode == "browser" else 0)
        while verdict.outcome is Outcome.NOTHING and time.monotonic() < deadline:
            await asyncio.sleep(0.25)
            page = await self.driver.look()
            verdict = classify(before, page, clicked.messages)
        return page, verdict

    async def look_again(self, view: PageView, said: str = "") -> PageView:
        """The sign-in form stands there again and nothing says why: opens the entry once more, without the password.

        `said`: what is new on the page, words that are not known as a refusal. Raises `WrongCredentials` only when
        the entry shows no sign of being inside either.
        """
        if not self.looked_again and view.status not in _REFUSING:
            self.looked_again = True
            let_in = not said and self._was_let_in(view)
            again = await self.driver.open(self.request.login_url)
            if looks_signed_in(again):
                return again
            if self._names_the_visitor(again):
                self.inside = True
                return again
            if not is_sign_in_page(again):
                return again
            if let_in:
                raise PortalNotUnderstood(_NOT_KEPT, url=view.url)
        raise WrongCredentials(_shown_again(said, view.status), fields=("username", "password"), url=view.url)

    def _was_let_in(self, view: PageView) -> bool:
        """The portal led on to another of its pages before it showed the form again without a word: it took the
        password, and did not know the visitor on the next page. A page about the sign-in itself, and the front page,
        to which some lead whom they refuse, prove nothing."""
        doors = {urlsplit(page).path.rstrip("/") for page in (view.url, self.request.login_url)}
        if self.entry is not None:
            doors.add(urlsplit(self.entry.url).path.rstrip("/"))
        through: tuple[str, ...] = getattr(self.driver, "through", ())
        return any(
            same_site(url, view.url)
            and (path := urlsplit(url).path.rstrip("/")) not in {*doors, ""}
            and _SPEAKS_OF_THE_DOOR.search(phrase(path)) is None
            for url in through
        )

    def _names_the_visitor(self, view: PageView) -> bool:
        """The entry shows the user name, which it did not before: text to read, not what a field holds."""
        name = fold(self.request.credentials.username).strip()
        if len(name) < 3 or self.entry is None:
            return False
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        return len(whole.findall(fold(view.text()))) > len(whole.findall(fold(self.entry.text())))

    def raise_common(self, verdict: Verdict, view: PageView) -> None:
        """Raises what does not depend on which form was sent."""
        if verdict.outcome is Outcome.LOCKED:
            raise AccountLocked(verdict.message, url=view.url)
        if verdict.outcome is Outcome.TECHNICAL:
            raise PortalDown(verdict.message, url=view.url)
        if verdict.outcome is Outcome.INCOMPLETE:
            raise FieldsNeeded(verdict.message, url=view.url)
        if verdict.outcome is Outcome.NOTHING:
            raise PortalNotUnderstood(
                "The sign-in form was sent and nothing changed on the page.", url=view.url
            )

    def guard(self, secret: Secret | None) -> None:
        guard = getattr(self.driver, "guard", None)  # a driver without pictures needs none
        if secret and guard is not None:
            guard(secret)


def _shown_again(said: str, status: int) -> str:
    if said:
        return f"The portal shows its sign-in form again and says: {said}"
    if status in _REFUSING:
        return f"The portal shows its sign-in form again (status {status}) without a reason; the user name or the password is probably wrong."
    return (
        "The portal shows its sign-in form again without a reason, also when its page is opened anew; "
        "the user name or the password is probably wrong."
    )


class Situation(Protocol):
    """One recognisable moment on the way in. The highest score acts; None declines."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None: ...

    async def act(self, view: PageView, attempt: Attempt) -> PageView: ...
