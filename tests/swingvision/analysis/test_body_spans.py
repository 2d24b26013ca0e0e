"""The hips' way from top to impact and the finish held, with known answers."""

from dataclasses import replace

import numpy as np
import pytest

from swingvision.body_spans import NO_REST, furthest_of_curve, measure_early_extension, measure_finish_hold
from swingvision.moment import Moment
from swingvision.refusals import NO_BASELINE, ONLY, TOO_FEW_PICTURES
from swingvision.report import Metric
from swingvision.tempo import NO_REAL_TIME, UNSEEN
from tests.helpers.golfer import Swing, truth_of
from tests.helpers.golfer.metric_truth import metric_truth
from tests.swingvision.analysis.golfers import camera_of
from tests.swingvision.analysis.scenes import SWING, golfer_scene


def held(swing: Swing = SWING) -> Metric:
    scene = golfer_scene("face_on", swing=swing)
    return measure_finish_hold(scene, scene.track)


def test_the_furthest_point_of_a_cubic_is_found_between_the_pictures() -> None:
    time_s = np.linspace(0, 1, 9)
    furthest, weights = furthest_of_curve(time_s, time_s * (1 - time_s) * 4, 0.0, 1.0)
    assert furthest == pytest.approx(1.0, abs=1e-3)
    assert weights @ (time_s * (1 - time_s) * 4) == pytest.approx(furthest)


def test_early_extension_holds_its_truth() -> None:
    scene = golfer_scene("down_the_line")
    row = measure_early_extension(scene)
    truth = metric_truth(SWING, truth_of(SWING, camera_of("down_the_line", "right")), "down_the_line")
    assert row.low is not None and row.high is not None
    assert row.low <= truth["early_extension"] <= row.high


def test_early_extension_says_what_it_misses() -> None:
    assert measure_early_extension(golfer_scene("face_on")).withheld == ONLY[("down_the_line",)]
    assert measure_early_extension(golfer_scene("down_the_line", top=None)).withheld == UNSEEN["top"]
    assert measure_early_extension(golfer_scene("down_the_line", takeaway=None)).withheld == NO_BASELINE
    scene = golfer_scene("down_the_line")
    unseen = replace(
        scene.track, confidence=np.where(scene.track.time_s[:, None] > 2.2, 0.0, 0.9) * np.ones(33)
    )
    assert measure_early_extension(replace(scene, track=unseen)).withheld == TOO_FEW_PICTURES


@pytest.mark.parametrize("hold_s", [0.8, 1.5, 2.5])
def test_a_held_finish_is_timed(hold_s: float) -> None:
    swing = replace(SWING, hold_s=hold_s)
    truth = metric_truth(swing, truth_of(swing, camera_of("face_on", "right")), "face_on")["finish_hold_s"]
    row = held(swing)
    assert row.value == pytest.approx(truth, abs=0.1)
    assert row.low is not None and row.high is not None and row.low <= truth <= row.high


def test_a_hold_that_outlasts_the_clip_is_not_guessed() -> None:
    row = held(Swing(hold_s=1.5))
    assert row.value is None and (row.withheld or "").startswith("held for longer than was seen")


def test_a_golfer_who_walks_on_did_not_come_to_rest() -> None:
    scene = golfer_scene("face_on")
    points = scene.track.points.copy()
    points[..., 0] += 200 * scene.track.time_s[:, None]
    assert measure_finish_hold(scene, replace(scene.track, points=points)).withheld == NO_REST


def test_one_wild_point_does_not_end_a_hold() -> None:
    scene = golfer_scene("face_on")
    points = scene.track.points.copy()
    points[int(np.searchsorted(scene.track.time_s, scene.moments["finish"].time_s + 1.0))] += 12
    wild = measure_finish_hold(scene, replace(scene.track, points=points))
    assert wild.value == pytest.approx(measure_finish_hold(scene, scene.track).value, abs=0.1)


def test_no_finish_and_no_real_time_say_so() -> None:
    scene = golfer_scene("face_on", finish=None)
    assert measure_finish_hold(scene, scene.track).withheld == UNSEEN["finish"]
    top = golfer_scene("face_on").moments["top"]
    slow = golfer_scene("face_on", impact=Moment(top.time_s + 1.0, 0.01))
    assert measure_finish_hold(slow, slow.track).withheld == NO_REAL_TIME
