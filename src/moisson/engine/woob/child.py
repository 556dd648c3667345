"""The process in which a module runs: it is told what to do, and asks back, in lines of JSON.

A process of its own, because Woob waits where we must not, cannot be stopped otherwise, and is other people's code: it
inherits none of our environment, and what it prints goes nowhere. Secrets go through the pipe only.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from moisson.engine.errors import PortalDown, PortalNotUnderstood

_INHERITED = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "PYTHONPATH", "SYSTEMROOT")
_LONGEST_LINE = 64 * 1024 * 1024  # bytes
_PATIENCE = 900.0  # s without a word

Said = Mapping[str, Any]
Asked = Callable[[Said], Awaitable[Said]]


class Child:
    """One process for one visit."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._over = False

    @classmethod
    async def started(cls, folder: Path) -> Child:
        """`folder` belongs to the visit; what the module leaves lying about is in it."""
        environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        environment |= {"HOME": str(folder), "TMPDIR": str(folder), "PYTHONUTF8": "1"}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "moisson.engine.woob.inside",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env=environment, cwd=folder, start_new_session=True, limit=_LONGEST_LINE,
        )  # fmt: skip
        return cls(process)

    @property
    def alive(self) -> bool:
        return not self._over and self._process.returncode is None

    async def call(self, command: Said, asked: Asked) -> Said:
        """What the process says at the end of a command: `done` or `failed`. What it asks on the way goes to `asked`.

        Whatever breaks the conversation off ends the process. Raises PortalDown, PortalNotUnderstood.
        """
        try:
            await self._tell(command)
            while True:
                said = await self._hear()
                if said["say"] in ("done", "failed"):
                    return said
                await self._tell({"answer": dict(await asked(said))})
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """At once, with everything that the module started."""
        self._over = True
        if self._process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def end(self) -> None:
        self.stop()
        await self._process.wait()

    async def _tell(self, said: Said) -> None:
        pipe = self._process.stdin
        if not self.alive or pipe is None:
            raise PortalNotUnderstood("The Woob module has ended.")
        with suppress(ConnectionError):  # the reading says that it has ended
            pipe.write(json.dumps(said).encode() + b"\n")
            await pipe.drain()

    async def _hear(self) -> Said:
        pipe = self._process.stdout
        assert pipe is not None
        try:
            async with asyncio.timeout(_PATIENCE):
                line = await pipe.readline()
        except TimeoutError:
            raise PortalDown("The Woob module did not come back from the portal.") from None
        except ValueError:
            raise PortalNotUnderstood("The Woob module said more than can be read.") from None
        if not line.endswith(b"\n"):
            raise PortalNotUnderstood("The Woob module has ended.")
        said: Said = json.loads(line)
        return said
