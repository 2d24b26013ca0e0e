"""Two clips from their files to their comparison, printed, written and drawn."""

from dataclasses import dataclass
from pathlib import Path

import click

from swingvision.analysis import Options
from swingvision.command.batch import STDOUT, stdout_console
from swingvision.command.clip_analysis import Analysed, analyse_clip
from swingvision.command.comparison_table import print_comparison
from swingvision.command.outputs import whole_file
from swingvision.command.progress import progress_bar
from swingvision.comparison import NotComparable, Shown, compare
from swingvision.estimator import PoseEstimator


@dataclass(frozen=True, slots=True)
class Request:
    """clips and swings (numbers from 1): of the first and of the second."""

    clips: tuple[Path, Path]
    swings: tuple[int, int]
    options: Options
    json_to: Path | None
    overlay: Path | None


def compare_clips(request: Request, estimator: PoseEstimator) -> None:
    """Raises UnreadableClip and NotComparable."""
    first, second = (
        pick(find(path, estimator, request.options), number, request.options.camera_roll_deg)
        for path, number in zip(request.clips, request.swings, strict=True)
    )
    found = compare(first, second)
    names = (str(request.clips[0]), str(request.clips[1]))
    json = found.model_dump_json(indent=2)
    if request.json_to == STDOUT:
        click.echo(json)
    else:
        print_comparison(found, names, stdout_console())
    if request.json_to not in (None, STDOUT):
        with whole_file(request.json_to) as made:
            made.write_text(json + "\n", encoding="utf-8")
    if request.overlay is not None:
        from swingvision.command.comparison_overlay import write_comparison

        with progress_bar("overlay") as progress, whole_file(request.overlay) as made:
            write_comparison(request.clips[0], (first, second), (found, names), made, progress)


def find(path: Path, estimator: PoseEstimator, options: Options) -> Analysed:
    with progress_bar(path.name) as progress:
        return analyse_clip(path, estimator, options, progress)


def pick(analysed: Analysed, number: int, roll_deg: float | None) -> Shown:
    """Raises NotComparable where the clip has no such swing."""
    report = analysed.report
    if not report.swings:
        raise NotComparable(f"{report.clip}: no swing to compare; {report.reason}.")
    if number > len(report.swings):
        has = "one swing" if len(report.swings) == 1 else f"{len(report.swings)} swings"
        raise NotComparable(f"{report.clip}: there is no swing {number}; the clip has {has}.")
    return Shown(analysed.series, report.swings[number - 1], roll_deg)
