"""`moisson woob`: the modules of Woob's that are on this machine, each of which is a connector."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict

import click

from moisson.engine.woob.listing import listed
from moisson.engine.woob.modules import WoobNotUsable


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def woob(as_json: bool) -> None:
    """List the Woob modules that fetch documents, for `moisson fetch --connector woob:MODULE`."""
    try:
        found = asyncio.run(listed())
    except WoobNotUsable as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        modules = [{"connector": one.connector, **asdict(one)} for one in found.modules]
        failed = [{"name": name, "why": why} for name, why in found.failed]
        click.echo(json.dumps({"modules": modules, "failed": failed}, ensure_ascii=False))
        return
    for one in found.modules:
        wanted = ", ".join(field.name for field in one.fields if field.required)
        click.echo(f"{one.connector:<28} {one.title}  {one.site or ''}  [{wanted}]")
    for name, why in found.failed:
        click.echo(f"{name} cannot be loaded: {why}", err=True)
