"""What `moisson fetch` makes durable while a visit goes on."""

from __future__ import annotations

from dataclasses import replace

from moisson.cli.fetch_state import Memory, StateFile
from moisson.cli.out_folder import OutFolder
from moisson.engine.contract import FetchedFile, FoundDocument, SessionState


class Home:
    """The Keeper of the command line: files to the folder, the rest to the state file, at once."""

    def __init__(self, folder: OutFolder, state: StateFile, memory: Memory) -> None:
        self._folder, self._state, self._memory = folder, state, memory

    async def about_to_send_password(self) -> None:
        return None

    async def password_accepted(self) -> None:
        return None

    async def totp_used(self, step: int) -> None:
        self._memory.session = replace(self._memory.session or SessionState({}), totp_step=step)
        self._state.save(self._memory)

    async def session_changed(self, session: SessionState) -> None:
        used = self._memory.session.totp_step if self._memory.session else None
        self._memory.session = replace(session, totp_step=session.totp_step or used)
        self._state.save(self._memory)

    async def document_fetched(self, document: FoundDocument, file: FetchedFile) -> None:
        self._folder.keep(document, file)
        self._memory.known[document.key] = file.sha256
        self._state.save(self._memory)
