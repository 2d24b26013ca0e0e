"""An hour or more in which nobody makes a full swing: every swing that is told is a false one."""

from dataclasses import dataclass, replace

import numpy as np

from swingvision.analysis import Options, measure
from swingvision.pose import PoseSeries
from swingvision.report import View
from tests.accuracy.cache import ANALYSIS_CODE, GOLFER_CODE, keep, place
from tests.accuracy.outcome import Record
from tests.accuracy.sweeps import SIZES, Size
from tests.helpers.golfer import Rate, Swing, record
from tests.helpers.golfer.conditions import VIEWS, any_golfer
from tests.helpers.golfer.measured_noise import PICTURES, MeasuredNoise
from tests.helpers.golfer.pastimes import PIECES, Pastime

LENGTH_S, FPS = 300.0, 30.0
# Stretches of so many seconds, by size of the run; an hour in full.
COUNTS = (2, 8, 18)
# How often the pose model takes the neighbour for the golfer, for how long, in seconds.
NEIGHBOUR_EVERY_S, NEIGHBOUR_S = 25.0, (0.3, 1.0)


@dataclass(frozen=True)
class Idle:
    """A stretch of pastimes by a seed, half of them in hard pictures. kind: one of PIECES or "all".

    neighbour: mixed in by glances.
    """

    seed: int
    view: View
    kind: str
    neighbour: bool


class IdleOutcome(Record):
    name: str
    length_s: float
    told_s: list[float]


def stretches(size: Size) -> list[Idle]:
    """Half of everything, half of one thing; every third with glances at somebody who swings next door."""
    kinds = [kind for each in PIECES for kind in ("all", each)]
    views = list(VIEWS)
    count = COUNTS[SIZES.index(size)]
    return [
        Idle(seed, views[(seed + seed // 2) % 2], kinds[seed % len(kinds)], seed % 3 == 0)
        for seed in range(count)
    ]


def play_idle(idle: Idle) -> IdleOutcome:
    path = place("idle", idle, (*ANALYSIS_CODE, *GOLFER_CODE, "tests/accuracy/idle.py"))
    if path.exists():
        return IdleOutcome.model_validate_json(path.read_text())
    series = recorded(idle)
    swings = measure(series, Options()).swings
    told = [swing.events.impact or swing.events.top for swing in swings]
    outcome = IdleOutcome(
        name=f"idle {idle.seed} {idle.view} {idle.kind}" + (" with a neighbour" if idle.neighbour else ""),
        length_s=float(series.time_s[-1]),
        told_s=[event.time_s for event in told if event is not None],
    )
    keep(path, outcome.model_dump_json())
    return outcome


def recorded(idle: Idle) -> PoseSeries:
    """The poses of a stretch; where the golfer has left the picture, nobody is seen."""
    seen = any_golfer(700 + idle.seed, idle.view, FPS)
    kinds = () if idle.kind == "all" else (idle.kind,)
    act = Pastime(idle.seed, LENGTH_S, kinds, seen.swing.handedness, seen.swing.size, seen.swing.style.shape)
    errors = MeasuredNoise(idle.view, idle.seed, picture=PICTURES[idle.seed // 2 % 2])
    series = record(act, seen.camera, Rate(FPS), errors)
    if idle.neighbour:
        series = _with_neighbour(series, idle, Swing(seen.swing.handedness, lead_in_s=0.5, hold_s=0.5))
    return _inside(series)


def _with_neighbour(series: PoseSeries, idle: Idle, swing: Swing) -> PoseSeries:
    """Now and then, for less than a second, the poses are those of somebody who swings in the next bay."""
    random = np.random.default_rng(idle.seed)
    camera = VIEWS[idle.view](swing.handedness, distance_m=7.0)
    other = record(swing, camera, Rate(FPS), MeasuredNoise(idle.view, idle.seed + 1))
    points, confidence = series.points.copy(), series.confidence.copy()
    for start_s in np.arange(10.0, series.time_s[-1] - 10, NEIGHBOUR_EVERY_S):
        first = int((start_s + random.uniform(0, 10)) * FPS)
        count = int(random.uniform(*NEIGHBOUR_S) * FPS)
        at = int(random.integers(len(other) - count))
        points[first : first + count] = other.points[at : at + count]
        confidence[first : first + count] = other.confidence[at : at + count]
    return replace(series, points=points, confidence=confidence)


def _inside(series: PoseSeries) -> PoseSeries:
    middle = np.nanmean(series.points, axis=1)
    outside = np.any((middle < 0) | (middle > series.size), axis=1)
    points = np.where(outside[:, None, None], np.nan, series.points).astype(np.float32)
    confidence = np.where(outside[:, None], 0, series.confidence).astype(np.float32)
    return replace(series, points=points, confidence=confidence)


def per_hour(outcomes: list[IdleOutcome]) -> float:
    return 3600 * sum(len(one.told_s) for one in outcomes) / sum(one.length_s for one in outcomes)
