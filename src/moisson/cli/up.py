"""`moisson up`: web and worker in one process, on the embedded default."""

from __future__ import annotations

import logging
import os
import socket
from typing import Any, NoReturn

import click

from moisson.cli import starting
from moisson.cli.listening import address_of, is_loopback, listen, names_of_this_machine
from moisson.cli.locking import Lock, Taken
from moisson.cli.words import say


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8765, show_default=True, help="Port of the pages; 0 takes any.")
@click.option(
    "--practice-port", default=8766, show_default=True, help="Port of the practice portal; 0 takes any."
)
def up(host: str, port: int, practice_port: int) -> None:
    """Start Moisson on this machine: pages, visits and a practice portal, in one process."""
    from moisson.web.folders import data_folder

    try:
        folder = data_folder()
    except OSError as error:
        raise click.ClickException(say("no_folder", folder=error.filename, reason=error.strerror)) from None
    try:
        lock = Lock(folder / "moisson.lock")
    except Taken as error:
        raise click.ClickException(say("running_already", folder=folder, what=error.what)) from None
    pages, practice = listen(host, port), listen("127.0.0.1", practice_port)
    lock.write(f"{address_of(pages)}, process {os.getpid()}")
    tell_settings(host, practice)
    starting.set_up_django()
    starting.check_master_key()
    starting.bring_database_up_to_date()

    from django.conf import settings

    from moisson.cli.serving import serve
    from moisson.runs.worker import RunningWorker, executor_name
    from moisson.web.asgi import application

    apps: list[tuple[Any, socket.socket]] = [(application, pages)]
    if settings.PRACTICE_PORTAL:
        from moisson.practice import create_app

        apps.append((create_app(), practice))
    else:
        practice.close()
    worker = RunningWorker(executor_name("up"))
    worker.start()
    lines = [say("ready", address=address_of(pages)), *newcomer_lines(host)]
    if settings.PRACTICE_PORTAL:
        lines.append(say("practice", address=settings.PRACTICE_PORTAL_ADDRESS))
    lines.append(say("data", folder=folder))
    serve(apps, lambda: print_block(lines))
    worker.stop()
    end_process()


def tell_settings(host: str, practice: socket.socket | None = None) -> None:
    """What the settings take from the environment and only the command knows; what a person set stays."""
    if practice is not None:
        os.environ.setdefault("MOISSON_PRACTICE_ADDRESS", address_of(practice).rstrip("/"))
    elif "MOISSON_PRACTICE_ADDRESS" not in os.environ:
        os.environ.setdefault("MOISSON_PRACTICE", "0")  # nobody serves it
    if not is_loopback(host):
        here = ["127.0.0.1", "localhost", "[::1]", *names_of_this_machine()]
        os.environ.setdefault("MOISSON_HOSTS", " ".join(here))


def end_process() -> NoReturn:
    """Threads of visits that were cut off never end by themselves (`runs/visiting.py`)."""
    logging.shutdown()
    os._exit(0)


def newcomer_lines(host: str) -> list[str]:
    """Where there is no account yet: how the first one is made."""
    from django.conf import settings

    from moisson.accounts.models import User
    from moisson.accounts.setup_code import setup_code

    if User.objects.exists():
        return []
    lines = [say("first_account")]
    if settings.BEHIND_TLS or not is_loopback(host):  # behind a proxy strangers come from loopback too
        lines.append(say("setup_code", code=setup_code()))
    return lines


def print_block(lines: list[str]) -> None:
    first, *rest = lines
    click.echo()
    click.echo("  " + click.style(first, bold=True))
    for line in rest:
        click.echo("  " + line)
    click.echo()
