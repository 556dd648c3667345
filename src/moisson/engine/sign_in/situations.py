"""Situations around the form: banners, the way from a home page, offers to skip, obstacles, being inside."""

from __future__ import annotations

from moisson.engine.contract import Step
from moisson.engine.errors import CaptchaNeeded
from moisson.engine.page import Node, PageView
from moisson.engine.sign_in import words
from moisson.engine.sign_in.attempt import Attempt
from moisson.engine.sign_in.codes import find_code_form
from moisson.engine.sign_in.entry import entries, find_banner_button, folded_entries
from moisson.engine.sign_in.fields import about, caption, is_button
from moisson.engine.sign_in.forms import find_sign_in
from moisson.engine.sign_in.inside import could_be_inside, hides_sign_in, looks_signed_in
from moisson.engine.sign_in.obstacles import find_captcha, find_later, forced_step, words_of
from moisson.engine.wording import fold

_ENTRIES = 5  # controls tried on the way to the form


def _name(view: PageView, node: Node) -> str:
    return f"{view.url.split('#')[0]}|{caption(node)}|{node.get('href')}"


class Covered:
    """Something lies over the page: a cookie banner, a pop-up. Taken away only when it is in the way."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        button = find_banner_button(view)
        if button is None or f"banner {_name(view, button)}" in attempt.tried:
            return None
        form = find_sign_in(view)
        if form is not None:
            over = any(node.covered for node in (*form.fields, form.button) if node is not None)
            return 95 if over else None
        code = find_code_form(view)
        if code is not None:
            return 95 if any(node.covered for node in code.fields) else None
        found = entries(view)
        if not attempt.password_sent and found and not found[0].covered:
            return None
        if looks_signed_in(view):
            return None
        return 45 if not found or found[0].covered else None

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        button = find_banner_button(view)
        assert button is not None
        attempt.tried.add(f"banner {_name(view, button)}")
        return (await attempt.driver.click(button)).page


class Inside:
    """The portal is open."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        return 65 if is_inside(view, attempt) else None

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        await attempt.accept_password()
        return view


def is_inside(view: PageView, attempt: Attempt) -> bool:
    """Inside for sure, or as sure as can be after an accepted password or with a kept session."""
    if find_code_form(view) is not None:
        return False
    if looks_signed_in(view) or attempt.inside:
        return True
    if find_sign_in(view) is not None:
        return False
    known = attempt.password_sent or attempt.by_hand or attempt.request.session is not None
    if (
        (attempt.request.session is not None or attempt.by_hand)
        and not attempt.password_sent
        and (words.SIGN_IN.search(about(view)) or hides_sign_in(view))
    ):
        return False
    return known and could_be_inside(view)


class Obstacle:
    """The portal wants something of the person first; raised in its own words, nothing accepted."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        sent = attempt.password_sent or attempt.by_hand
        if not sent or find_code_form(view) is not None or find_sign_in(view) is not None:
            return None
        return 90 if forced_step(view) is not None else None

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        await attempt.accept_password()
        later = find_later(view)
        if later is not None and f"later {_name(view, later)}" not in attempt.tried:
            attempt.tried.add(f"later {_name(view, later)}")
            return (await attempt.driver.click(later)).page
        error = forced_step(view)
        assert error is not None
        raise error


class Offer:
    """An offer after the sign-in that can be put off: "not now", "skip"."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if not attempt.password_sent or looks_signed_in(view) or find_sign_in(view) is not None:
            return None
        later = find_later(view)
        if later is None or f"later {_name(view, later)}" in attempt.tried or len(view.text()) > 2500:
            return None
        return 68

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        later = find_later(view)
        assert later is not None
        attempt.tried.add(f"later {_name(view, later)}")
        return (await attempt.driver.click(later)).page


class ContinueAs:
    """The portal knows the visitor already and only asks to go on."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        button = self._button(view)
        return 71 if button is not None and f"as {_name(view, button)}" not in attempt.tried else None

    @staticmethod
    def _button(view: PageView) -> Node | None:
        text = fold(view.text())
        if len(text) > 1200 or not words.SIGNED_IN_AS.search(text) or find_sign_in(view) is not None:
            return None
        for node in view.walk():
            if (
                node.visible
                and (is_button(node) or node.tag == "a")
                and words.NEXT.fullmatch(fold(caption(node)))
            ):
                return node
        return None

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        button = self._button(view)
        assert button is not None
        attempt.tried.add(f"as {_name(view, button)}")
        return (await attempt.driver.click(button)).page


class Entry:
    """A page from which a link or button leads to the sign-in."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if attempt.password_sent or sum(1 for t in attempt.tried if t.startswith("entry ")) >= _ENTRIES:
            return None
        return 50 if self._next(view, attempt) is not None else None

    @staticmethod
    def _next(view: PageView, attempt: Attempt) -> Node | None:
        ways = [*entries(view), *folded_entries(view)]
        return next((n for n in ways if f"entry {_name(view, n)}" not in attempt.tried), None)

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        attempt.tell(Step.LOOKING_FOR_SIGN_IN)
        node = self._next(view, attempt)
        assert node is not None
        attempt.tried.add(f"entry {_name(view, node)}")
        if not node.visible and node.href:
            return await attempt.driver.open(node.href, referer=view.url)
        clicked = await attempt.driver.click(node)
        if clicked.opened:
            return await attempt.driver.open(clicked.opened[-1].url, referer=view.url)
        stayed = clicked.page.url == view.url and find_sign_in(clicked.page) is None
        if stayed and node.href and node.href.split("#")[0] != view.url.split("#")[0]:
            return await attempt.driver.open(node.href, referer=view.url)
        return clicked.page


class Puzzle:
    """A captcha and nothing else to do."""

    def recognise(self, view: PageView, attempt: Attempt) -> int | None:
        if looks_signed_in(view) or find_captcha(view) is None:
            return None
        if find_sign_in(view) is not None and not attempt.password_sent:
            return None  # the form itself says so
        return 69 if attempt.password_sent or attempt.username_sent else 45

    async def act(self, view: PageView, attempt: Attempt) -> PageView:
        instead = not (attempt.password_sent or attempt.username_sent)
        raise CaptchaNeeded(
            _with_words("The portal asks for a captcha.", view), instead=instead, url=view.url
        )


def _with_words(sentence: str, view: PageView) -> str:
    said = words_of(view, 200)
    return f"{sentence} It says: {said}" if said else sentence
