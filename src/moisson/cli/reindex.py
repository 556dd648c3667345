"""`moisson reindex`: makes the index of the search anew from the documents."""

from __future__ import annotations

import os
from pathlib import Path

import click

from moisson.cli import starting
from moisson.cli.installation import data_dir
from moisson.cli.words import say


@click.command()
@data_dir("The installation whose search is made anew.")
def reindex(data_dir: Path) -> None:
    """Make the index of the search anew from the documents and what was read in their files.

    It follows every change by itself; this is for when it was damaged, or documents were changed behind its back. May run
    beside `moisson up`, and be broken off and begun again.
    """
    if not (data_dir / "moisson.sqlite3").exists() and "MOISSON_DATABASE" not in os.environ:
        raise click.UsageError(say("no_installation", folder=data_dir))
    os.environ["MOISSON_DATA"] = str(data_dir)
    starting.set_up_django()
    starting.bring_database_up_to_date()

    from moisson.accounts.models import Organisation
    from moisson.documents.finding import indexing
    from moisson.documents.finding.engine import engine

    if not engine().is_whole():
        click.echo(say("reindex_damaged"))
        engine().make_anew()
    for organisation in Organisation.objects.order_by("pk"):
        count = indexing.fill(organisation)
        click.echo(say("reindex_done", name=organisation.name, documents=count))
