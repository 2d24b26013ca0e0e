"""What the commands of `swingvision bay` have in common."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

DEFAULT_DATA = Path("~/.local/share/swingvision")
REFUSED = 2

Function = TypeVar("Function", bound=Callable[..., Any])


class Refusal(click.ClickException):
    """One sentence and exit code 2."""

    exit_code = REFUSED


def _home(_context: click.Context, _parameter: click.Parameter, folder: Path) -> Path:
    return folder.expanduser()


def data_option(function: Function) -> Function:
    """The option of the data folder."""
    option = click.option(
        "--data",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        default=DEFAULT_DATA,
        show_default=True,
        callback=_home,
        help="Where swings are kept.",
    )
    return option(function)
