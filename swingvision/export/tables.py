"""CSV: one row a swing, one row a frame. Empty means not seen or withheld, and never 0."""

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from swingvision.pose import KEYPOINTS, PoseSeries
from swingvision.report import EVENT_NAMES, SwingReport

REPORT_COLUMNS = ("view", "view_confidence", "handedness", "handedness_confidence", "definition_version")
Row = dict[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class Clip:
    """The poses of one clip under the name by which the tables call it."""

    name: str
    series: PoseSeries


def swing_row(ids: Mapping[str, str | int | None], report: SwingReport) -> Row:
    """ids: whatever names the swing. Every event and every metric with its interval, unit and reason."""
    row: Row = {**ids}
    row |= {column: getattr(report, column) for column in REPORT_COLUMNS}
    for event_name in EVENT_NAMES:
        event = getattr(report.events, event_name)
        for part in ("frame", "time_s", "uncertainty_s"):
            row[f"{event_name}_{part}"] = None if event is None else getattr(event, part)
    for name, metric in report.metrics.items():
        row[name] = metric.value
        for part in ("low", "high", "unit", "grade", "withheld"):
            row[f"{name}_{part}"] = getattr(metric, part)
        row[f"{name}_apparent"] = str(metric.apparent).lower()
    row["cue"] = None if report.cue is None else report.cue.fault
    return row


def write_swings(path: Path, rows: Sequence[Row]) -> None:
    """Columns of all rows; a row without one leaves it empty. Raises OSError."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_frames(path: Path, clips: Iterable[Clip]) -> None:
    """Pixels of the upright picture, x right and y down, as the pose model gave them. Raises OSError."""
    names = [f"{name}_{part}" for name in KEYPOINTS for part in ("x_px", "y_px", "confidence")]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["clip", "frame", "time_s", *names])
        for clip in clips:
            writer.writerows(_frame_rows(clip))


def _frame_rows(clip: Clip) -> Iterable[list[str]]:
    series = clip.series
    for k in range(len(series)):
        cells = []
        for (x, y), sure in zip(series.points[k].tolist(), series.confidence[k].tolist(), strict=True):
            cells += [_cell(x, 2), _cell(y, 2), _cell(sure, 3)]
        yield [clip.name, str(series.frame_index[k]), f"{series.time_ns[k] / 1e9:.6f}", *cells]


def _cell(value: float, digits: int) -> str:
    return f"{value:.{digits}f}" if math.isfinite(value) else ""
