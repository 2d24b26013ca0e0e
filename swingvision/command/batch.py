"""All clips of one command line, one after the other."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click
from rich.console import Console

from swingvision.analysis import Options
from swingvision.clip import UnreadableClip
from swingvision.command.clip_analysis import Analysed, analyse_clip
from swingvision.command.outputs import whole_file
from swingvision.command.progress import progress_bar
from swingvision.command.seeing import Seeing
from swingvision.command.table import print_report
from swingvision.command.timings import print_timings
from swingvision.estimator import ModelError, PoseEstimator, ProviderError
from swingvision.stopwatch import stage, watched

# A table that nobody's terminal cuts is easier to read in a file.
WIDTH_WITHOUT_TERMINAL = 110
STDOUT = Path("-")


@dataclass(frozen=True, slots=True)
class Batch:
    clips: tuple[Path, ...]
    estimator: PoseEstimator
    options: Options
    json_to: Path | None
    overlay: Path | None
    plot: Path | None
    timings: bool


def load_estimator(seeing: Seeing) -> PoseEstimator:
    """Raises click.UsageError for what is not to be had here, click.ClickException for damaged models."""
    try:
        return PoseEstimator(
            model=seeing["model"], provider=seeing["provider"], precision=seeing["precision"]
        )
    except ProviderError as error:
        raise click.UsageError(str(error)) from error
    except ModelError as error:
        raise click.ClickException(str(error)) from error


def options(seeing: Seeing) -> Options:
    views: dict[str, Literal["auto", "face_on", "down_the_line"]] = {
        "auto": "auto",
        "face-on": "face_on",
        "down-the-line": "down_the_line",
    }
    return Options(
        view=views[seeing["view"]],
        handedness=seeing["handedness"],
        camera_yaw_deg=seeing["camera_yaw"],
        camera_roll_deg=seeing["camera_roll"],
    )


def analyse_all(batch: Batch) -> int:
    """Analyse each clip and give out its results; returns how many could not be read."""
    unreadable, lines = 0, []
    for path in batch.clips:
        try:
            lines.append(analyse_one(batch, path))
        except UnreadableClip as error:
            click.echo(str(error), err=True)
            unreadable += 1
    if batch.json_to not in (None, STDOUT) and lines:
        with whole_file(batch.json_to) as made:
            made.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return unreadable


def analyse_one(batch: Batch, path: Path) -> str:
    """Analyse one clip and give out its results; returns its JSON. Raises UnreadableClip."""
    with watched() as stopwatch:
        with progress_bar(path.name) as progress:
            analysed = analyse_clip(path, batch.estimator, batch.options, progress)
        with stage("outputs"):
            json = give_out(batch, path, analysed)
    if batch.timings:
        print_timings(path, stopwatch, Console(stderr=True, highlight=False))
    return json


def give_out(batch: Batch, path: Path, analysed: Analysed) -> str:
    """Print and draw one clip's results; returns its JSON."""
    json = analysed.report.model_dump_json(indent=2 if len(batch.clips) == 1 else None)
    if batch.json_to == STDOUT:
        click.echo(json)
    else:
        print_report(analysed.report, stdout_console())
    if batch.plot is not None:
        from swingvision.command.plot import draw_plot

        with whole_file(batch.plot) as made:
            draw_plot(analysed, made)
    if batch.overlay is not None:
        from swingvision.command.overlay import write_overlay

        with progress_bar("overlay") as progress, whole_file(batch.overlay) as made:
            write_overlay(path, analysed, made, progress)
    return json


def stdout_console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDTH_WITHOUT_TERMINAL)
