"""`moisson worker`: makes the visits, without pages; any number of them on any number of machines."""

from __future__ import annotations

import os
import re
import signal
import socket
import threading

import click

from moisson.cli import starting
from moisson.cli.locking import Lock, Taken
from moisson.cli.up import end_process
from moisson.cli.words import say

_MOST = 100  # workers of one name on one machine


@click.command()
@click.option(
    "--name",
    envvar="MOISSON_WORKER",
    default=socket.gethostname,
    help="By which the worker finds its visits again after a crash.  [default: the machine's name]",
)
def worker(name: str) -> None:
    """Make visits until stopped. A crashed worker's visits go on when it is back, or at another worker."""
    starting.set_up_django()
    starting.check_master_key()
    starting.bring_database_up_to_date()
    executor = _own_name(re.sub(r"[^\w.-]", "-", name)[:80])

    from moisson.runs.worker import RunningWorker

    stopping = threading.Event()

    def stop(*_: object) -> None:
        if stopping.is_set():
            os._exit(130)
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    running = RunningWorker(executor)
    running.start()
    click.echo(say("worker_ready", name=executor))
    stopping.wait()
    click.echo(say("stopping"))
    running.stop()
    end_process()


def _own_name(name: str) -> str:
    """The name, or name-2, name-3... where others of the same name live on this machine."""
    from django.conf import settings

    for number in range(1, _MOST):
        executor = name if number == 1 else f"{name}-{number}"
        try:
            Lock(settings.DATA / f"worker-{executor}.lock").write(f"process {os.getpid()}")
        except Taken:
            continue
        return executor
    raise click.ClickException(f"{_MOST} workers named {name} run here already.")
