"""`moisson web`: the pages alone, where workers run in other processes or on other machines."""

from __future__ import annotations

import click

from moisson.cli import starting
from moisson.cli.listening import address_of, listen
from moisson.cli.up import end_process, newcomer_lines, print_block, tell_settings
from moisson.cli.words import say


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8765, show_default=True, help="Port of the pages; 0 takes any.")
def web(host: str, port: int) -> None:
    """Serve the pages; visits are made by `moisson worker`."""
    pages = listen(host, port)
    tell_settings(host)
    starting.set_up_django()
    starting.check_master_key()
    starting.bring_database_up_to_date()

    from moisson.cli.serving import serve
    from moisson.web.asgi import application

    lines = [say("ready", address=address_of(pages)), *newcomer_lines(host)]
    serve([(application, pages)], lambda: print_block(lines))
    end_process()
