"""The option by which a command names the installation it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


def data_dir(purpose: str) -> Callable[[_Command], _Command]:
    """`--data-dir`, else `MOISSON_DATA`, else `./data`. `purpose` ends the option's help."""

    def with_option(command: _Command) -> _Command:
        return click.option(
            "--data-dir",
            type=click.Path(file_okay=False, path_type=Path),
            envvar="MOISSON_DATA",
            default=Path("data"),
            show_default="$MOISSON_DATA or ./data",
            help=purpose,
        )(command)

    return with_option
