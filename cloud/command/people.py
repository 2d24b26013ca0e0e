"""`swingvision cloud people`: let somebody in, help somebody back in, the list."""

from pathlib import Path

import click

from cloud.command.options import Refusal, day, opened, where
from cloud.people.repository import ROLES, Role


@click.group()
def people() -> None:
    """People: invite one, give one a new password, list them."""


@people.command(short_help="Make an invitation.")
@where
@click.argument("email")
@click.option("--organisation", metavar="NAME", default="Range", show_default=True)
@click.option(
    "--role",
    "roles",
    type=click.Choice(ROLES),
    multiple=True,
    default=["player"],
    show_default=True,
    help="May be given several times.",
)
def add(data: Path, config: Path | None, email: str, organisation: str, roles: tuple[Role, ...]) -> None:
    """Print a link with which EMAIL joins, once; it is not mailed."""
    with opened(data, config) as parts:
        address = _address(email)
        if parts.people.by_email(address) is not None:
            raise Refusal(f"{address} has an account: swingvision cloud people link {address}")
        made = parts.links.invite(
            parts.organisations.named(organisation), address, tuple(dict.fromkeys(roles))
        )
    click.echo(made)


@people.command(short_help="Make a link to a new password.")
@where
@click.argument("email")
def link(data: Path, config: Path | None, email: str) -> None:
    """Print a link with which EMAIL chooses a new password, once; it is not mailed."""
    with opened(data, config) as parts:
        person = parts.people.by_email(_address(email))
        if person is None:
            raise Refusal(f"nobody has the address {email}")
        made = parts.links.reset(person)
    click.echo(made)


@people.command("list", short_help="List people.")
@where
def list_(data: Path, config: Path | None) -> None:
    """List people: id, organisation, address, name, roles, since, state."""
    with opened(data, config) as parts:
        for one in parts.people.everybody(None):
            state = "removed" if one.removed_at_ms else "in force"
            organisation = parts.organisations.name_of(one.organisation_id)
            said = [one.person_id, organisation, one.email, one.name, " ".join(one.roles)]
            click.echo("\t".join([*said, day(one.made_at_ms), state]))


def _address(text: str) -> str:
    from cloud.people.texts import email

    try:
        return email(text)
    except ValueError as error:
        raise Refusal(f"{text}: {error}") from error
