"""Situation: a form that asks for user name and password, or for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moisson.engine.contract import Challenge, ChallengeKind, Step
from moisson.engine.errors import (
    ApprovalNeeded,
    CaptchaNeeded,
    CodeNeeded,
    FieldsNeeded,
    Medium,
    PortalBlocked,
    PortalNotUnderstood,
    WrongCredentials,
)
from moisson.engine.page import Node, PageView
from moisson.engine.sign_in.attempt import Attempt
from moisson.engine.sign_in.fields import extra_kind, is_optional, label_text
from moisson.engine.sign_in.forms import FormKind, SignInForm, find_sign_in, is_sign_in_page
from moisson.engine.sign_in.inside import looks_signed_in
from moisson.engine.sign_in.obstacles import captcha_words, find_captcha
from moisson.engine.sign_in.pace import says_too_fast, take_time
from moisson.engine.sign_in.verdict import Outcome, Verdict
from moisson.engine.totp import fresh_code
from moisson.engine.wording import fold
from moisson.vault.secret import Secret


class CredentialsForm:
    """User name and password on one page or on two, with the fields some portals add."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        form = find_sign_in(view)
        if form is None:
            return None
        if form.code is None and (looks_signed_in(view) or attempt.inside):
            return None
        if attempt.password_sent and form.code is None:
            # Not typed again: the act finds out whether it was refused.
            return 66 if form.kind is not FormKind.USER_FIRST or is_sign_in_page(view) else None
        if form.kind is FormKind.USER_FIRST and attempt.username_sent:
            return None
        return 70

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        form = find_sign_in(view)
        assert form is not None
        attempt.tell(Step.SIGNING_IN)
        if attempt.password_sent and form.code is None:
            return await attempt.look_again(view)
        self._let_nobody_be_woken(attempt, view)
        await self._refuse_captcha(view, form, attempt)
        await attempt.make_sure(view, form.scope, form.button)
        answers = answers_for(form.extras, attempt, view)
        step = await self._fill(form, answers, attempt, view)
        if form.password is None:
            page, verdict = await attempt.press(view, form.button, form.username or form.fields[-1])
            attempt.username_sent = True
            return self._after_username(page, verdict, attempt)
        await take_time(form.scope, attempt.request.places, attempt.request.pause)
        if not attempt.password_sent:
            await attempt.keeper.about_to_send_password()
        attempt.password_sent = attempt.username_sent = True
        if step is not None:
            await attempt.keeper.totp_used(step)
            attempt.driver.totp_step = step
        page, verdict = await attempt.press(view, form.button, form.password)
        return await self._after_password(page, verdict, form, attempt)

    @staticmethod
    def _let_nobody_be_woken(attempt: Attempt, view: PageView) -> None:
        """Raises `CodeNeeded` or `ApprovalNeeded` where the password alone would wake a person who is not there."""
        medium = attempt.driver.notes.sends_code
        if medium is None or attempt.person.present or attempt.password_sent:
            return
        if medium is Medium.PUSH:
            message = (
                "The portal asks for an approval as soon as it has the password; nobody was there to give it."
            )
            raise ApprovalNeeded(message, url=view.url)
        message = "The portal sends a code as soon as it has the password; nobody was there to receive one."
        raise CodeNeeded(message, medium=medium, url=view.url)

    @staticmethod
    async def _refuse_captcha(view: PageView, form: SignInForm, attempt: Attempt) -> None:
        puzzle = find_captcha(view)
        if puzzle is not None:
            around = puzzle.closest("form")
            if around is None or around is form.scope:
                raise _captcha("The sign-in form asks for a captcha.", view)

    @staticmethod
    async def _fill(
        form: SignInForm, answers: list[tuple[Node, str]], attempt: Attempt, view: PageView
    ) -> int | None:
        """Fills every field; returns the window of the TOTP code that was typed, if one was."""
        driver, credentials = attempt.driver, attempt.request.credentials
        for node, value in answers:
            await driver.fill(node, value)
        if form.username is not None and form.username.value != credentials.username:
            await driver.fill(form.username, credentials.username)
        if form.password is not None:
            await driver.fill(form.password, credentials.password)
        step: int | None = None
        if form.code is not None:
            code: Secret | None = None
            if credentials.totp_secret:
                code, step = await fresh_code(credentials.totp_secret, attempt.driver.totp_step)
            elif attempt.password_sent or (not is_optional(form.code) and "required" in form.code.attrs):
                attempt.tell(Step.CODE_ASKED)
                question = Challenge(
                    ChallengeKind.CODE, medium=Medium.UNKNOWN, message=label_text(form.code),
                    attempt=1 + attempt.codes_refused,
                )  # fmt: skip
                code = await attempt.person.answer(question) if attempt.person.present else None
                if code is None:
                    raise CodeNeeded(label_text(form.code), url=view.url)
            if code is not None:
                attempt.tell(Step.CODE_ASKED)
                await driver.fill(form.code, code)
        if form.remember is not None and "checked" not in form.remember.attrs:
            await driver.check(form.remember)
        return step

    @staticmethod
    def _after_username(page: PageView, verdict: Verdict, attempt: Attempt) -> PageView:
        if verdict.outcome is Outcome.REFUSED or (verdict.outcome is Outcome.SHOWN_AGAIN and verdict.message):
            raise WrongCredentials(verdict.message, fields=("username",), url=page.url)
        if verdict.outcome is Outcome.SHOWN_AGAIN:
            raise PortalNotUnderstood(
                "The portal asks for the user name again and does not say why.", url=page.url
            )
        if find_captcha(page) is not None and find_sign_in(page) is None:
            raise _captcha("The portal asks for a captcha after the user name.", page)
        attempt.raise_common(verdict, page)
        return page

    @staticmethod
    async def _after_password(
        page: PageView, verdict: Verdict, form: SignInForm, attempt: Attempt
    ) -> PageView:
        if verdict.outcome in (Outcome.REFUSED, Outcome.SHOWN_AGAIN):
            if says_too_fast(verdict.message):
                raise PortalBlocked(verdict.message, slow_down=True, url=page.url)
            if find_captcha(page) is not None and verdict.outcome is Outcome.SHOWN_AGAIN:
                raise _captcha("The portal asks for a captcha after the password.", page)
            again = find_sign_in(page)
            # A code typed beside the password may be what was refused; the words of the page decide.
            if form.code is not None and again is not None and again.code is not None:
                from moisson.engine.errors import CodeRefused
                from moisson.engine.sign_in import words

                folded = fold(verdict.message)
                if words.CODE.search(folded) or words.BARE_CODE.search(folded):
                    raise CodeRefused(verdict.message, url=page.url)
            if verdict.outcome is Outcome.SHOWN_AGAIN:
                return await attempt.look_again(page, verdict.message)
            raise WrongCredentials(verdict.message, fields=_fields(verdict.message), url=page.url)
        if verdict.outcome is Outcome.NOTHING and find_captcha(page) is not None:
            raise _captcha("The portal asks for a captcha after the password.", page)
        attempt.raise_common(replace(verdict), page)
        return page


def answers_for(fields: Sequence[Node], attempt: Attempt, view: PageView) -> list[tuple[Node, str]]:
    """What goes into fields beside user name and password. Raises `FieldsNeeded` with the labels of those without
    an answer."""
    answers: list[tuple[Node, str]] = []
    missing: list[str] = []
    held = attempt.request.credentials.extra
    by_label = {fold(name): value for name, value in held.items()}
    for node in fields:
        label = label_text(node) or node.get("name")
        value = held.get(extra_kind(node) or "") or by_label.get(fold(label))
        if value is None:
            value = next((v for k, v in by_label.items() if k == fold(node.get("name"))), None)
        if value is None and len(held) == 1 and len(fields) == 1:
            value = next(iter(held.values()))
        if value is not None:
            answers.append((node, value))
        elif not is_optional(node) and not node.value:
            missing.append(label)
    if missing:
        raise FieldsNeeded("The sign-in form asks for more.", fields=tuple(missing), url=view.url)
    return answers


def _captcha(sentence: str, view: PageView) -> CaptchaNeeded:
    said = captcha_words(view)
    return CaptchaNeeded(f"{sentence} It says: {said}" if said else sentence, url=view.url)


def _fields(message: str) -> tuple[str, ...]:
    """Which field the portal's words blame; both where they do not say."""
    from moisson.engine.sign_in import words

    folded = fold(message)
    user, password = words.USERNAME.search(folded), words.PASSWORD.search(folded)
    if user and not password:
        return ("username",)
    if password and not user:
        return ("password",)
    return ("username", "password")
