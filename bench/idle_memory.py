"""Memory and CPU of `moisson up` at rest, after its pages were looked at and before any visit (no browser).

`python bench/idle_memory.py [--seconds 20]`. Linux only (reads /proc). PSS counts shared pages by their share.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

AIM = 250  # MB


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to watch")
    watched = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="moisson-idle-") as folder:
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "moisson", "up", "--port", "0", "--practice-port", "0"],
            env={**os.environ, "MOISSON_DATA": folder, "LANG": "en"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            address = _address(process)
            started = time.monotonic() - began
            fresh = _memory(process.pid)
            for path in ("", "account/login/", "portals/", ""):
                _look_at(address + path)
            cpu = _cpu(process.pid)
            time.sleep(watched)
            used = (_cpu(process.pid) - cpu) / watched * 100
            seen = _memory(process.pid)
        finally:
            process.terminate()
            process.wait(30)
    print(f"ready after                {started:6.1f} s")
    print(f"fresh                      {fresh[0]:6.0f} MB PSS {fresh[1]:6.0f} MB RSS")
    print(
        f"after pages, {watched:4.0f} s at rest {seen[0]:6.0f} MB PSS {seen[1]:6.0f} MB RSS   (aim: {AIM} MB)"
    )
    print(f"CPU at rest                {used:6.1f} % of a core")
    sys.exit(0 if seen[0] < AIM else 1)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"is ready:\s+(\S+)", line)
        if found:
            return found.group(1)
    raise SystemExit("moisson up did not start")


def _look_at(address: str) -> None:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            answer.read()
    except urllib.error.HTTPError as error:
        print(f"{address} answered {error.code}", file=sys.stderr)


def _memory(pid: int) -> tuple[float, float]:
    """PSS and RSS in MB, children included."""
    pss = rss = 0.0
    for number in [pid, *_children(pid)]:
        text = Path(f"/proc/{number}/smaps_rollup").read_text()
        pss += int(re.search(r"^Pss:\s+(\d+)", text, re.M).group(1)) / 1024  # type: ignore[union-attr]
        rss += int(re.search(r"^Rss:\s+(\d+)", text, re.M).group(1)) / 1024  # type: ignore[union-attr]
    return pss, rss


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(number) for number in text.split()]


def _cpu(pid: int) -> float:
    """Seconds of CPU so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
