"""Brings uv to a machine that has Python and nothing else; prints the path of the program.

Used by the Makefile, so only the standard library. Order: a uv on the PATH, the one brought earlier, pip (into a
folder of our own), and where Debian left pip out, the wheel from the package index, checked against its SHA-256.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / ".tools"
OLDEST = (0, 5)
INDEX = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"


def usable(program: str | Path | None) -> bool:
    """True when the program runs and is new enough to read our lock file."""
    if not program:
        return False
    try:
        words = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60).stdout.split()
        return tuple(int(part) for part in words[1].split(".")[:2]) >= OLDEST
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired):
        return False


def with_pip() -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--target", HOME / "uv", "uv"],
        capture_output=True,
        timeout=600,
    )


def wheel_tag() -> str:
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    if sys.platform == "darwin":
        return f"macosx_11_0_{'arm64' if machine == 'aarch64' else machine}"
    return f"manylinux_2_17_{machine}"


def from_index() -> None:
    ask = urllib.request.Request(
        INDEX.rstrip("/") + "/uv/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    with urllib.request.urlopen(ask, timeout=60) as answer:
        files = json.load(answer)["files"]
    fitting = [f for f in files if wheel_tag() in f["filename"] and not f.get("yanked")]
    if not fitting:
        raise RuntimeError(f"the package index has no uv for {wheel_tag()}")
    newest = max(fitting, key=lambda f: f.get("upload-time", ""))
    with urllib.request.urlopen(newest["url"], timeout=300) as answer:
        wheel = answer.read()
    if hashlib.sha256(wheel).hexdigest() != newest["hashes"]["sha256"]:
        raise RuntimeError("the downloaded uv does not have the checksum that the index names")
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        name = next(n for n in archive.namelist() if n.endswith("/scripts/uv"))
        target = HOME / "uv" / "bin" / "uv"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(archive.read(name))
        target.chmod(0o755)


def main() -> int:
    brought = HOME / "uv" / "bin" / "uv"
    for candidate in (shutil.which("uv"), brought):
        if usable(candidate):
            print(candidate)
            return 0
    reason = ""
    for bring in (with_pip, from_index):
        try:
            bring()
        except (OSError, RuntimeError, StopIteration, subprocess.SubprocessError) as error:
            reason = str(error)
        if usable(brought):
            print(brought)
            return 0
    print(
        "Moisson needs uv (https://docs.astral.sh/uv/) and could not bring it by itself"
        + (f" ({reason})" if reason else "")
        + ". Install uv, then run the same command again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
