"""A seeded sweep of golfers who differ, without pictures: what the metrics say against what was true.

python -m tests.helpers.metric_sweep [--swings 100]     errors, coverage and widths of every metric python -m
tests.helpers.metric_sweep --camera           what yaw and nearness do to it (constants of body_rows)

Noise is as measured: keypoints tremble as on real clips (recording.Noise), a pose model places joints
beside the bones (varied.misplaced), event times err by what they state.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.measurements import measure_metrics
from swingvision.mounting import Mounting
from swingvision.moment import Moment
from swingvision.report import EVENT_NAMES, Handedness, Metric, View
from swingvision.scene import set_scene
from swingvision.track import prepare
from tests.helpers.golfer import Camera, Noise, Rate, down_the_line, face_on, record, truth_of
from tests.helpers.golfer.metric_truth import metric_truth
from tests.helpers.golfer.seen_club import seen_club
from tests.helpers.golfer.varied import VariedSwing, misplaced

Array = NDArray[np.float64]

# What an event's time is off by, seconds, one sigma: about what the decoder states at 60 to 120 fps.
EVENT_SIGMA_S = {
    "mid_backswing": 0.012,
    "top": 0.012,
    "mid_downswing": 0.008,
    "impact": 0.006,
    "finish": 0.05,
}
SHAFT_SIGMA_DEG = 1.5
# How cameras stand: aligned within 3 degrees and levelled within 1 where somebody has; and how they are
# tilted at all.
ALIGNED_SIGMA_DEG, UNALIGNED_SIGMA_DEG, TOLD_ROLL_SIGMA_DEG, ROLL_SIGMA_DEG = 3 / 1.96, 10 / 1.96, 0.5, 2.0


@dataclass(frozen=True)
class Condition:
    """view; whether the bay's yaw and roll are known; noise: off for what the camera alone does, from
    yaw_deg.
    """

    view: View
    aligned: bool = True
    noise: bool = True
    yaw_deg: float = 0.0


@dataclass(frozen=True)
class Shown:
    """One metric of one swing: value, interval and truth; metric.value is None where it was withheld."""

    name: str
    metric: Metric
    truth: float


def sweep(condition: Condition, count: int, first: int = 0) -> list[Shown]:
    """Every metric of the plane and the body that has a truth, of `count` golfers."""
    return [shown for seed in range(first, first + count) for shown in measured(condition, seed)]


def measured(condition: Condition, seed: int) -> Iterator[Shown]:
    random = np.random.default_rng(seed)
    swing, camera = _golfer(random, seed), _camera(condition, random, ("right", "left")[seed % 2])
    known = truth_of(swing, camera)
    events = known.events
    noise = Noise(seed=seed) if condition.noise else None
    series = record(swing, camera, Rate((60.0, 120.0)[seed // 2 % 2], seed=seed), noise)
    if condition.noise:
        postures = (swing.start_s, events["mid_backswing"], swing.top_s, swing.impact_s)
        series = misplaced(series, postures, seed)
    # A camera that tilts clockwise turns its picture the other way.
    roll = -camera.roll_deg + random.normal(0, TOLD_ROLL_SIGMA_DEG * condition.noise)
    told = roll if condition.aligned else None
    track = prepare(series, swing.handedness, told)
    moments = {name: _moment(events[name], name, condition.noise, random) for name in EVENT_NAMES}
    scene = set_scene(track, moments, condition.view, Mounting(0.0 if condition.aligned else None, told))
    sigma = SHAFT_SIGMA_DEG * condition.noise
    rows = measure_metrics(scene, track, seen_club(swing, camera, track.time_s, told or 0.0, sigma, seed))
    truth = metric_truth(swing, known, condition.view)
    yield from (Shown(name, rows[name], truth[name]) for name in rows if name in truth)


def _golfer(random: np.random.Generator, seed: int) -> VariedSwing:
    hand: Handedness = "right" if seed % 2 == 0 else "left"
    return VariedSwing(
        hand,
        backswing_s=random.uniform(0.7, 1.0),
        tempo=random.uniform(2.2, 4.2),
        size=random.uniform(0.88, 1.12),
        lead_in_s=0.9,
        hold_s=random.uniform(0.6, 1.2),
        relax_s=0.8,
        seed=seed,
    )


def _camera(condition: Condition, random: np.random.Generator, hand: Handedness) -> Camera:
    yaw = random.normal(0, ALIGNED_SIGMA_DEG if condition.aligned else UNALIGNED_SIGMA_DEG)
    roll = random.normal(0, ROLL_SIGMA_DEG)
    if not condition.noise:
        yaw, roll = condition.yaw_deg, 0.0
    stands = face_on if condition.view == "face_on" else down_the_line
    distance, height = random.uniform(3.4, 5.5), random.uniform(0.8, 1.4)
    return stands(hand, yaw_deg=yaw, roll_deg=roll, distance_m=distance, height_m=height)


def _moment(time_s: float, name: str, noisy: bool, random: np.random.Generator) -> Moment:
    sigma = EVENT_SIGMA_S.get(name, 0.02)
    return Moment(time_s + random.normal(0, sigma) * noisy, sigma)


@dataclass(frozen=True)
class Line:
    """One metric over a sweep. asked: the interval that its error's standard deviation would ask for,
    3.92 of it.
    """

    count: int
    withheld: int
    sigma: float
    bias: float
    p95: float
    coverage: float
    width: float

    @property
    def asked(self) -> float:
        return 3.92 * self.sigma

    def __str__(self) -> str:
        error = f"bias {self.bias:7.3f} sd {self.sigma:6.3f} p95 {self.p95:6.3f}"
        interval = f"covered {self.coverage:6.1%} width/asked {self.width / self.asked:5.2f}"
        return f"shown {self.count:4} of {self.count + self.withheld:4} {error} {interval}"


def summary(rows: list[Shown]) -> dict[str, Line]:
    """By name, in the report's order."""
    return {
        name: _line([row for row in rows if row.name == name]) for name in dict.fromkeys(r.name for r in rows)
    }


def _line(rows: list[Shown]) -> Line:
    known = [row for row in rows if row.metric.value is not None and np.isfinite(row.truth)]
    value, low, high, truth = (
        np.array([[row.metric.value, row.metric.low, row.metric.high, row.truth] for row in known], float)
        .reshape(-1, 4)
        .T
    )
    if not known:
        return Line(0, len(rows), *[float("nan")] * 5)
    error = value - truth
    return Line(
        count=len(known),
        withheld=len(rows) - len(known),
        sigma=float(error.std()),
        bias=float(error.mean()),
        p95=float(np.percentile(np.abs(error), 95)),
        coverage=float(np.mean((low <= truth) & (truth <= high))),
        width=float(np.median(high - low)),
    )


def camera_effects(view: View, count: int) -> dict[str, tuple[float, float]]:
    """By name: root mean square of what one degree of yaw does, and of what nearness does; turns as
    cosines.
    """
    ends, near = (
        [sweep(Condition(view, noise=False, yaw_deg=yaw), count) for yaw in yaws]
        for yaws in ((4.0, -4.0), (0.0,))
    )
    found = {}
    for name in dict.fromkeys(row.name for row in near[0]):
        plus, minus, middle = (
            [(_plain(row, row.metric.value), _plain(row, row.truth)) for row in rows if row.name == name]
            for rows in (*ends, *near)
        )
        slopes = [(one[0] - other[0]) / 8 for one, other in zip(plus, minus)]
        found[name] = (_rms(slopes), _rms([seen - true for seen, true in middle]))
    return found


def _plain(row: Shown, value: float | None) -> float:
    if value is None:
        return float("nan")
    return float(np.cos(np.radians(value))) if row.name in ("shoulder_turn_deg", "hip_turn_deg") else value


def _rms(values: list[float]) -> float:
    return float(np.sqrt(np.nanmean(np.square(values))))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--swings", type=int, default=100)
    parser.add_argument("--camera", action="store_true")
    asked = parser.parse_args()
    views: tuple[View, ...] = ("face_on", "down_the_line")
    for view in views:
        if asked.camera:
            for name, (per_yaw, near) in camera_effects(view, asked.swings).items():
                print(f"{view:14} {name:34} a degree of yaw {per_yaw:.4f}  near {near:.4f}")
            continue
        for aligned in (True, False):
            print(f"\n{view}, camera {'aligned and levelled' if aligned else 'as it happens to stand'}")
            for name, line in summary(sweep(Condition(view, aligned), asked.swings)).items():
                print(f"  {name:34} {line}")


if __name__ == "__main__":
    main()
