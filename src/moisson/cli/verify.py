"""`moisson verify`: reads the journal, every document and every file again, and names what is not as it was written down."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moisson.cli import starting
from moisson.cli.installation import data_dir
from moisson.cli.words import say

if TYPE_CHECKING:
    from moisson.documents.keeping.checking import Checked
    from moisson.documents.verifying import Found, Verified


@click.command()
@data_dir("The installation whose archive is verified.")
@click.option(
    "--expect", default="", metavar="HASH", help="A newest hash kept elsewhere: the chain must still hold it."
)
@click.option(
    "--export",
    "export",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="ZIP",
    help="Check an export for an auditor instead; needs no installation.",
)
@click.option("--json", "as_json", is_flag=True, help="One object as the last line.")
def verify(data_dir: Path, expect: str, export: Path | None, as_json: bool) -> None:
    """Read the journal, every document and every file again, and name each difference.

    Changes nothing, and may run beside `moisson up`. Ends with 0 where everything is as it was written down, with 1 where
    something is not.
    """
    if export is not None:
        sys.exit(_verify_export(export, expect, as_json))
    if not (data_dir / "moisson.sqlite3").exists() and "MOISSON_DATABASE" not in os.environ:
        raise click.UsageError(say("no_installation", folder=data_dir))
    os.environ["MOISSON_DATA"] = str(data_dir)
    starting.set_up_django()
    starting.bring_database_up_to_date()

    from moisson.accounts.models import Organisation
    from moisson.documents.verifying import files_of_nobody
    from moisson.documents.verifying import verify as verified

    found = [verified(one, expect) for one in Organisation.objects.order_by("pk").iterator()]
    # Whose chain it is stands in no hash: it is enough that one of them holds it.
    lost = bool(expect) and not any(one.holds for one in found)
    strange = files_of_nobody()
    clean = not lost and not strange and all(one.clean for one in found)
    if as_json:
        told = {
            "clean": clean,
            "expected_found": not lost,
            "organisations": [asdict(one) for one in found],
            "files_of_nobody": [one.where for one in strange],
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for one in found:
            _tell(one.organisation, one)
            if one.from_before:
                click.echo("  " + say("verify_from_before", count=one.from_before))
            if one.things_from_before:
                click.echo("  " + say("verify_things_from_before", count=one.things_from_before))
        _name(strange)
        _conclude(clean, expect if lost else "")
    sys.exit(0 if clean else 1)


def _verify_export(path: Path, expect: str, as_json: bool) -> int:
    """The exit code: 0 where all is as it was written down."""
    starting.set_up_django()
    from moisson.documents.keeping.checking import check

    try:
        checked = check(path)
    except ValueError as error:
        raise click.UsageError(say("verify_no_export", file=path)) from error
    lost = bool(expect) and expect != checked.head
    clean = not checked.differences and not lost
    if as_json:
        click.echo(
            json.dumps({"clean": clean, "expected_found": not lost, **asdict(checked)}, ensure_ascii=False)
        )
        return 0 if clean else 1
    _tell(path.name, checked)
    _conclude(clean, expect if lost else "")
    return 0 if clean else 1


def _tell(name: str, one: Verified | Checked) -> None:
    """What was looked at under this name, and each difference."""
    click.echo(say("verify_counts", name=name, documents=one.documents, entries=one.entries, head=one.head))
    _name(one.differences)


def _name(differences: Sequence[Found]) -> None:
    for each in differences:
        click.echo("  " + say(f"verify_{each.kind.value}", where=each.where, detail=each.detail))


def _conclude(clean: bool, lost: str) -> None:
    """`lost`: the hash that no chain holds."""
    if lost:
        click.echo(say("verify_lost", hash=lost))
    click.echo(say("verify_clean" if clean else "verify_not_clean"))
