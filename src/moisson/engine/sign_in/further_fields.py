"""Situation: after the password the portal asks for what stands on the contract: customer number, post code..."""

from __future__ import annotations

from moisson.engine.contract import Step
from moisson.engine.errors import FieldsNeeded, WrongCredentials
from moisson.engine.page import Node, PageView
from moisson.engine.sign_in.attempt import Attempt
from moisson.engine.sign_in.codes import find_code_form
from moisson.engine.sign_in.credentials_form import answers_for
from moisson.engine.sign_in.fields import (
    extra_kind,
    fields_of,
    is_field,
    kind_of_input,
    scope_of,
    submit_button,
)
from moisson.engine.sign_in.forms import find_sign_in
from moisson.engine.sign_in.inside import looks_signed_in
from moisson.engine.sign_in.verdict import Outcome
from moisson.engine.wording import fold

_WAYS = 15  # links on a page that may still be a step of the sign-in
_FEW_WAYS = 6  # where nothing that is held answers its fields


class FurtherFields:
    """A second form that proves the visitor by facts: every field of it is one that the catalogue knows by kind."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if not attempt.password_sent or "further" in attempt.tried or looks_signed_in(view):
            return None
        if find_code_form(view) is not None or find_sign_in(view) is not None:
            return None
        fields = self._fields(view)
        ways = sum(1 for n in view.walk() if n.visible and n.href is not None)
        held = attempt.request.credentials.extra
        known = any(extra_kind(node) in held for node in fields)
        return 73 if fields and ways <= (_WAYS if known else _FEW_WAYS) else None

    @staticmethod
    def _fields(view: PageView) -> list[Node]:
        if len(view.text()) > 2500:
            return []
        fields = [node for node in view.walk() if is_field(node)]
        if not fields or len({id(scope_of(node)) for node in fields}) > 1 or len(fields) > 5:
            return []
        plain = all(
            node.tag == "input" and kind_of_input(node) not in ("password", "search") for node in fields
        )
        return fields if plain and all(extra_kind(node) is not None for node in fields) else []

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        attempt.tried.add("further")
        await attempt.accept_password()
        attempt.tell(Step.SIGNING_IN)
        fields = self._fields(view)
        scope = scope_of(fields[0])
        last = list(fields_of(scope))[-1]
        button = submit_button(scope, last)
        await attempt.make_sure(view, scope, button)
        answers = answers_for(fields, attempt, view)
        for node, value in answers:
            await attempt.driver.fill(node, value)
        page, verdict = await attempt.press(view, button, last)
        again = [fold(node.get("name")) for node in self._fields(page)]
        if verdict.outcome in (Outcome.REFUSED, Outcome.SHOWN_AGAIN) or (
            again and again == [fold(node.get("name")) for node in fields]
        ):
            raise WrongCredentials(verdict.message, fields=_kinds(fields), url=page.url)
        if verdict.outcome is Outcome.INCOMPLETE:
            raise FieldsNeeded(verdict.message, fields=_kinds(fields), url=page.url)
        attempt.raise_common(verdict, page)
        return page


def _kinds(fields: list[Node]) -> tuple[str, ...]:
    return tuple(kind for node in fields if (kind := extra_kind(node)) is not None)
