"""The analysis against the virtual golfer's truth: both views, both hands, 60 and 120 fps, any tempo."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest

from swingvision.analysis import measure
from swingvision.pose import KEYPOINT_INDEX, KEYPOINTS, PoseSeries
from swingvision.report import EVENT_NAMES, SwingReport
from tests.helpers.golfer import (
    Camera,
    Handedness,
    Noise,
    OtherAct,
    Rate,
    Swing,
    Truth,
    chip,
    down_the_line,
    face_on,
    putt,
    record,
    stopped_backswing,
    truth_of,
    walk_by,
)
from tests.helpers.golfer.motion import Key

pytestmark = pytest.mark.slow

VIEWS: dict[str, Callable[..., Camera]] = {"down_the_line": down_the_line, "face_on": face_on}
HANDS: tuple[Handedness, ...] = ("right", "left")
TEMPOS = (2.2, 2.7, 3.2, 4.2)
TEMPO_ERROR_P95, IMPACT_ERROR_P95_S = 0.08, 0.016


@lru_cache(maxsize=None)
def sweep(view: str, fps: float) -> list[tuple[Handedness, Truth, list[SwingReport]]]:
    found: list[tuple[Handedness, Truth, list[SwingReport]]] = []
    for number, tempo in enumerate(TEMPOS):
        for hand in HANDS:
            swing = Swing(hand, backswing_s=(0.72, 0.85)[number % 2], tempo=tempo, sway_m=0.002)
            camera = VIEWS[view](hand)
            series = record(swing, camera, Rate(fps), Noise(seed=10 * number + len(hand)))
            found.append((hand, truth_of(swing, camera), measure(series).swings))
    return found


def p95(errors: list[float]) -> float:
    return float(np.percentile(np.abs(errors), 95))


@pytest.mark.parametrize("fps", [60, 120])
@pytest.mark.parametrize("view", VIEWS)
def test_every_swing_is_found_once_and_seen_for_what_it_is(view: str, fps: float) -> None:
    for hand, _, swings in sweep(view, fps):
        assert [(swing.view, swing.handedness) for swing in swings] == [(view, hand)]


@pytest.mark.parametrize("fps", [60, 120])
@pytest.mark.parametrize("view", VIEWS)
def test_tempo_is_right(view: str, fps: float) -> None:
    errors = []
    for _, truth, swings in sweep(view, fps):
        value = swings[0].metrics["tempo_ratio"].value
        assert value is not None
        errors.append(value / truth.tempo_ratio - 1)
    assert p95(errors) <= TEMPO_ERROR_P95


@pytest.mark.parametrize("fps", [60, 120])
@pytest.mark.parametrize("view", VIEWS)
def test_tempo_lies_in_the_interval_given(view: str, fps: float) -> None:
    """A 95 % interval that held less than three quarters of the truths would be a lie."""
    inside = []
    for _, truth, swings in sweep(view, fps):
        tempo = swings[0].metrics["tempo_ratio"]
        assert tempo.low is not None and tempo.high is not None
        inside.append(tempo.low <= truth.tempo_ratio <= tempo.high)
    assert np.mean(inside) >= 0.75


@pytest.mark.parametrize("fps", [60, 120])
@pytest.mark.parametrize("view", VIEWS)
def test_impact_is_right(view: str, fps: float) -> None:
    errors = []
    for _, truth, swings in sweep(view, fps):
        impact = swings[0].events.impact
        assert impact is not None
        errors.append(impact.time_s - truth.events["impact"])
    assert p95(errors) <= IMPACT_ERROR_P95_S


@pytest.mark.parametrize("view", VIEWS)
def test_the_same_poses_mirrored_give_the_same_numbers(view: str) -> None:
    series = record(Swing(), VIEWS[view](), Rate(60), Noise())
    plain, mirror = (measure(each).swings[0] for each in (series, mirrored(series)))
    assert (plain.handedness, mirror.handedness) == ("right", "left")
    for name in EVENT_NAMES:
        here, there = getattr(plain.events, name), getattr(mirror.events, name)
        assert there.frame == here.frame and there.time_s == pytest.approx(here.time_s, abs=1e-5), name
    assert {name: metric.value for name, metric in mirror.metrics.items()} == {
        name: None if metric.value is None else pytest.approx(metric.value, rel=1e-4)
        for name, metric in plain.metrics.items()
    }


@pytest.mark.parametrize("act", [chip, putt, stopped_backswing, walk_by])
@pytest.mark.parametrize("view", VIEWS)
def test_what_is_no_full_swing_is_not_measured(view: str, act: Callable[[], list[Key]]) -> None:
    series = record(OtherAct(act), VIEWS[view](), Rate(60), Noise())
    measured = measure(series)
    assert measured.swings == [] and measured.reason


@pytest.mark.parametrize("amount", [-0.12, 0.2])
def test_the_sign_of_over_the_top_is_right(amount: float) -> None:
    swing, camera = Swing(over_the_top=amount), down_the_line()
    value = measure(record(swing, camera, Rate(120))).swings[0].metrics["over_the_top"].value
    truth = truth_of(swing, camera).over_the_top
    assert value is not None
    assert np.sign(value) == np.sign(truth) and abs(value - truth) < 0.08


def mirrored(series: PoseSeries) -> PoseSeries:
    """What a mirror shows: x from the other side, left and right exchanged."""
    swap = [KEYPOINT_INDEX[_other_side(name)] for name in KEYPOINTS]
    points = series.points[:, swap] * np.array([-1, 1], np.float32) + np.array(
        [series.size[0], 0], np.float32
    )
    return PoseSeries(series.frame_index, series.time_ns, points, series.confidence[:, swap], series.size)


def _other_side(name: str) -> str:
    return name.replace("left", "right") if "left" in name else name.replace("right", "left")
