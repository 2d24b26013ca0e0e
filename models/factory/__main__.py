"""`python -m models.factory`: fetch, make dense, convert, quantise, accept, compare with what is shipped."""

import logging
import os
import shutil
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from models.factory.agreement import judge
from models.factory.clips import LISTING, read_clips
from models.factory.compare import Comparison, compare
from models.factory.crops import CROPS, read_crops
from models.factory.fetch import RecipeError, fetch_package
from models.factory.recipe import INGREDIENTS, LICENCE_FILE, VARIANTS
from swingvision.estimator.errors import ModelError
from swingvision.estimator.manifest import MANIFEST_NAME, WEIGHTS, Manifest, Model

CACHE = Path(".cache/models/factory")
console = Console(stderr=True)


@click.command()
@click.option(
    "--cache", type=click.Path(path_type=Path), default=CACHE, show_default=True, help="What is kept."
)
@click.option("--ship", is_flag=True, help="Replace the shipped models by what was made.")
def main(cache: Path, ship: bool) -> None:
    """Make the shipped pose models again from the published ones, and compare."""
    out = cache / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    try:
        make_all(cache, out)
        good = ship or report(compare(out, WEIGHTS))
    except (RecipeError, ModelError) as error:
        raise click.ClickException(str(error)) from None
    if ship:
        shutil.copytree(out, WEIGHTS, dirs_exist_ok=True)
        console.print(f"Shipped to {WEIGHTS}")
    sys.exit(0 if good else 1)


def make_all(cache: Path, out: Path) -> None:
    """Fills `out` with what swingvision/weights holds."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    logging.getLogger().setLevel(logging.ERROR)  # the quantiser's advice to fuse first, which changes nothing
    try:
        from models.factory.make import make, make_variant
    except ImportError as error:
        raise RecipeError(f"{error.name} is not installed: the recipe needs swingvision[models]") from None
    crops, clips = read_crops(cache / CROPS), read_clips(cache / LISTING)
    with console.status("Fetching the published models"):
        archive = fetch_package(cache)
    models = [make(archive, i, cache, out) for i in track(INGREDIENTS, "Making models", console=console)]
    made = {model.name: model for model in models}
    models += [
        make_variant(made[variant.reference], variant, crops, out)
        for variant in track(VARIANTS, "Quantising models", console=console)
    ]
    refuse_unaccepted(models)
    for words in clips.skipped:
        console.print(f"Skipped: {words}")
    models = judge(
        models, clips, out, lambda these, name: track(these, f"Analysing with {name}", console=console)
    )
    refuse_unaccepted(models)
    (out / MANIFEST_NAME).write_text(
        Manifest(manifest_version=1, models=models).model_dump_json(indent=2) + "\n"
    )
    shutil.copy(WEIGHTS / LICENCE_FILE, out)


def refuse_unaccepted(models: list[Model]) -> None:
    """Raises RecipeError for the first model that is further than its limit from what it was made of."""
    for model in models:
        for finding in model.quantised.findings if model.quantised else []:
            if finding.limit is not None and not finding.value <= finding.limit:
                found = f"{finding.value} {finding.unit}, at most {finding.limit} allowed"
                raise RecipeError(f"{model.name}: {finding.about} is {found}")
        for figure in model.acceptance:
            if not figure.maximum <= figure.limit:
                raise RecipeError(
                    f"{model.name}: {figure.about} is {figure.maximum}, at most {figure.limit} allowed"
                )


def report(comparisons: list[Comparison]) -> bool:
    table = Table(
        "Model", "Digest", "Processor and crops", "Largest deviation", title="Made, beside what is shipped"
    )
    for one in comparisons:
        table.add_row(
            one.name,
            "same" if one.same_digest else "differs",
            "same" if one.same_conditions else "others",
            f"{one.deviation:.2g}" + ("" if one.good else "  NOT THE SHIPPED MODEL"),
        )
    Console().print(table)
    return all(one.good for one in comparisons)


if __name__ == "__main__":
    main()
