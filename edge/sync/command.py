"""`swingvision bay sync`, `join` and `outbox`: the road to the cloud, for units and operators."""

import asyncio
import logging
import re
import signal
from pathlib import Path

import click

from edge.command_options import Refusal, data_option

UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
STATES = ("queued", "dead_lettered", "evicted", "synced")


@click.command(short_help="Deliver swings to the cloud until stopped.")
@data_option
@click.option("--config", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--log-format", type=click.Choice(["readable", "json"]), help="One event a line on stderr.")
def sync(data: Path, config: Path | None, log_format: str | None) -> None:
    """Deliver what the bay saved to the cloud, and keep room on the disk, until stopped.

    Runs beside `swingvision bay run`, never in its way; before `swingvision bay join` it only keeps room.
    """
    from swingvision.log import configure
    from edge.settings import load_settings
    from edge.store import StoreError
    from edge.sync.program import serve
    from swingvision.settings import SettingsError

    given = {"bay": {"log_format": log_format}} if log_format else {}
    try:
        settings = load_settings(config, data, given)
        data.mkdir(parents=True, exist_ok=True)
    except (SettingsError, OSError) as error:
        raise Refusal(str(error)) from error
    configure(settings.bay.log_format)
    # One line for each request says nothing that the lanes do not say.
    logging.getLogger("httpx").setLevel(logging.WARNING)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await serve(data, settings.sync, stop)

    try:
        asyncio.run(until_stopped())
    except StoreError as error:
        raise Refusal(str(error)) from error


@click.command(short_help="Make this device one of a cloud's.")
@click.argument("code")
@click.option("--cloud", "cloud_url", metavar="URL", required=True, help="Such as https://cloud.example.com")
@data_option
def join(code: str, cloud_url: str, data: Path) -> None:
    """Make this device one of a cloud's, by the single-use CODE that an operator was given there.

    The device makes its own key, which never leaves it.
    """
    from edge.sync.identity import IdentityError
    from edge.sync.joining import CodeError, join
    from edge.sync.link import CloudAddressError, LinkError

    try:
        data.mkdir(parents=True, exist_ok=True)
        identity = asyncio.run(join(data, code, cloud_url))
    except (CodeError, CloudAddressError, LinkError, IdentityError, OSError) as error:
        raise Refusal(f"not joined: {error}") from error
    click.echo(f"This device is {identity.bay_name} of {identity.cloud_url} ({identity.device_id}).")


@click.group()
def outbox() -> None:
    """What is to be delivered to the cloud: look at it, try dead letters again, give them up."""


@outbox.command("list", short_help="List deliveries.")
@click.option("--state", type=click.Choice(STATES), default="queued", show_default=True)
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@data_option
def list_(state: str, limit: int, data: Path) -> None:
    """List deliveries in a state, oldest first: id, kind, time, swing, reason."""
    from edge.store import StoreError
    from edge.sync.report import deliveries, when

    try:
        found = deliveries(data, state, limit)
    except StoreError as error:
        raise Refusal(str(error)) from error
    for one in found:
        words = [one["delivery_id"], f"{one['kind']:9}", when(one["created_ms"]), one["swing_id"] or "-"]
        click.echo("  ".join([*words, one["reason"] or ""]).rstrip())
    click.echo(f"{len(found)} {state.replace('_', ' ')}", err=True)


@outbox.command(short_help="Send dead letters again.")
@click.argument("delivery_ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "all_", is_flag=True, help="Every dead letter.")
@data_option
def retry(delivery_ids: tuple[str, ...], all_: bool, data: Path) -> None:
    """Put dead letters back into the queue; the running sync does it within seconds."""
    _leave(data, "retry", delivery_ids, all_)


@outbox.command(short_help="Give deliveries up.")
@click.argument("delivery_ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "all_", is_flag=True, help="Every dead letter; what is queued only by its id.")
@data_option
def drop(delivery_ids: tuple[str, ...], all_: bool, data: Path) -> None:
    """Give deliveries up, queued or dead: they count as evicted. The swings stay on the device."""
    _leave(data, "drop", delivery_ids, all_)


def _leave(data: Path, verb: str, delivery_ids: tuple[str, ...], all_: bool) -> None:
    from edge.sync.wishes import Wish, leave

    if bool(delivery_ids) == all_:
        raise Refusal("give ids, or --all")
    if unknown := [one for one in delivery_ids if not UUID.fullmatch(one)]:
        raise Refusal(f"{unknown[0]!r} is no id of a delivery; see 'swingvision bay outbox list'")
    try:
        leave(data, Wish.model_validate({"verb": verb, "delivery_ids": None if all_ else list(delivery_ids)}))
    except OSError as error:
        raise Refusal(f"the wish cannot be left in {data}: {error.strerror}") from error
    click.echo("Sync does it when it next looks, within seconds where it runs.")
