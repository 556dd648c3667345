"""Situations after the password: a code, the choice of where it goes, an approval elsewhere."""

from __future__ import annotations

import asyncio
import time

from moisson.engine.contract import Challenge, ChallengeKind, Step
from moisson.engine.errors import ApprovalNeeded, CodeNeeded, CodeRefused, Medium, PortalNotUnderstood
from moisson.engine.page import Node, PageView
from moisson.engine.sign_in import words
from moisson.engine.sign_in.attempt import METHOD, SEND_CODE, Attempt
from moisson.engine.sign_in.code_words import explanation, medium_of
from moisson.engine.sign_in.codes import (
    CodeForm,
    Method,
    asks_how,
    find_code_form,
    find_methods,
    find_send_button,
    other_way,
)
from moisson.engine.sign_in.fields import kind_of_input, scope_of, submit_button
from moisson.engine.sign_in.forms import find_sign_in
from moisson.engine.sign_in.inside import looks_signed_in
from moisson.engine.sign_in.obstacles import asks_approval, words_of
from moisson.engine.sign_in.verdict import Outcome, Verdict
from moisson.engine.totp import fresh_code
from moisson.engine.wording import fold
from moisson.vault.secret import Secret

_TRIES = 3
_APPROVAL_PATIENCE = 120.0  # s


class CodePage:
    """A code is asked: from the authenticator secret where one is held, else of the person."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if not (attempt.password_sent or attempt.username_sent or attempt.request.session is not None):
            # A page that begins with a code (a kept device) speaks of it in its heading.
            form = find_code_form(view)
            return 40 if form is not None and find_sign_in(view) is None else None
        return 80 if find_code_form(view) is not None else None

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        form = find_code_form(view)
        assert form is not None
        await attempt.accept_password()
        attempt.tell(Step.CODE_ASKED, None if form.medium is Medium.UNKNOWN else form.medium.value)
        await attempt.make_sure(view, form.scope, form.button)
        held = attempt.request.credentials.totp_secret
        if held and form.medium in (Medium.SMS, Medium.EMAIL) and "other way" not in attempt.tried:
            way = other_way(view, Medium.TOTP)
            if way is not None:
                attempt.tried.add("other way")
                return (await attempt.driver.click(way)).page
        from_secret = bool(held) and form.medium not in (Medium.SMS, Medium.EMAIL)
        if held and from_secret:
            code, step = await fresh_code(held, attempt.driver.totp_step)
            await attempt.keeper.totp_used(step)
            attempt.driver.totp_step = step
        elif (ask := _not_yet_sent(view, form)) is not None and SEND_CODE not in attempt.tried:
            if not attempt.person.present:
                raise CodeNeeded(form.message, medium=form.medium, hint=form.hint, url=view.url)
            attempt.tried.add(SEND_CODE)
            return (await attempt.driver.click(ask)).page
        else:
            attempt.was_sent(form.medium, device_known=False)
            code = await self._ask(form, attempt, view)
            attempt.was_sent(form.medium, device_known=form.remember is not None)
        page, verdict = await self._send(view, form, code, attempt)
        if verdict.outcome in (Outcome.REFUSED, Outcome.SHOWN_AGAIN):
            self._refused(verdict, page, attempt, from_secret)
            return page
        attempt.raise_common(verdict, page)
        return page

    @staticmethod
    async def _ask(form: CodeForm, attempt: Attempt, view: PageView) -> Secret:
        if attempt.person.present:
            answer = await attempt.person.answer(
                Challenge(
                    ChallengeKind.CODE,
                    medium=form.medium,
                    message=form.message,
                    hint=form.hint,
                    length=form.length,
                    expires_at=form.expires_at,
                    attempt=1 + attempt.codes_refused,
                )
            )
            if answer:
                return Secret(answer.reveal().strip())
        raise CodeNeeded(
            form.message, medium=form.medium, hint=form.hint, expires_at=form.expires_at, url=view.url
        )

    @staticmethod
    async def _send(
        view: PageView, form: CodeForm, code: Secret, attempt: Attempt
    ) -> tuple[PageView, Verdict]:
        driver = attempt.driver
        attempt.guard(code)
        if form.remember is not None and "checked" not in form.remember.attrs:
            await driver.check(form.remember)
        if len(form.fields) == 1:
            await driver.fill(form.fields[0], code)
        else:
            text = "".join(code.reveal().split())
            for box, character in zip(form.fields, text, strict=False):
                await driver.fill(box, character)
        # Many code pages send themselves with the last character.
        now = await driver.look()
        from moisson.engine.drivers.base import Clicked

        again = find_code_form(now)
        if again is None or now.url != view.url:
            return await attempt.settle(view, Clicked(page=now))
        early = await _already_judged(view, now)
        if early is not None:
            return now, early
        return await attempt.press(now, again.button, again.fields[-1])

    @staticmethod
    def _refused(verdict: Verdict, page: PageView, attempt: Attempt, from_secret: bool) -> None:
        """Returns when another code may be tried, else raises `CodeRefused`."""
        attempt.codes_refused += 1
        if from_secret:
            attempt.totp_refused += 1
        limit = 2 if from_secret else _TRIES
        tries = attempt.totp_refused if from_secret else attempt.codes_refused
        if not attempt.person.present or tries >= limit:
            raise CodeRefused(verdict.message or "The portal refused the code.", url=page.url)


def _not_yet_sent(view: PageView, form: CodeForm) -> Node | None:
    """The button beside a code field that has the code sent, on a page that does not say that it was."""
    button = find_send_button(view)
    if button is None or form.button is None or button is form.button or form.hint is not None:
        return None
    return button if words.WAS_SENT.search(fold(view.text()[:3000])) is None else None


async def _already_judged(before: PageView, now: PageView) -> Verdict | None:
    """The verdict where typing alone sent the code and the page answered on itself."""
    from moisson.engine.sign_in.verdict import classify

    verdict = classify(before, now)
    judged = (Outcome.REFUSED, Outcome.SHOWN_AGAIN, Outcome.LOCKED)
    return verdict if verdict.outcome in judged and verdict.message else None


class MethodChoice:
    """The portal asks where to send the code: the authenticator when its secret is held, else the person's choice."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if not (attempt.password_sent or attempt.username_sent) or looks_signed_in(view):
            return None
        if find_code_form(view) is not None or find_sign_in(view) is not None or len(view.text()) > 4000:
            return None
        return 75 if asks_how(view) and len(find_methods(view)) >= 2 else None

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        await attempt.accept_password()
        attempt.tell(Step.CODE_ASKED)
        methods = find_methods(view)
        message = explanation(view, scope_of(methods[0].node), methods[0].node, 300)
        chosen = await self._choose(methods, attempt, view, message)
        if METHOD in attempt.tried and chosen.label in attempt.tried:
            raise PortalNotUnderstood("The portal asks again how to send the code.", url=view.url)
        attempt.tried |= {METHOD, chosen.label}
        if kind_of_input(chosen.node) == "radio":
            await attempt.driver.check(chosen.node)
            now = await attempt.driver.look()
            if find_code_form(now) is not None:
                return now
            button = submit_button(scope_of(chosen.node)) or find_send_button(now)
            if button is None:
                clicked = await attempt.driver.submit(chosen.node)
            else:
                clicked = await attempt.driver.click(button)
            return clicked.page
        return (await attempt.driver.click(chosen.node)).page

    @staticmethod
    async def _choose(methods: list[Method], attempt: Attempt, view: PageView, message: str) -> Method:
        if attempt.request.credentials.totp_secret:
            for method in methods:
                if method.medium is Medium.TOTP:
                    return method
        if attempt.person.present:
            labels = tuple(method.label for method in methods)
            answer = await attempt.person.answer(
                Challenge(ChallengeKind.CHOICE, message=message, choices=labels)
            )
            if answer:
                said = answer.reveal().strip()
                for number, method in enumerate(methods, 1):
                    if said == str(number) or fold(said) == fold(method.label):
                        return method
                for method in methods:
                    if fold(said) in fold(method.label) or said == method.medium.value:
                        return method
        first = methods[0]
        raise CodeNeeded(message, medium=first.medium, hint=first.label, url=view.url)


class SendCode:
    """A code would be sent at the press of a button; pressed only when a person is there to receive it."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if not attempt.password_sent or looks_signed_in(view) or find_code_form(view) is not None:
            return None
        return 74 if find_send_button(view) is not None and len(view.text()) < 3000 else None

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        await attempt.accept_password()
        attempt.tell(Step.CODE_ASKED)
        button = find_send_button(view)
        assert button is not None
        message = words_of(view, 300)
        if not attempt.person.present or SEND_CODE in attempt.tried:
            raise CodeNeeded(message, medium=medium_of(message), url=view.url)
        attempt.tried.add(SEND_CODE)
        return (await attempt.driver.click(button)).page


class Approval:
    """The sign-in must be approved in an app or by a link in a mail: wait for the page to move on."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if not (attempt.password_sent or attempt.username_sent):
            return None
        return 72 if asks_approval(view) and find_sign_in(view) is None else None

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        await attempt.accept_password()
        message = words_of(view, 300)
        attempt.was_sent(Medium.PUSH, device_known=False)
        if not attempt.person.present:
            raise ApprovalNeeded(message, url=view.url)
        attempt.tell(Step.CODE_ASKED, Medium.PUSH.value)
        by_mail = words.LINK_BY_MAIL.search(fold(view.text())) is not None
        medium = Medium.EMAIL if by_mail else Medium.PUSH
        asked = asyncio.ensure_future(
            attempt.person.answer(Challenge(ChallengeKind.APPROVAL, medium=medium, message=message))
        )
        deadline = time.monotonic() + _APPROVAL_PATIENCE
        try:
            while time.monotonic() < deadline:
                await asyncio.sleep(0.5)
                now = await attempt.driver.look()
                if not asks_approval(now):
                    return now
                if asked.done() and asked.result():
                    asked_again = _go_on(now)
                    if asked_again is not None and "approved" not in attempt.tried:
                        attempt.tried.add("approved")
                        now = (await attempt.driver.click(asked_again)).page
                        if not asks_approval(now):
                            return now
        finally:
            asked.cancel()
        raise ApprovalNeeded(message, url=view.url)


def _go_on(view: PageView) -> Node | None:
    """The page's "I have approved, continue"."""
    from moisson.engine.sign_in.fields import is_button, said

    for node in view.walk():
        if (
            node.visible
            and is_button(node)
            and words.NEXT.search(said(node))
            and not words.RESEND.search(said(node))
        ):
            return node
    return None
