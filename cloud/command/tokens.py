"""`swingvision cloud tokens`: service tokens for people's programs."""

from pathlib import Path

import click

from cloud.command.options import DAY_S, Refusal, day, opened, where
from cloud.tokens.schemas import SCOPES, Scope


@click.group()
def tokens() -> None:
    """Service tokens: make one, list them, revoke one."""


@tokens.command(short_help="Make a service token.")
@where
@click.option("--organisation", metavar="NAME", default="Range", show_default=True)
@click.option("--name", metavar="NAME", default="token", show_default=True, help="What it is for.")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    default=["swings:read"],
    show_default=True,
)
@click.option("--days", type=click.IntRange(1, 3650), help="It is valid so long.  [default: until revoked]")
def add(
    data: Path, config: Path | None, organisation: str, name: str, scopes: tuple[Scope, ...], days: int | None
) -> None:
    """Make a token; it is shown once and kept as a hash."""
    with opened(data, config) as parts:
        organisation_id = parts.organisations.named(organisation)
        token = parts.tokens.add(organisation_id, scopes, name, None if days is None else days * DAY_S)
    click.echo(token)


@tokens.command("list", short_help="List tokens.")
@where
def list_(data: Path, config: Path | None) -> None:
    """List tokens: id, name, scopes, made, state."""
    with opened(data, config) as parts:
        for one in parts.tokens.list():
            state = "revoked" if one.revoked_at_ms else f"until {day(one.expires_at_ms)}"
            click.echo("\t".join([one.token_id, one.name, " ".join(one.scopes), day(one.made_at_ms), state]))


@tokens.command(short_help="Revoke a token.")
@where
@click.argument("token_id")
def revoke(data: Path, config: Path | None, token_id: str) -> None:
    """Refuse a token from now on. TOKEN_ID is the part between the underscores."""
    with opened(data, config) as parts:
        if not parts.tokens.revoke(token_id):
            raise Refusal(f"there is no token {token_id}")
    click.echo("Revoked.")
