"""A virtual screen for a visible browser, on a free display number, open to nobody but this process's browsers."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import struct
import tempfile
from pathlib import Path

from moisson.engine.drivers.programs import NoBrowser

_SIZE = "1920x1080x24"  # pixels and colour depth; as large as the largest screen of `profile`
_START = 15.0  # s
_ANY_HOST = 0xFFFF  # FamilyWild of Xau(3)


class Display:
    """The machine's own screen where it has one, else an Xvfb that ends with the last browser on it."""

    def __init__(self) -> None:
        self._server: asyncio.subprocess.Process | None = None
        self._number = ""
        self._folder: Path | None = None

    async def environment(self) -> dict[str, str]:
        """What a browser has to be told to show itself there. Raises `NoBrowser` when no screen can be had."""
        if os.environ.get("DISPLAY"):
            return dict(os.environ)
        if self._server is None or self._server.returncode is not None:
            await self._start()
        assert self._folder is not None
        hidden = {"WAYLAND_DISPLAY", "XDG_SESSION_TYPE"}
        kept = {name: value for name, value in os.environ.items() if name not in hidden}
        return {**kept, "DISPLAY": f":{self._number}", "XAUTHORITY": str(self._folder / "key")}

    async def close(self) -> None:
        server, self._server = self._server, None
        if server is not None and server.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                server.terminate()
            await server.wait()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    async def _start(self) -> None:
        await self.close()
        self._folder = Path(tempfile.mkdtemp(prefix="moisson-screen-"))
        key = self._folder / "key"
        key.touch(mode=0o600)
        key.write_bytes(_authority(secrets.token_bytes(16)))
        told, tell = os.pipe()
        try:
            self._server = await asyncio.create_subprocess_exec(
                "Xvfb", "-displayfd", str(tell), "-screen", "0", _SIZE,
                "-nolisten", "tcp", "-terminate", "-auth", str(key),
                pass_fds=(tell,), stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
        except OSError:
            os.close(told)
            raise NoBrowser("A visible browser needs a screen, and Xvfb does not start.") from None
        finally:
            os.close(tell)
        with os.fdopen(told, "rb") as pipe:
            try:
                line = await asyncio.wait_for(asyncio.to_thread(pipe.readline), _START)
            except TimeoutError:
                line = b""
                self._server.terminate()  # ends the read in the thread
        self._number = line.decode().strip()
        if not self._number:
            await self.close()
            raise NoBrowser("A visible browser needs a screen, and Xvfb does not start.")


def _authority(cookie: bytes) -> bytes:
    """An Xauthority file with one key for every display (Xau(3))."""
    parts = (b"", b"", b"MIT-MAGIC-COOKIE-1", cookie)
    return struct.pack(">H", _ANY_HOST) + b"".join(struct.pack(">H", len(part)) + part for part in parts)
