"""`moisson verify` as a script sees it, on an installation of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MAKE = """
import hashlib, pathlib, sys
from moisson.cli import starting
starting.set_up_django(); starting.bring_database_up_to_date()
from moisson.accounts.models import Organisation, User
from moisson.documents.archive import Said, keep_upload
ada = User.objects.create_user(email="ada@exemple.fr", password="ein langer eigener Satz")
firm = Organisation.objects.create(name="Atelier")
for n in range(3):
    path = pathlib.Path(sys.argv[1], f"{n}.pdf"); path.write_bytes(b"%PDF- " + bytes([65 + n]))
    keep_upload(firm, path, Said(number=f"F-{n}"), filename=path.name, content_type="application/pdf", by=ada, company=None)
"""


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "MOISSON_"))}
    environment |= {"MOISSON_DATA": str(data), "LANG": "en_US.UTF-8", "LC_ALL": "", "LANGUAGE": "en"}
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    made = run(tmp_path / "data", "-c", MAKE, str(tmp_path))
    assert made.returncode == 0, made.stderr
    return tmp_path / "data"


def test_clean_then_a_byte_changed(data: Path) -> None:
    clean = run(data, "-m", "moisson", "verify", "--json")
    told = json.loads(clean.stdout.splitlines()[-1])
    assert (clean.returncode, told["clean"]) == (0, True), clean.stderr
    [one] = told["organisations"]
    assert (one["entries"], one["documents"], one["bytes"]) == (3, 3, 21)
    assert run(data, "-m", "moisson", "verify", "--expect", one["head"]).returncode == 0
    lost = run(data, "-m", "moisson", "verify", "--expect", "ab" * 32)
    assert lost.returncode == 1 and "ab" * 32 in lost.stdout

    victim = next(path for path in (data / "documents").rglob("*") if path.is_file())
    victim.chmod(0o600)
    victim.write_bytes(b"%PDF- ?")
    broken = run(data, "-m", "moisson", "verify")
    assert broken.returncode == 1 and "was changed; it now has the SHA-256" in broken.stdout


def test_no_installation_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "moisson", "verify", "--data-dir", str(tmp_path / "nowhere"))
    assert done.returncode == 2 and "nowhere" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "nowhere").exists()
