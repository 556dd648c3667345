"""An installation of its own data folder, run as people run it: as a process."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120  # seconds until "ready"; only a broken program, or a very busy machine, needs them


class Installation:
    """Use as a context manager: what was started is ended."""

    def __init__(self, folder: Path, *, scripted: bool) -> None:
        self.folder = folder
        self.log = folder.with_name(folder.name + ".log")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("MOISSON_")},
            "MOISSON_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.up.settings",
            "TESTS_SCRIPTED": "1" if scripted else "0",
            "PYTHONPATH": str(ROOT),
            "LANG": "en_GB.UTF-8",
        }
        for name in ("MOISSON_CHROMIUM",):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        self._process: subprocess.Popen[str] | None = None
        self._hand: subprocess.Popen[str] | None = None
        self.address = ""

    def start(self, *command: str) -> None:
        """`moisson up` by default; returns once it says that it is ready."""
        command = command or ("up", "--port", "0", "--practice-port", "0")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "moisson", *command],
            env=self.environment,
            cwd=self.folder.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        ready = threading.Event()
        threading.Thread(target=self._read, args=(self._process, ready), daemon=True).start()
        if not ready.wait(_PATIENCE) or self._process.poll() is not None:
            raise RuntimeError(f"moisson {' '.join(command)} did not start:\n{self.log.read_text()}")

    def _read(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        assert process.stdout is not None
        with self.log.open("a") as log:
            for line in process.stdout:
                log.write(line)
                log.flush()
                if "is ready" in line:
                    found = re.search(r"http://\S+", line)
                    self.address = found.group() if found else ""
                    ready.set()
        ready.set()

    def kill(self) -> None:
        """kill -9; may be called from any thread."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)

    def wait_dead(self) -> int:
        assert self._process is not None
        return self._process.wait(30)

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(40)

    def verified(self) -> str:
        """What `moisson verify` has to say of the archive; it has nothing to say against it."""
        done = subprocess.run(
            [sys.executable, "-m", "moisson", "verify", "--data-dir", str(self.folder)],
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def hand(self, name: str, **values: Any) -> Any:
        """What a person does: a function of `tests/up/hand.py`."""
        if self._hand is None:
            self._hand = subprocess.Popen(
                [sys.executable, "-m", "tests.up.hand"],
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.log.open("a"),
                text=True,
            )
        assert self._hand.stdin is not None and self._hand.stdout is not None
        self._hand.stdin.write(json.dumps([name, values]) + "\n")
        self._hand.stdin.flush()
        line = self._hand.stdout.readline()
        told = json.loads(line) if line else {"error": "the hand died"}
        if "error" in told:
            raise AssertionError(f"{name}: {told['error']}\n{self.log.read_text()[-4000:]}")
        return told["value"]

    def __enter__(self) -> Installation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (self._hand, self._process):
            if process is not None and process.poll() is None:
                process.kill()
                process.wait(30)
