"""What is usual for a golfer: from his own earlier swings, seen and measured as this one was."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from swingvision.interval import Z95
from swingvision.report import Metric, SwingReport

# Swings that make a usual, and how many of the last ones count.
LEAST_SWINGS, MOST_SWINGS = 5, 20
# The assumed scatter weighs as much as so many swings: five alone may agree by chance.
ASSUMED_WEIGHT = 4


@dataclass(frozen=True, slots=True)
class Usual:
    """centre: the median of `count` swings. scatter: the golfer's own standard deviation from swing to swing,
    measurement noise taken out."""

    centre: float
    scatter: float
    count: int


def are_comparable(one: SwingReport, other: SwingReport) -> bool:
    """Seen from the same side, of the same hand, measured by the same definitions, neither a swing at air."""
    if "no_ball" in (one.ball, other.ball):
        return False
    return (one.view, one.handedness, one.definition_version) == (
        other.view,
        other.handedness,
        other.definition_version,
    )


def shown_rows(reports: Sequence[SwingReport], name: str) -> list[Metric]:
    """The metric's rows where it was measured, in the order of the reports."""
    rows = [report.metrics.get(name) for report in reports]
    return [row for row in rows if row is not None and row.value is not None]


def find_usual(rows: Sequence[Metric], assumed_scatter: float) -> Usual | None:
    """None while there are too few swings. rows: shown ones, oldest first; the last MOST_SWINGS count."""
    rows = rows[-MOST_SWINGS:]
    if len(rows) < LEAST_SWINGS:
        return None
    values = np.array([row.value for row in rows], np.float64)
    seen = float(np.var(values, ddof=1)) - float(np.mean(noise_sigmas(rows) ** 2))
    free = len(values) - 1
    variance = (ASSUMED_WEIGHT * assumed_scatter**2 + free * max(seen, 0.0)) / (ASSUMED_WEIGHT + free)
    return Usual(float(np.median(values)), float(np.sqrt(variance)), len(values))


def noise_sigmas(rows: Sequence[Metric]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """(rows,) one standard deviation of each measurement, from its 95 % interval."""
    return np.array([((row.high or 0.0) - (row.low or 0.0)) / (2 * Z95) for row in rows], np.float64)
