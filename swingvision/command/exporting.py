"""All sources of one `export`, one after the other, into one folder."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click
from pydantic import ValidationError

from swingvision.clip import UnreadableClip
from swingvision.command.batch import load_estimator, options
from swingvision.command.clip_analysis import analyse_clip
from swingvision.command.outputs import check_outputs, whole_file
from swingvision.command.progress import progress_bar
from swingvision.command.seeing import Seeing
from swingvision.estimator import PoseEstimator
from swingvision.export import Clip, Row, Scale, swing_row, write_c3d, write_frames, write_swings, write_trc
from swingvision.export.document import document
from swingvision.pose import PoseSeries
from swingvision.report import ClipReport

REPORTS = (".json", ".jsonl")
# A report of a clip is some 20 kB a swing; what is larger than this is something else.
LARGEST_REPORT = 64 * 2**20


class UnreadableReport(ValueError):
    """Not a file of reports; the message says so in a sentence."""


@dataclass(frozen=True)
class Request:
    sources: tuple[Path, ...]
    folder: Path
    formats: frozenset[str]
    scale: Scale
    seeing: Seeing

    @cached_property
    def estimator(self) -> PoseEstimator:
        """Loaded when the first clip needs it: reports need none."""
        return load_estimator(self.seeing)


@dataclass(frozen=True, slots=True)
class Found:
    """A report, with its poses where the source was a clip."""

    report: ClipReport
    series: PoseSeries | None


def export_all(request: Request) -> int:
    """Write every source's files; returns how many sources could not be read. Raises click's errors."""
    names = unique_names(request.sources)
    prepare_folder(request, names)
    rows: list[Row] = []
    clips: list[Clip] = []
    unreadable = 0
    for source, name in zip(request.sources, names, strict=True):
        try:
            found = read_source(source, request)
        except (UnreadableClip, UnreadableReport) as error:
            click.echo(str(error), err=True)
            unreadable += 1
            continue
        for number, one in enumerate(found, start=1):
            write_one(request, name if len(found) == 1 else f"{name}-{number}", one)
            rows += rows_of(one.report)
            if one.series is not None:
                clips.append(Clip(one.report.clip, one.series))
    if "csv" in request.formats and unreadable < len(request.sources):
        write_tables(request.folder, rows, clips)
    return unreadable


def unique_names(sources: tuple[Path, ...]) -> list[str]:
    """Stems of the sources; the second of a name is NAME-2."""
    taken: dict[str, int] = {}
    names = []
    for source in sources:
        taken[source.stem] = taken.get(source.stem, 0) + 1
        names.append(source.stem if taken[source.stem] == 1 else f"{source.stem}-{taken[source.stem]}")
    return names


def prepare_folder(request: Request, names: list[str]) -> None:
    """Raises click.UsageError where a file cannot be written or would overwrite a source."""
    folder = request.folder
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"--to {folder}: the folder cannot be made ({error.strerror}).") from None
    files: dict[str, Path | None] = {}
    if "csv" in request.formats:
        files |= {"--to (swings)": folder / "swings.csv", "--to (frames)": folder / "frames.csv"}
    for kind in request.formats - {"csv"}:
        files |= {f"--to ({name}.{kind})": folder / f"{name}.{kind}" for name in names}
    check_outputs(files, request.sources)


def read_source(source: Path, request: Request) -> list[Found]:
    """Raises UnreadableClip, UnreadableReport."""
    if source.suffix.lower() in REPORTS:
        return [Found(report, None) for report in read_reports(source)]
    with progress_bar(source.name) as progress:
        analysed = analyse_clip(source, request.estimator, options(request.seeing), progress)
    return [Found(analysed.report, analysed.series)]


def read_reports(source: Path) -> list[ClipReport]:
    """One report, or one a line. Raises UnreadableReport."""
    try:
        if source.stat().st_size > LARGEST_REPORT:
            raise UnreadableReport(f"{source}: too large for a report; give it a file of `analyze --json`.")
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise UnreadableReport(
            f"{source}: cannot be read ({why}); give it a file of `analyze --json`."
        ) from None
    try:
        return [ClipReport.model_validate_json(text)]
    except ValidationError:
        lines = [line for line in text.splitlines() if line.strip()]
    try:
        return [ClipReport.model_validate_json(line) for line in lines]
    except ValidationError:
        raise UnreadableReport(f"{source}: holds no report; give it a file of `analyze --json`.") from None


def rows_of(report: ClipReport) -> list[Row]:
    models = "; ".join(f"{model.name} {model.sha256}" for model in report.models)
    return [
        swing_row({"clip": report.clip, "swing": number, "models": models}, swing)
        for number, swing in enumerate(report.swings, start=1)
    ]


def write_one(request: Request, name: str, found: Found) -> None:
    """The files of one clip. Keypoint formats are left out where there are no keypoints, and that is said."""
    series, formats = found.series, request.formats
    if "json" in formats:
        with whole_file(request.folder / f"{name}.json") as made:
            made.write_text(document(found.report, series) + "\n", encoding="utf-8")
    if series is None:
        for kind in sorted(formats & {"trc", "c3d"}):
            click.echo(f"{found.report.clip}: no {kind.upper()}, a report holds no keypoints.", err=True)
        return
    if "trc" in formats:
        with whole_file(request.folder / f"{name}.trc") as made:
            write_trc(made, series, request.scale, f"{name}.trc")
    if "c3d" in formats:
        with whole_file(request.folder / f"{name}.c3d") as made:
            write_c3d(made, series, found.report.swings, request.scale)


def write_tables(folder: Path, rows: list[Row], clips: list[Clip]) -> None:
    with whole_file(folder / "swings.csv") as made:
        write_swings(made, rows)
    if clips:
        with whole_file(folder / "frames.csv") as made:
            write_frames(made, clips)
