"""The command line: one file a command, and nothing that another room could do."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec

import click

# Command and module; nothing of a command is loaded before it is called for.
_COMMANDS = ("up", "web", "worker", "fetch", "read", "catalogue", "recipes", "woob", "verify", "reindex")


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in _COMMANDS if find_spec(f"{__name__}.{name}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        inside = vars(import_module(f"{__name__}.{cmd_name}")).values()
        return next(found for found in inside if isinstance(found, click.Command) and found.name == cmd_name)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("moisson"), prog_name="moisson")
def main() -> None:
    """Moisson brings every invoice home from your supplier portals."""
