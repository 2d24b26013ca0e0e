"""What every subcommand that touches the store shares."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from cloud.parts import AllParts
    from cloud.settings import Settings

DEFAULT_DATA = Path("~/.local/share/swingvision-cloud")
DAY_S, HOUR_S = 86_400, 3600


class Refusal(click.ClickException):
    """One sentence and exit code 2."""

    exit_code = 2


def where(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --data and --config."""
    data = click.option(
        "--data",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        default=DEFAULT_DATA,
        show_default=True,
        help="Where the service keeps its data.",
    )
    config = click.option(
        "--config",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The settings, TOML.  [default: cloud.toml in the data folder]",
    )
    return data(config(command))


def settings_from(data: Path, config: Path | None, **service: Any) -> "Settings":
    from cloud.settings import load_settings
    from swingvision.settings import SettingsError

    said = {key: value for key, value in service.items() if value is not None}
    try:
        return load_settings(config, data, {"service": said})
    except SettingsError as error:
        raise Refusal(str(error)) from error


@contextmanager
def opened(data: Path, config: Path | None) -> Iterator["AllParts"]:
    """The service's parts, for a command that works beside a running service."""
    from cloud.errors import StoreRefused, StoreUnavailable
    from cloud.server import open_parts

    data = data.expanduser()
    settings = settings_from(data, config)
    try:
        parts = open_parts(settings, data)
    except StoreRefused as error:
        raise Refusal(str(error)) from error
    try:
        yield parts
    except StoreUnavailable as error:
        raise click.ClickException(str(error)) from error
    finally:
        parts.postman.close()
        parts.store.close()


def day(ms: int | None) -> str:
    """A time for people, or a dash."""
    from datetime import UTC, datetime

    return "-" if ms is None else datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M")
