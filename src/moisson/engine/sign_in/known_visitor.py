"""Situations of a sign-in service that knows visitors: which account is meant, and whether to stay signed in."""

from __future__ import annotations

import re

from moisson.engine.page import Node, PageView
from moisson.engine.sign_in import words
from moisson.engine.sign_in.attempt import Attempt
from moisson.engine.sign_in.fields import caption, is_button
from moisson.engine.sign_in.forms import find_sign_in
from moisson.engine.sign_in.inside import looks_signed_in
from moisson.engine.wording import fold

_SHORT = 1200  # characters of a page that asks one thing


class PickAccount:
    """ "Choose an account": the one that is ours, where it is listed by its user name."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if looks_signed_in(view) or find_sign_in(view) is not None:
            return None
        text = fold(view.text())
        if len(text) > _SHORT or not words.CHOOSE_ACCOUNT.search(text):
            return None
        return 71 if self._ours(view, attempt) is not None else None

    @staticmethod
    def _ours(view: PageView, attempt: Attempt) -> Node | None:
        name = fold(attempt.request.credentials.username).strip()
        whole = re.compile(rf"(?<![\w.@-]){re.escape(name)}(?![\w.@-])")
        if len(name) < 3 or "account" in attempt.tried:
            return None
        found = [
            node
            for node in view.walk()
            if node.visible
            and (
                node.tag == "a"
                or is_button(node)
                or node.role in ("link", "option", "menuitem")
                or node.clickable
            )
            and len(caption(node)) < 160
            and whole.search(fold(node.text()))
            and not words.SIGN_OUT.search(fold(caption(node)))
        ]
        return found[-1] if found else None  # the innermost of those around it

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        ours = self._ours(view, attempt)
        assert ours is not None
        # No secret is typed, but who is meant is told: on a host that somebody agreed to only.
        await attempt.make_sure(view, ours, ours)
        attempt.tried.add("account")
        return (await attempt.driver.click(ours)).page


class StaySignedIn:
    """ "Stay signed in?" asked on a page of its own: the same wish as the tick box beside the password."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if not attempt.password_sent or "stay" in attempt.tried or find_sign_in(view) is not None:
            return None
        text = fold(view.text())
        if len(text) > _SHORT or not words.REMEMBER.search(text) or words.TERMS.search(text):
            return None
        return 70 if self._yes(view) is not None else None

    @staticmethod
    def _yes(view: PageView) -> Node | None:
        for node in view.walk():
            if node.visible and is_button(node) and words.YES.fullmatch(fold(caption(node)).strip(" .!,")):
                return node
        return None

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        await attempt.accept_password()
        yes = self._yes(view)
        assert yes is not None
        attempt.tried.add("stay")
        return (await attempt.driver.click(yes)).page
