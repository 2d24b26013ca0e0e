"""A seeded sweep of golfers who differ, without pictures: what the metrics say against what was true.

python -m tests.helpers.metric_sweep [--swings 100]   errors, coverage and widths of every metric
python -m tests.helpers.metric_sweep --doubts         what pose model, yaw and nearness do: body_rows.Doubt

Keypoints err as BlazePose's were measured to (measured_noise), event times by what they state.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.body import estimate, sights
from swingvision.body_rows import BODY_ROWS, Doubt
from swingvision.club import ClubTrack
from swingvision.interval import Z95
from swingvision.measurements import measure_metrics
from swingvision.mounting import Mounting
from swingvision.moment import Moment
from swingvision.report import EVENT_NAMES, Handedness, Metric, View
from swingvision.scene import Scene, set_scene
from swingvision.track import prepare
from tests.helpers.golfer import Camera, Rate, down_the_line, face_on, record, truth_of
from tests.helpers.golfer.measured_noise import MeasuredNoise
from tests.helpers.golfer.metric_truth import metric_truth
from tests.helpers.golfer.seen_club import seen_club
from tests.helpers.golfer.varied import VariedSwing

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
    """view; whether the bay's yaw and roll are known; noise: off for what one cause alone does: the camera at
    yaw_deg, or a pose model's errors (posed).
    """

    view: View
    aligned: bool = True
    noise: bool = True
    yaw_deg: float = 0.0
    posed: bool = False


@dataclass(frozen=True)
class Shown:
    """One metric of one swing: value, interval and truth; metric.value is None where it was withheld."""

    name: str
    metric: Metric
    truth: float


def sweep(condition: Condition, count: int, first: int = 0) -> list[Shown]:
    """Every metric of the plane and the body that has a truth, of `count` golfers."""
    return [shown for seed in range(first, first + count) for shown in measured(condition, seed)]


@dataclass(frozen=True)
class Seen:
    """One golfer as the metrics see them: scene, club and what was true."""

    scene: Scene
    club: ClubTrack
    truth: dict[str, float]


def measured(condition: Condition, seed: int) -> Iterator[Shown]:
    seen = see(condition, seed)
    rows = measure_metrics(seen.scene, seen.scene.track, seen.club)
    yield from (Shown(name, rows[name], seen.truth[name]) for name in rows if name in seen.truth)


def see(condition: Condition, seed: int) -> Seen:
    random = np.random.default_rng(seed)
    swing, camera = _golfer(random, seed), _camera(condition, random, ("right", "left")[seed % 2])
    known = truth_of(swing, camera)
    events = known.events
    errors = MeasuredNoise(condition.view, seed) if condition.posed or condition.noise else None
    series = record(swing, camera, Rate((60.0, 120.0)[seed // 2 % 2], seed=seed), errors)
    # A camera that tilts clockwise turns its picture the other way.
    roll = -camera.roll_deg + random.normal(0, TOLD_ROLL_SIGMA_DEG * condition.noise)
    told = roll if condition.aligned else None
    track = prepare(series, swing.handedness, told)
    moments = {name: _moment(events[name], name, condition.noise, random) for name in EVENT_NAMES}
    scene = set_scene(track, moments, condition.view, Mounting(0.0 if condition.aligned else None, told))
    sigma = SHAFT_SIGMA_DEG * condition.noise
    club = seen_club(swing, camera, track.time_s, told or 0.0, sigma, seed)
    return Seen(scene, club, metric_truth(swing, known, condition.view))


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
        if self.count < 2:
            return f"shown {self.count:4} of {self.count + self.withheld:4}"
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


def doubts(view: View, count: int) -> dict[str, Doubt]:
    """What each cause alone does to a row: one degree of yaw and nearness by the root mean square over
    golfers, the pose model by the error that one in twenty exceeds, which rare large ones make larger.
    """
    exact, posed, plus, minus = (
        [values(Condition(view, noise=False, yaw_deg=yaw, posed=posed), seed) for seed in range(count)]
        for yaw, posed in ((0.0, False), (0.0, True), (4.0, False), (-4.0, False))
    )
    found = {}
    for name in exact[0]:
        middle = [each[name] for each in exact]
        shifts = [after[name][0] - before[0] for after, before in zip(posed, middle)]
        slopes = [(one[name][0] - other[name][0]) / 8 for one, other in zip(plus, minus)]
        off = [seen - true for seen, true in middle]
        known = np.abs([shift for shift in shifts if np.isfinite(shift)])
        found[name] = Doubt(float(np.percentile(known, 95)) / Z95, _rms(slopes), _rms(off))
    return found


def values(condition: Condition, seed: int) -> dict[str, tuple[float, float]]:
    """Value and truth of every row, shown or not; turns as cosines."""
    seen = see(condition, seed)
    rows = measure_metrics(seen.scene, seen.scene.track, seen.club)
    told = {name: row.value for name, row in rows.items()}
    for row in BODY_ROWS:
        if row.name in seen.truth and row.event in (None, *seen.scene.moments) and seen.scene.baseline:
            told[row.name] = estimate(seen.scene, row, *sights(seen.scene, row)).value
    turns = {row.name for row in BODY_ROWS if row.turn}

    def plain(name: str, value: float | None) -> float:
        if value is None:
            return float("nan")
        return float(np.cos(np.radians(value))) if name in turns else value

    return {
        name: (
            plain("", told[name]) if name in {row.name for row in BODY_ROWS} else plain(name, told[name]),
            plain(name, true),
        )
        for name, true in seen.truth.items()
        if name in told
    }


def _rms(values: list[float]) -> float:
    return float(np.sqrt(np.nanmean(np.square(values))))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--swings", type=int, default=100)
    parser.add_argument("--doubts", action="store_true")
    asked = parser.parse_args()
    views: tuple[View, ...] = ("face_on", "down_the_line")
    for view in views:
        if asked.doubts:
            for name, doubt in doubts(view, asked.swings).items():
                print(
                    f"{view:14} {name:34} posed {doubt.posed:.4f}"
                    f"  a degree of yaw {doubt.per_yaw_deg:.4f}  near {doubt.near:.4f}"
                )
            continue
        for aligned in (True, False):
            print(f"\n{view}, camera {'aligned and levelled' if aligned else 'as it happens to stand'}")
            for name, line in summary(sweep(Condition(view, aligned), asked.swings)).items():
                print(f"  {name:34} {line}")


if __name__ == "__main__":
    main()
