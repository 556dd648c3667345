"""Every sign-in of a module's browser comes by here: told before it begins, and never tried again once refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from woob.browser import browsers
from woob.exceptions import BrowserIncorrectPassword

from moisson.engine.woob.inside.guard import Guard
from moisson.engine.woob.inside.pipe import Pipe
from moisson.engine.woob.inside.stops import LoginWanted, NotNow, SignsInAgainAndAgain

_MOST = 5  # sign-ins of one visit, each after one that went well


class Gate:
    """`may`: whether a sign-in is wanted now. `answered`: what comes next goes on with the one that asked a question."""

    def __init__(self, pipe: Pipe, guard: Guard) -> None:
        self._pipe, self._guard = pipe, guard
        self.may = False
        self.answered = False
        self._depth = 0
        self._times = 0
        self._went_well = False
        self._refused: BrowserIncorrectPassword | None = None

    def stand_before(self) -> None:
        """In front of `do_login` of every class of browser, those that modules are yet to define included."""
        root: Any = browsers.Browser
        inherited = root.__init_subclass__

        def defined(cls: Any, /, **kwargs: Any) -> None:
            inherited(**kwargs)
            self._wrap(cls)

        root.__init_subclass__ = classmethod(defined)
        for cls in (browsers.OAuth2Mixin, *_below(root)):
            self._wrap(cls)

    def _wrap(self, cls: Any) -> None:
        method = getattr(cls, "do_login", None)
        if method is None or getattr(method, "passes_gate", False):
            return

        @wraps(method)
        def do_login(browser: Any, *args: Any, **kwargs: Any) -> Any:
            return self._pass(lambda: method(browser, *args, **kwargs))

        do_login.passes_gate = True  # type: ignore[attr-defined]
        cls.do_login = do_login

    def _pass(self, sign_in: Callable[[], Any]) -> Any:
        if self._depth:  # a class calls that of its parent
            return sign_in()
        if self._refused is not None:
            raise self._refused
        if not self.may:
            raise LoginWanted
        if not self.answered:
            self._begin()
        self._depth, self._guard.signing_in = 1, True
        try:
            done = sign_in()
        except BrowserIncorrectPassword as error:
            self._refused = error
            raise
        finally:
            self._depth, self._guard.signing_in = 0, False
        self._went_well, self.answered = True, False
        return done

    def _begin(self) -> None:
        if self._times >= _MOST:
            raise SignsInAgainAndAgain
        self._times += 1
        if not self._pipe.ask(say="sending_password", accepted_before=self._went_well)["go"]:
            raise NotNow
        self._went_well = False


def _below(cls: Any) -> list[Any]:
    found = []
    for one in cls.__subclasses__():
        found += [one, *_below(one)]
    return found
