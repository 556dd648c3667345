"""Brings uv to a machine that has Python and nothing else; prints the path of the program.

Used by the Makefile, so only the standard library. Order: a uv on the PATH, the one brought earlier, pip (into a
folder of our own), and where Debian left pip out, the wheel from the package index. What is brought is one version,
known by its SHA-256, whoever serves it.
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
import tempfile
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urljoin

UV = Path(__file__).resolve().parent.parent / ".tools" / "uv"
OLDEST = (0, 5)
VERSION = "0.13.9"
# The wheels of VERSION by platform: the end of the file's name and its SHA-256, as https://pypi.org/simple/uv/ lists
# them. A newer VERSION needs new lines here.
WHEELS = {
    "linux-x86_64": (
        "manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    "musl-x86_64": (
        "musllinux_1_1_x86_64.whl",
        "2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25",
    ),
    "linux-aarch64": (
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
    "mac-arm64": (
        "macosx_11_0_arm64.whl",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ),
    "mac-x86_64": (
        "macosx_10_12_x86_64.whl",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
    ),
}


class NotBrought(Exception):
    """uv could not be brought this way; the text says why."""


def usable(program: str | Path | None) -> bool:
    """True when the program runs and is new enough to read our lock file."""
    if not program:
        return False
    try:
        words = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=60
        ).stdout.split()
        return tuple(int(part) for part in words[1].split(".")[:2]) >= OLDEST
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired):
        return False


def this_platform() -> str:
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    if sys.platform == "darwin":
        return f"mac-{machine}"
    musl = platform.libc_ver()[0] != "glibc" and machine == "x86_64"
    return f"{'musl' if musl else 'linux'}-{machine}"


def with_pip() -> None:
    """pip knows the mirrors and proxies that people configured for it; so it is asked first."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "uv.txt"
        wanted.write_text(
            f"uv=={VERSION} " + " ".join(f"--hash=sha256:{sha}" for _, sha in WHEELS.values()) + "\n"
        )
        done = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check",
             "--retries", "2", "--only-binary=:all:", "--upgrade", "--target", UV, "--require-hashes", "-r", wanted],
            capture_output=True,
            text=True,
            timeout=600,
        )  # fmt: skip
    if done.returncode != 0:
        raise NotBrought(next((line for line in done.stderr.splitlines() if "ERROR" in line), "pip failed"))


def from_index() -> None:
    here = this_platform()
    if here not in WHEELS:
        raise NotBrought(f"no uv is known here for {here}")
    ending, expected = WHEELS[here]
    index = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"
    page = f"{index.rstrip('/')}/uv/"
    ask = urllib.request.Request(page, headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    try:
        with urllib.request.urlopen(ask, timeout=60) as answer:
            files = json.load(answer)["files"]
        name = f"uv-{VERSION}-py3-none-{ending}"
        address = next((file["url"] for file in files if file["filename"] == name), None)
        if address is None:
            raise NotBrought(f"the package index has no {name}")
        with urllib.request.urlopen(urljoin(page, address), timeout=300) as answer:
            wheel = answer.read()
    except (ValueError, KeyError):
        raise NotBrought("the package index answers in a form that is not understood") from None
    if hashlib.sha256(wheel).hexdigest() != expected:
        raise NotBrought(f"the downloaded {name} does not have the expected checksum")
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        program = archive.read(f"uv-{VERSION}.data/scripts/uv")
    target = UV / "bin" / "uv"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"uv.{os.getpid()}")
    fresh.write_bytes(program)
    fresh.chmod(0o755)
    fresh.replace(target)


def main() -> int:
    brought = UV / "bin" / "uv"
    for candidate in (shutil.which("uv"), brought):
        if usable(candidate):
            print(candidate)
            return 0
    reason: object = f"{brought} does not start"
    for bring in (with_pip, from_index):
        try:
            bring()
        except (NotBrought, OSError, subprocess.SubprocessError) as error:
            reason = error
        if usable(brought):
            print(brought)
            return 0
    print(
        f"Moisson could not bring uv, which it needs to fetch its libraries ({reason}). Is there a network? "
        "Otherwise install uv (https://docs.astral.sh/uv/), then run the same command again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
