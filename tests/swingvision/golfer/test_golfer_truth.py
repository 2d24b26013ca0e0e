"""The virtual golfer's own answers: events in order, tempo as asked, the same for a mirrored golfer."""

from collections.abc import Callable

import numpy as np
import pytest

from tests.helpers.golfer import Camera, Swing, down_the_line, face_on, truth_of
from tests.helpers.golfer.camera import to_world

TEMPOS = (2.0, 2.2, 3.0, 4.2, 5.0)


@pytest.mark.parametrize("tempo", TEMPOS)
@pytest.mark.parametrize("view", [down_the_line, face_on])
def test_events_come_in_their_order(tempo: float, view: Callable[..., Camera]) -> None:
    events = list(truth_of(Swing(tempo=tempo, waggle=True, sway_m=0.002), view()).events.values())
    assert events == sorted(events) and len(set(events)) == 9


@pytest.mark.parametrize("tempo", TEMPOS)
@pytest.mark.parametrize("backswing_s", [0.6, 0.8, 1.1])
def test_tempo_is_the_one_asked_for(tempo: float, backswing_s: float) -> None:
    """Face-on nearly all of the early way is seen, so that the rule in the picture and in space agree."""
    truth = truth_of(Swing(tempo=tempo, backswing_s=backswing_s), face_on())
    assert truth.backswing_s == pytest.approx(backswing_s, rel=0.02)
    assert truth.downswing_s == pytest.approx(backswing_s / tempo, rel=1e-6)
    assert truth.tempo_ratio == pytest.approx(tempo, rel=0.02)


def test_takeaway_is_where_the_rule_says() -> None:
    swing, camera = Swing(), face_on()
    takeaway = truth_of(swing, camera).events["takeaway"]
    times = np.array([swing.start_s, takeaway - 0.002, takeaway + 0.002])
    seen = camera.project(to_world(swing.motion.joints(times)["grip"], "right"))
    width_px = swing.motion.body.shoulder_width * camera.focal_px / 4.2
    moved = np.linalg.norm(seen - seen[0], axis=-1) / width_px
    assert moved[1] < 0.03 * 1.05 and moved[2] > 0.03 * 0.95 and moved[1] < moved[2]


def test_down_the_line_takeaway_is_seen_later() -> None:
    """The hands leave along the camera's axis there."""
    aside, behind = (truth_of(Swing(), view()).events["takeaway"] for view in (face_on, down_the_line))
    assert 0.02 < behind - aside < 0.15


def test_events_are_their_geometry() -> None:
    swing = Swing()
    events = truth_of(swing, face_on()).events
    joints = swing.motion.joints(np.array(list(events.values())))
    arm = joints["lead_wrist"] - joints["lead_shoulder"]
    at = {name: row for row, name in enumerate(events)}
    assert abs(joints["shaft"][at["toe_up"], 2]) < 0.01 and joints["shaft"][at["toe_up"], 0] < -0.9
    assert abs(arm[at["mid_backswing"], 2]) < 0.01
    assert abs(arm[at["mid_downswing"], 2]) < 0.01
    assert abs(joints["shaft"][at["mid_follow_through"], 2]) < 0.02
    assert joints["shaft"][at["mid_follow_through"], 0] > 0.9


def test_the_hands_reverse_at_the_top() -> None:
    swing = Swing()
    top = truth_of(swing, face_on()).events["top"]
    grip = swing.motion.joints(top + np.array([-0.02, -0.001, 0.001, 0.02]))["grip"]
    before, at, after = np.diff(grip, axis=0)
    assert np.linalg.norm(at) < 1e-4
    assert before @ after / np.linalg.norm(before) / np.linalg.norm(after) < -0.7


def test_a_pause_ends_where_the_hands_come_down() -> None:
    swing = Swing(pause_s=0.15)
    top = truth_of(swing, face_on()).events["top"]
    grip = swing.motion.joints(top + np.array([-0.15, -0.07, 0.0, 0.05]))["grip"]
    np.testing.assert_allclose(grip[:3], grip[[0, 0, 0]], atol=1e-9)
    assert np.linalg.norm(grip[3] - grip[2]) > 0.005


def test_the_finish_is_held() -> None:
    swing = Swing()
    finish = truth_of(swing, face_on()).events["finish"]
    times = np.arange(finish + 0.001, swing.end_s, 0.002)
    hands = swing.motion.joints(times)["grip"]
    assert np.linalg.norm(np.diff(hands, axis=0), axis=-1).max() / 0.002 <= 0.2
    assert 1.4 < (finish - swing.impact_s) / swing.downswing_s < 4


@pytest.mark.parametrize("view", [down_the_line, face_on])
def test_a_mirrored_golfer_has_the_same_truth(view: Callable[..., Camera]) -> None:
    swings = [Swing(handedness=hand, over_the_top=0.05) for hand in ("right", "left")]
    right, left = (truth_of(swing, view(swing.handedness)) for swing in swings)
    assert right == left


@pytest.mark.parametrize("amount", [-0.15, -0.05, 0.05, 0.15, 0.25])
def test_over_the_top_follows_the_parameter(amount: float) -> None:
    plain, moved = (truth_of(Swing(over_the_top=each), down_the_line()) for each in (0.0, amount))
    assert abs(plain.over_the_top) < 0.04
    change = moved.over_the_top - plain.over_the_top
    assert 0.5 < change / amount < 1.3


def test_the_plane_is_what_an_aligned_camera_sees() -> None:
    swing, camera = Swing(), down_the_line(distance_m=400, fov_deg=0.36)
    times = np.linspace(swing.top_s, swing.impact_s, 200)
    seen = camera.project(to_world(swing.motion.joints(times)["grip"], "right"))
    centred = seen - seen.mean(axis=0)
    axis = np.linalg.svd(centred, full_matrices=False)[2][0]
    seen_deg = np.degrees(np.arctan2(abs(axis[1]), abs(axis[0])))
    assert truth_of(swing, camera).hand_path_plane_deg == pytest.approx(seen_deg, abs=0.3)
    assert 50 < seen_deg < 72
