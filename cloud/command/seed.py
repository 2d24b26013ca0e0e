"""`swingvision cloud seed`: a plausible organisation with a history, for demonstrations and measurements."""

from pathlib import Path

import click

from cloud.command.options import opened, where


@click.command(short_help="Make an organisation with a history.")
@where
@click.option("--swings", type=click.IntRange(1, 100_000_000), default=10_000, show_default=True)
@click.option("--organisation", metavar="NAME", default="Demo range", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same golfers.")
def seed(data: Path, config: Path | None, swings: int, organisation: str, seed: int) -> None:
    """Write a history of players, bays, clubs and months straight into the store, in bulk."""
    from cloud.seed import fill
    from swingvision.command.progress import progress_bar

    with opened(data, config) as parts, progress_bar("Swings") as show:
        organisation_id = parts.organisations.named(organisation)
        made = fill(parts.store, organisation_id, swings, seed, show)
    click.echo(f"{made.swings} swings of {made.players} players at {made.bays} bays, in {organisation!r}.")
