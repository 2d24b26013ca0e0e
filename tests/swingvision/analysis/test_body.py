"""The body's rows: formulas on paper, the virtual golfer's truth, and every reason to withhold."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from swingvision import body_formulas as formulas
from swingvision.body import measure_body
from swingvision.pose import KEYPOINT_INDEX, KEYPOINTS
from swingvision.refusals import IMPLAUSIBLE, NO_BASELINE, ONLY, TOO_FEW_PICTURES, TOO_UNSURE
from swingvision.report import Metric, View
from swingvision.scene import Scene, set_scene
from swingvision.tempo import UNSEEN
from swingvision.track import Track
from tests.helpers.golfer import truth_of
from tests.helpers.golfer.metric_truth import metric_truth
from tests.swingvision.analysis.golfers import camera_of
from tests.swingvision.analysis.scenes import SWING, golfer_scene

Array = NDArray[np.float64]


def drawn(**joints: tuple[float, float]) -> Array:
    """One row of points with the named joints; both sides where no side is named."""
    points = np.full((1, len(KEYPOINTS), 2), np.nan)
    for name, place in joints.items():
        sides = [name] if name in KEYPOINT_INDEX else [f"left_{name}", f"right_{name}"]
        for side in sides:
            points[0, KEYPOINT_INDEX[side]] = place
    return points


NOWHERE = drawn()


def with_track(found: Scene, track: Track) -> Scene:
    return set_scene(track, found.moments, found.view, found.mounting)


def hidden(track: Track, joint: str, from_s: float, to_s: float) -> Track:
    confidence = track.confidence.copy()
    when = (track.time_s >= from_s) & (track.time_s <= to_s)
    for side in ("left", "right"):
        confidence[when, KEYPOINT_INDEX[f"{side}_{joint}"]] = 0.0
    return replace(track, confidence=confidence)


def test_bend_and_lean_are_the_trunks_angle_toward_x() -> None:
    points = drawn(hip=(0, 0), shoulder=(50, 50))
    assert formulas.lean_at_address(points, NOWHERE) == pytest.approx([45])
    assert formulas.lean_change(points, drawn(hip=(0, 0), shoulder=(0, 9))) == pytest.approx([-45])


def test_a_straight_leg_has_no_flex_and_a_right_angle_90() -> None:
    straight = drawn(left_hip=(0, 100), left_knee=(0, 50), left_ankle=(0, 0))
    bent = drawn(left_hip=(50, 50), left_knee=(0, 50), left_ankle=(0, 0))
    assert formulas.knee_flex("left")(straight, NOWHERE) == pytest.approx([0])
    assert formulas.knee_flex("left")(bent, NOWHERE) == pytest.approx([90])


def test_travel_is_told_in_the_scale_of_address() -> None:
    address = drawn(left_shoulder=(40, 0), right_shoulder=(0, 30), ear=(10, 10))
    sway = formulas.travel("ear", 0, formulas.shoulder_width)
    lift = formulas.travel("ear", 1, formulas.shoulder_width)
    assert sway(address, drawn(ear=(20, 35))) == pytest.approx([0.2])
    assert lift(address, drawn(ear=(20, 35))) == pytest.approx([0.5])


def test_a_turn_is_the_cosine_of_the_widths_and_goes_past_90() -> None:
    address = drawn(left_hip=(100, 0), right_hip=(0, 0))
    turned = drawn(left_hip=(50, 20), right_hip=(0, 0))
    past = drawn(left_hip=(-50, 20), right_hip=(0, 0))
    assert formulas.width_ratio("hip")(address, turned) == pytest.approx([0.5])
    assert formulas.width_ratio("hip")(address, past) == pytest.approx([-0.5])


def test_tilt_arm_stance_and_hip_position_on_paper() -> None:
    shoulders = drawn(left_shoulder=(30, 30), right_shoulder=(0, 0))
    arm = drawn(left_shoulder=(0, 0), left_elbow=(10, 0), left_wrist=(10, 10))
    feet = drawn(left_shoulder=(30, 40), right_shoulder=(0, 0), left_ankle=(60, 3), right_ankle=(0, 0))
    hips = drawn(hip=(45, 50), left_ankle=(60, 3), right_ankle=(0, 0))
    assert formulas.shoulder_tilt(NOWHERE, shoulders) == pytest.approx([45])
    assert formulas.lead_arm(NOWHERE, arm) == pytest.approx([90])
    assert formulas.stance(feet, NOWHERE) == pytest.approx([1.2])
    assert formulas.hip_position(NOWHERE, hips) == pytest.approx([0.75])


@pytest.mark.parametrize("view", ["face_on", "down_the_line"])
def test_every_row_holds_the_virtual_golfers_truth(view: View) -> None:
    rows = measure_body(golfer_scene(view))
    truth = metric_truth(SWING, truth_of(SWING, camera_of(view, "right")), view)
    shown = {name: row for name, row in rows.items() if row.value is not None}
    assert len(shown) == {"face_on": 14, "down_the_line": 9}[view]
    for name, row in shown.items():
        assert row.low is not None and row.high is not None
        assert row.low <= truth[name] <= row.high, (name, row, truth[name])


def test_a_wrong_view_says_which_it_needs() -> None:
    front, side = measure_body(golfer_scene("face_on")), measure_body(golfer_scene("down_the_line"))
    assert front["forward_bend_deg"].withheld == ONLY[("down_the_line",)]
    assert side["head_sway_top"].withheld == ONLY[("face_on",)]
    assert side["head_lift_top"].unit == "trunk_lengths"


def test_an_event_that_was_not_seen_withholds_what_is_read_there() -> None:
    rows = measure_body(golfer_scene("face_on", impact=None))
    assert rows["hip_sway_impact"].withheld == UNSEEN["impact"]
    assert rows["hip_sway_top"].value is not None


def test_without_a_still_golfer_only_what_needs_no_baseline_is_shown() -> None:
    rows = measure_body(golfer_scene("face_on", takeaway=None))
    assert rows["head_sway_top"].withheld == NO_BASELINE
    assert rows["stance_ratio"].withheld == NO_BASELINE
    assert rows["trunk_lean_impact_deg"].value is not None


def test_a_joint_that_was_not_seen_is_named() -> None:
    found = golfer_scene("face_on")
    top_s = found.moments["top"].time_s
    rows = measure_body(with_track(found, hidden(found.track, "ear", top_s - 0.1, top_s + 0.1)))
    assert rows["head_sway_top"].withheld == "the ears were not seen at top"
    assert rows["head_sway_impact"].value is not None and rows["hip_sway_top"].value is not None


def test_a_few_missing_pictures_cost_width_and_no_error() -> None:
    found = golfer_scene("face_on")
    kept = np.random.default_rng(3).random(len(found.track)) > 0.2
    track = found.track
    sparse = replace(
        track,
        time_s=track.time_s[kept],
        points=track.points[kept],
        confidence=track.confidence[kept],
        grip=track.grip[kept],
    )
    whole, thin = (measure_body(each)["hip_sway_impact"] for each in (found, with_track(found, sparse)))
    assert thin.value == pytest.approx(whole.value, abs=0.02)


def test_too_few_pictures_between_top_and_impact_withhold() -> None:
    found = golfer_scene("face_on")
    slow = replace(found.track, interval_s=found.downswing_s / 4)
    assert measure_body(replace(found, track=slow))["head_sway_top"].withheld == TOO_FEW_PICTURES


def test_an_interval_that_says_nothing_is_withheld() -> None:
    found = golfer_scene("face_on")
    loud = replace(found.noise, sigma_px=found.noise.sigma_px * 80)
    assert measure_body(replace(found, noise=loud))["hip_sway_top"].withheld == TOO_UNSURE


def test_what_no_body_does_is_withheld() -> None:
    found = golfer_scene("face_on")
    points = found.track.points.copy()
    after = found.track.time_s > found.moments["takeaway"].time_s
    ears = [KEYPOINT_INDEX["left_ear"], KEYPOINT_INDEX["right_ear"]]
    points[np.flatnonzero(after)[:, None], ears] += [400, 0]
    rows = measure_body(with_track(found, replace(found.track, points=points)))
    assert rows["head_sway_top"].withheld == IMPLAUSIBLE


def test_a_proxy_is_apparent_until_somebody_says_how_the_camera_is_turned() -> None:
    unknown, known = (measure_body(golfer_scene("face_on", yaw)) for yaw in (None, 0.0))
    name = "trunk_lean_impact_deg"
    assert unknown[name].apparent and not known[name].apparent
    assert not unknown["head_sway_top"].apparent
    assert width(unknown[name]) > 1.1 * width(known[name])


def width(metric: Metric) -> float:
    assert metric.low is not None and metric.high is not None
    return metric.high - metric.low
