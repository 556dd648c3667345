"""`moisson read`: what a file says, as fields with their certainty. Shapes: docs/command-line.md."""

import json
from pathlib import Path

import click

from moisson.cli.read_shapes import as_object, as_table
from moisson.reading.contract import Condition, Hints, Reading
from moisson.reading.isolation.pool import Pool
from moisson.reading.settings import Settings

_READ = frozenset({Condition.READ, Condition.NO_TEXT})
_NOT_READ = 5  # as `moisson fetch` says "not understood"


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and file.")
@click.option("--company", metavar="NAME", help="The supplier, where it is known already.")
@click.option(
    "--searchable",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.pdf",
    help="Also write a PDF that looks the same and has the recognised text in it (one FILE only).",
)
def read_command(
    files: tuple[Path, ...], as_json: bool, company: str | None, searchable: Path | None
) -> None:
    """What each FILE says: PDF, picture (JPEG, PNG, TIFF, WebP), XML or signed e-invoice.

    Files are only looked at, never changed. Ends with 0 where all were read, 5 where one was not, 2 where one cannot
    be opened.
    """
    if searchable is not None:
        if len(files) != 1:
            raise click.UsageError("--searchable takes one FILE")
        if searchable.exists():
            raise click.UsageError(f"{searchable} is there already, and nothing is overwritten")
    code = 0
    with Pool(settings=Settings()) as pool:
        for path in files:
            hints = Hints(company=company)
            try:
                reading = _read(pool, path, hints, searchable)
            except OSError as error:
                click.echo(f"{path}: {error.strerror or error}", err=True)
                code = 2
                continue
            if as_json:
                click.echo(json.dumps(as_object(path, reading), ensure_ascii=False))
            else:
                click.echo(as_table(path, reading))
            if reading.condition not in _READ and code == 0:
                code = _NOT_READ
    raise SystemExit(code)


def _read(pool: Pool, path: Path, hints: Hints, searchable: Path | None) -> Reading:
    if searchable is None:
        return pool.read(path, hints)
    return pool.read_and_keep_text(path, searchable, hints)
