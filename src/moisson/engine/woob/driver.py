"""What a visit by a module talks through, in place of a browser: its process, and a folder for its files."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NoReturn

from moisson.engine.connector import Desk
from moisson.engine.contract import (
    Challenge,
    ChallengeKind,
    Evidence,
    SessionNotes,
    SessionState,
    VisitRequest,
)
from moisson.engine.drivers.base import Body
from moisson.engine.errors import HostNotAllowed, PortalNotUnderstood, VisitError
from moisson.engine.woob import failures
from moisson.engine.woob.child import Child, Said
from moisson.engine.woob.modules import WoobNotUsable, is_there, modules_folder
from moisson.engine.woob.proxies import proxy_for
from moisson.engine.woob.questions import Answers
from moisson.vault.secret import HIDDEN, Secret

_KEPT = "woob"  # the place in a session's storage
_NOT_IN_A_NAME = re.compile(r"[^\w.,() +-]+")


class WoobDriver:
    """One visit with one module. The methods for pages are not for it: a module opens its pages itself."""

    mode: Literal["browser", "http"] = "http"

    def __init__(self, module: str, request: VisitRequest) -> None:
        self._module, self._request = module, request
        self._folder = Path(tempfile.mkdtemp(prefix="moisson-visit-"))
        self._child: Child | None = None
        self._answers = Answers(totp_step=request.session.totp_step if request.session else None)
        self._state = _kept_state(request.session, module)
        self._secrets = [request.credentials.password, *map(Secret, request.credentials.extra.values())]
        self._because: VisitError | None = None
        self._files = 0
        self.requests = 0
        self.totp_step: int | None = None
        self.notes = SessionNotes()

    async def __aenter__(self) -> WoobDriver:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        self._answers.over()
        if self._child is not None:
            await self._child.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def knows_state(self) -> bool:
        """Whether the module left something behind at an earlier visit."""
        return self._state is not None

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.alive

    async def do(self, desk: Desk, command: str, **more: Any) -> Said:
        """Has the module carry out a command. What it asks goes to the desk. Raises errors of the family."""
        child = await self._running(desk)
        return await self._call(child, desk, {"do": command, **more})

    async def download(self, desk: Desk, key: str, name: str) -> Body:
        self._files += 1
        path = self._folder / f"file-{self._files}"
        said = await self.do(desk, "download", key=key, into=str(path))
        if not said["size"]:
            path.touch()
        named = _NOT_IN_A_NAME.sub("_", name)[:150]
        return Body(path, said["size"], self._request.login_url, 200, filename=named)

    async def session(self) -> SessionState:
        """What the module wants to find again; what was known before, where it can no longer be asked."""
        if self._child is not None and self._child.alive:
            said = await self._child.call({"do": "state"}, _nothing)
            if said["say"] == "done":
                self._state = said["state"]
        storage: dict[str, Any] = {"cookies": [], "origins": []}
        if self._state is not None:
            storage[_KEPT] = {"module": self._module, "state": self._state}
        return SessionState(storage, self._answers.totp_step, self.notes)

    def guard(self, secret: Secret) -> None:
        self._secrets.append(secret)

    async def evidence(self) -> Evidence:
        raise NotImplementedError("there is no page")

    # Inside

    async def _running(self, desk: Desk) -> Child:
        if self._child is None:
            try:
                folder = modules_folder()
                if not is_there(self._module, folder):
                    raise WoobNotUsable(f"There is no Woob module “{self._module}” here.")
            except WoobNotUsable as error:
                raise PortalNotUnderstood(str(error)) from None
            child = self._child = await Child.started(self._folder)
            await self._call(child, desk, self._opening(desk, folder))
        return self._child

    def _opening(self, desk: Desk, folder: Path | None) -> Said:
        request, credentials = self._request, self._request.credentials
        return {
            "do": "open",
            "module": self._module,
            "folder": str(folder) if folder else None,
            "state": self._state,
            "login_url": request.login_url,
            "allowed_hosts": sorted(request.allowed_hosts),
            "request_budget": request.request_budget,
            "pause": request.pause,
            "proxy": proxy_for(request),
            "interactive": desk.person.present,
            "username": credentials.username,
            "password": credentials.password.reveal(),
            "totp_secret": credentials.totp_secret.reveal() if credentials.totp_secret else None,
            "extra": dict(credentials.extra),
        }

    async def _call(self, child: Child, desk: Desk, command: Said) -> Said:
        self._because = None
        try:
            said = await child.call(command, lambda asked: self._asked(asked, desk))
        finally:
            self._answers.over()
        self.requests = said["requests"]
        if said["say"] == "failed":
            raise self._because or self.error(said["failure"])
        return said

    def error(self, failure: Said) -> VisitError:
        """The error of the family for what the process says about a module's exception."""
        return self._because or failures.error(failure, self._module, self._words)

    async def _asked(self, asked: Said, desk: Desk) -> Said:
        """An error of the family on the way is kept until the module has come to rest, so that it keeps its session."""
        try:
            match asked["say"]:
                case "sending_password":
                    if asked["accepted_before"]:
                        await desk.keeper.password_accepted()
                        await desk.keeper.session_changed(self._last_known())
                    await desk.keeper.about_to_send_password()
                    return {"go": True}
                case "host":
                    await self._allowed(asked, desk)
                    return {"go": True}
                case "question":
                    return {"values": await self._answers.to(asked, desk, self._words)}
                case other:
                    raise PortalNotUnderstood(f"The Woob module says {other}.")
        except VisitError as error:
            self._because = error
            return {"go": False, "values": None}

    async def _allowed(self, asked: Said, desk: Desk) -> None:
        host = asked["host"]
        refused = HostNotAllowed(host, url=asked["url"])
        answer = None
        if desk.person.present:
            answer = await desk.person.answer(
                Challenge(ChallengeKind.HOST, message=refused.message, host=host)
            )
        if answer is None or answer.reveal() != "yes":
            raise refused

    def _words(self, text: str) -> str:
        held = self._request.credentials.totp_secret
        for secret in (*self._secrets, *self._answers.secrets, *((held,) if held else ())):
            if len(secret.reveal()) > 2:
                text = text.replace(secret.reveal(), HIDDEN)
        return text

    def _last_known(self) -> SessionState:
        storage: Mapping[str, Any] = self._request.session.storage if self._request.session else {}
        return SessionState(storage, self._answers.totp_step, self.notes)

    # Pages, which there are none of

    async def _no_page(self, *_: object, **__: object) -> NoReturn:
        raise NotImplementedError("a module opens its pages itself")

    open = look = fill = check = choose = click = submit = scroll_to_end = get = print_pdf = _no_page


async def _nothing(asked: Said) -> Said:
    return {"go": False, "values": None}


def _kept_state(session: SessionState | None, module: str) -> str | None:
    """What this very module left; another's is not shown to it."""
    kept = session.storage.get(_KEPT) if session else None
    if not isinstance(kept, Mapping) or kept.get("module") != module:
        return None
    state = kept.get("state")
    return state if isinstance(state, str) else None
