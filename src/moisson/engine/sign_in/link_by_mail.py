"""Situations where a portal would rather mail a link, or ask for something else, than take a password."""

from __future__ import annotations

from moisson.engine.errors import ApprovalNeeded
from moisson.engine.page import Node, PageView
from moisson.engine.sign_in import words
from moisson.engine.sign_in.attempt import Attempt
from moisson.engine.sign_in.entry import entry_score, password_instead
from moisson.engine.sign_in.fields import about, caption, is_field, scope_of
from moisson.engine.sign_in.forms import FormKind, find_sign_in, sends_link
from moisson.engine.sign_in.inside import looks_signed_in
from moisson.engine.sign_in.obstacles import words_of
from moisson.engine.wording import fold


class PasswordInstead:
    """A link, a code, a passkey is offered first, and a control says that the password will do as well."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if attempt.password_sent or looks_signed_in(view):
            return None
        form = find_sign_in(view)
        if form is not None and form.kind is not FormKind.USER_FIRST:
            return None
        return 85 if self._control(view, attempt) is not None else None

    @staticmethod
    def _control(view: PageView, attempt: Attempt) -> Node | None:
        for node in view.walk():
            shown = node.visible and "disabled" not in node.attrs
            if shown and password_instead(node) and f"password {caption(node)}" not in attempt.tried:
                return node
        return None

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        control = self._control(view, attempt)
        assert control is not None
        attempt.tried.add(f"password {caption(control)}")
        return (await attempt.driver.click(control)).page


class LinkOnly:
    """The one way in is a link by mail. It is not asked for: where it opens is not where this visit is."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if attempt.password_sent or looks_signed_in(view) or find_sign_in(view) is not None:
            return None
        return 52 if self._form(view) is not None and not self._other_entry(view) else None

    @staticmethod
    def _form(view: PageView) -> Node | None:
        for field in view.walk():
            if not is_field(field):
                continue
            scope = scope_of(field)
            if sends_link(scope) is None:
                continue
            text = f"{about(view)} {fold(scope.text())}"
            if words.SIGN_IN.search(text) or words.LINK_BY_MAIL.search(text):
                return scope
        return None

    @staticmethod
    def _other_entry(view: PageView) -> bool:
        """A sign-in elsewhere, or another way, is offered too."""
        here = view.url.split("#")[0]
        return any(
            entry_score(node) >= 45 or words.OTHER_WAY.search(fold(caption(node)))
            for node in view.walk()
            if node.visible and not (node.href and node.href.split("#")[0] == here)
        )

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        raise ApprovalNeeded(words_of(view, 300), url=view.url)
