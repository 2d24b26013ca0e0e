"""`swingvision cloud devices`: claim codes, the list, revocation."""

from pathlib import Path

import click

from cloud.command.options import HOUR_S, Refusal, day, opened, where


@click.group()
def devices() -> None:
    """Devices: let one in, list them, revoke one."""


@devices.command(short_help="Make a claim code for one bay.")
@where
@click.option("--organisation", metavar="NAME", default="Range", show_default=True)
@click.option("--bay", metavar="NAME", required=True, help="What people call the bay.")
@click.option(
    "--hours", type=click.IntRange(1, 720), default=24, show_default=True, help="It is valid so long."
)
def add(data: Path, config: Path | None, organisation: str, bay: str, hours: int) -> None:
    """Make a claim code: one device joins with it, once, within its hours."""
    if not 1 <= len(bay) <= 60:
        raise Refusal("a bay's name has 1 to 60 letters")
    with opened(data, config) as parts:
        code = parts.devices.invite(organisation, bay, hours * HOUR_S)
    click.echo(f"Claim code for {bay}: {code}")
    click.echo(f"Good for one device within {hours} h. It is not shown again.")


@devices.command("list", short_help="List devices.")
@where
def list_(data: Path, config: Path | None) -> None:
    """List devices: id, bay, joined, last seen, state."""
    with opened(data, config) as parts:
        for one in parts.devices.list(None):
            state = "revoked" if one.revoked_at_ms else "in force"
            line = [one.device_id, one.bay, day(one.joined_at_ms), day(one.seen_at_ms), state]
            click.echo("\t".join(line))


@devices.command(short_help="Revoke a device.")
@where
@click.argument("device_id")
def revoke(data: Path, config: Path | None, device_id: str) -> None:
    """Refuse a device from now on; in force everywhere within 5 s."""
    with opened(data, config) as parts:
        if not parts.devices.revoke(device_id):
            raise Refusal(f"there is no device {device_id}")
    click.echo("Revoked.")
