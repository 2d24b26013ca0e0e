"""`python -m models.bench`: milliseconds a frame of the shipped models, beside peers in the same run.

Peers: LiteRT on the published files, where it is installed (`make bench` does), and OpenCV's own network
module on ours. Runs are interleaved, one thread each, and what is counted is the thread's own processor time,
so that a busy machine counts for nobody.
"""

import platform
import time
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from models import peers
from models.factory.__main__ import CACHE
from models.factory.fetch import RecipeError
from models.factory.figures import figures, model_inputs
from models.factory.recipe import INGREDIENTS, Ingredient
from models.page import write_block
from models.peers import Run
from swingvision.estimator import PoseEstimator, ProviderError, read_model
from swingvision.estimator.cpu import model_name
from swingvision.estimator.precision import Precision, choose_file
from swingvision.estimator.session import Session
from swingvision.frame import Frame

WARM_UP = 5
COLUMNS = (
    "model",
    "runtime",
    "ms a frame",
    "middle half",
    "ratio to LiteRT",
    "to LiteRT pruned",
    "to OpenCV",
)
PEERS = ("LiteRT as published", "LiteRT pruned", "OpenCV")
TRACKED: tuple[tuple[str, Precision], ...] = (("lite", "fp32"), ("full", "fp32"), ("full", "int8"))


@click.command()
@click.option("--rounds", default=60, show_default=True, help="Interleaved runs of each.")
@click.option("--cache", type=click.Path(path_type=Path), default=CACHE, show_default=True)
@click.option("--page", type=click.Path(path_type=Path, dir_okay=False), help="Keeps the table in this page.")
def main(rounds: int, cache: Path, page: Path | None) -> None:
    """Time the pose models on one thread."""
    try:
        rows = [row for ingredient in INGREDIENTS for row in rows_of(ingredient, cache, rounds)]
    except RecipeError as error:
        raise click.ClickException(str(error)) from None
    rows += [row for model, precision in TRACKED for row in tracking_rows(model, precision, rounds)]
    show(rows)
    if page is not None:
        write_block(page, "models", f"{model_name()}, {platform.machine()}, one thread:", COLUMNS, rows)


def rows_of(ingredient: Ingredient, cache: Path, rounds: int) -> list[list[str]]:
    runs = ours(ingredient) | rivals(ingredient, cache)
    spent = dict(zip(runs, interleave(list(runs.values()), ingredient, rounds), strict=True))
    return [
        [ingredient.name, name, *_spread(times), *(_ratio(times, spent.get(peer)) for peer in PEERS)]
        for name, times in spent.items()
    ]


def ours(ingredient: Ingredient) -> dict[str, Run]:
    """By precision; 8 bits where there is such a file for this machine."""
    runs = {"ours, fp32": session_of(ingredient, ingredient.name)}
    try:
        name, _ = choose_file(ingredient.name, "int8", "cpu")
    except ProviderError:
        return runs
    return runs | {"ours, int8": session_of(ingredient, name)}


def session_of(ingredient: Ingredient, model: str) -> Run:
    session = Session(model, read_model(model)[1], "cpu", threads=1)
    names = [output.name for output in ingredient.outputs.values()]
    return lambda image: session.run(names, image)


def rivals(ingredient: Ingredient, cache: Path) -> dict[str, Run]:
    try:
        found = peers.litert(ingredient, cache)
    except ImportError:
        found = {}  # outside the peers' own environment
    return found | peers.opencv(ingredient)


def interleave(runs: list[Run], ingredient: Ingredient, rounds: int) -> list[list[float]]:
    """The milliseconds of each run, without those that warm up."""
    images = model_inputs(next(iter(ingredient.inputs.values())).shape[1], ingredient.low)
    spent: list[list[float]] = [[] for _ in runs]
    for turn in range(WARM_UP + rounds):
        for run, times in zip(runs, spent, strict=True):
            start = time.thread_time()
            run(images[turn % len(images)])
            times.append((time.thread_time() - start) * 1000)
    return [times[WARM_UP:] for times in spent]


def tracking_rows(model: str, precision: Precision, rounds: int) -> list[list[str]]:
    try:
        estimator = PoseEstimator("full" if model == "full" else "lite", "cpu", precision=precision)
    except ProviderError:
        return []
    times = tracking_ms(estimator, rounds)
    return [[f"tracking with {model}", f"ours, {precision}", *_spread(times), *["" for _ in PEERS]]]


def tracking_ms(estimator: PoseEstimator, rounds: int) -> list[float]:
    """Processor time of tracking somebody in frames of 1280 x 720: crop, model and refinement."""
    image = np.full((720, 1280, 3), 128, np.uint8)
    image[:, 280:1000] = figures(720)[9][:, :, ::-1]
    times = []
    for index in range(WARM_UP + rounds):
        start = time.thread_time()
        estimator.track(Frame(index, index * 16_666_667, image))
        times.append((time.thread_time() - start) * 1000)
    return times[WARM_UP:]


def _spread(times: Sequence[float]) -> list[str]:
    low, middle, high = np.percentile(times, (25, 50, 75))
    return [f"{middle:.1f}", f"{low:.1f} to {high:.1f}"]


def _ratio(times: Sequence[float], others: Sequence[float] | None) -> str:
    return "" if others is None else f"{np.median(times) / np.median(others):.2f}"


def show(rows: Sequence[Sequence[str]]) -> None:
    table = Table(*COLUMNS, title="onnxruntime beside its peers, one thread, processor time, medians")
    for row in rows:
        table.add_row(*row)
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
