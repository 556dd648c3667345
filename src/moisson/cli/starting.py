"""What every long-running command does first: settings, keys, database."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import click

from moisson.cli.words import say


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moisson.web.settings")
    import django

    django.setup()


def check_master_key() -> None:
    """Made at the first start. Raises click.ClickException with the vault's own sentence."""
    from moisson.accounts.secrets import master_key
    from moisson.vault import VaultError

    try:
        master_key()
    except VaultError as error:
        raise click.ClickException(say("no_master_key", reason=error)) from None


def bring_database_up_to_date() -> None:
    """Ours and the queue's; of several processes that start at once, one does it and the others wait."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from moisson.runs import queue

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        queue.prepare()
    connection.close()


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(7665738)")
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(7665738)")
        return
    handle = os.open(settings.DATA / "migrating.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with contextlib.suppress(ImportError):
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
