"""`moisson recipes`: what one person's visit taught is signed, shared, and spares the next person the browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_fetch import Script
from tests.zoo.portals import portal_named
from tests.zoo.serving import serve


def recipes(cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "moisson", "recipes", *words, "--data-dir", str(cwd / "data")]
        if words[0] not in ("key", "show", "rollback")
        else [sys.executable, "-m", "moisson", "recipes", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
    )


@pytest.mark.browser
def test_a_shared_recipe_gets_a_stranger_in_without_a_browser(tmp_path: Path) -> None:
    teacher, pupil = tmp_path / "teacher", tmp_path / "pupil"
    teacher.mkdir()
    pupil.mkdir()
    with serve(portal_named("nordkabel")) as running:
        first = Script(teacher).at(running, "--state", "portal.state")
        assert first.code == 0, first.error
        made = recipes(teacher, "key", "my.key")
        assert made.returncode == 0 and (teacher / "my.key").stat().st_mode & 0o077 == 0
        exported = recipes(teacher, "export", "pack.json", "--key", "my.key", "--state", "portal.state")
        assert exported.returncode == 0, exported.stderr
        told = (teacher / "pack.json").read_text("utf-8")
        for secret in (running.truth.username, running.truth.password):
            assert secret not in told
        for document in running.truth.documents:
            assert document.number not in told

        pack = str(teacher / "pack.json")
        refused = recipes(pupil, "import", pack)
        assert refused.returncode == 2 and "trust" in refused.stderr
        trusted = recipes(pupil, "trust", str(teacher / "my.key.pub"), "--name", "The teacher")
        assert trusted.stdout.splitlines()[1] == made.stdout.splitlines()[1], "both see the same fingerprint"
        assert recipes(pupil, "import", pack).returncode == 0
        listed = json.loads(recipes(pupil, "list", "--json").stdout)
        assert [(one["signed_by"], one["mode"]) for one in listed] == [("The teacher", "http")]

        visit = Script(pupil).at(running, "--state", "portal.state")
        assert visit.code == 0 and visit.told, visit.error
        assert visit.told["visit"]["mode"] == "http", "no browser was needed"
        assert set(visit.files.values()) == {document.sha256 for document in running.truth.documents}
        # What others know are their lists: the next visit looks at the whole portal, once.
        again = Script(pupil).at(running, "--state", "portal.state")
        assert again.told and again.told["outcome"] == "nothing_new" and again.told["visit"]["mode"] != "http"
        assert not running.state.traps_touched


@pytest.mark.browser
def test_discovery_alone_uses_nothing_that_others_wrote(tmp_path: Path) -> None:
    with serve(portal_named("stadtwerk_lindau")) as running:
        Script(tmp_path).at(running, "--state", "one.state")
        recipes(tmp_path, "key", "my.key")
        recipes(tmp_path, "export", "pack.json", "--key", "my.key", "--state", "one.state")
        recipes(tmp_path, "trust", "my.key.pub")
        assert recipes(tmp_path, "import", "pack.json").returncode == 0
        (tmp_path / "out").rename(tmp_path / "before")
        visit = Script(tmp_path).at(running, "--connector", "discovery")
        assert visit.told and visit.told["outcome"] == "complete" and visit.told["visit"]["mode"] != "http"


def test_a_changed_pack_is_refused(tmp_path: Path) -> None:
    from moisson.engine.recipes import ListAt, Recipe
    from moisson.engine.recipes.pack import write_pack
    from moisson.engine.recipes.signing import new_key, public_of, sign

    key = new_key()
    content = write_pack([Recipe(portal="nordkabel.example", lists=(ListAt(address="/invoices"),))])
    (tmp_path / "k.pub").write_bytes(public_of(key))
    (tmp_path / "pack.json").write_bytes(content.replace(b"nordkabel", b"nordkabal"))
    (tmp_path / "pack.json.sig").write_bytes(sign(content, key))
    assert recipes(tmp_path, "trust", "k.pub").returncode == 0
    refused = recipes(tmp_path, "import", "pack.json")
    assert refused.returncode == 2 and "changed after it was signed" in refused.stderr
    assert not list((tmp_path / "data" / "recipes").glob("packs/*"))


def test_nothing_to_share_is_said(tmp_path: Path) -> None:
    assert recipes(tmp_path, "key", "k").returncode == 0
    (tmp_path / "data").mkdir()
    empty = recipes(tmp_path, "export", "pack.json", "--key", "k", "--state", "k")
    assert empty.returncode == 2 and not (tmp_path / "pack.json").exists()
    assert recipes(tmp_path, "rollback", "k").returncode == 2


def test_an_installation_that_never_ran_is_named(tmp_path: Path) -> None:
    recipes(tmp_path, "key", "k")
    (tmp_path / "data").mkdir()
    none = recipes(tmp_path, "export", "pack.json", "--key", "k")
    assert none.returncode == 2 and "moisson up" in none.stderr and "Traceback" not in none.stderr


def test_all_connections_of_an_installation_are_exported(tmp_path: Path) -> None:
    """Through the program's own database, in which a recipe was learned."""
    told = subprocess.run(
        [sys.executable, "-c", _LEARNED],
        env={
            **os.environ,
            "MOISSON_DATA": str(tmp_path / "data"),
            "DJANGO_SETTINGS_MODULE": "moisson.web.settings",
        },
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    recipes(tmp_path, "key", "k")
    done = recipes(tmp_path, "export", "pack.json", "--key", "k")
    assert done.returncode == 0, done.stderr
    assert [one["portal"] for one in json.loads((tmp_path / "pack.json").read_text())["recipes"]] == [
        "ovale.example"
    ]


_LEARNED = """
from moisson.cli.starting import bring_database_up_to_date, set_up_django
set_up_django()
bring_database_up_to_date()
from moisson.accounts.models import Organisation
from moisson.engine.recipes import ListAt, Recipe, with_recipe
from moisson.portals.models import Company, Connection
organisation = Organisation.objects.create(name="A")
company = Company.objects.create(organisation=organisation, name="Ovale")
recipe = Recipe(portal="ovale.example", lists=(ListAt(address="/factures"),))
Connection.objects.create(
    organisation=organisation, company=company, login_url="https://ovale.example/", host="ovale.example",
    username="x", sealed_credentials=b"", places=with_recipe(None, recipe),
)
"""
