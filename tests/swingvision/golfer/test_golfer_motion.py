"""The virtual golfer's body moves as a body can, and as a golfer does."""

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.helpers.golfer import OtherAct, Swing, chip, putt, stopped_backswing, walk_by
from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.body import Body, bend_limb
from tests.helpers.golfer.recording import Act

Array = NDArray[np.float64]
ACTS: dict[str, Act] = {
    "swing": Swing(),
    "slow swing": Swing(backswing_s=1.1, tempo=2.0),
    "quick swing": Swing(backswing_s=0.9, tempo=5.0),
    "over the top": Swing(over_the_top=0.2, size=1.1),
    "everything": Swing(settle_s=1.4, waggle=True, sway_m=0.004, pause_s=0.1, relax_s=1.6, size=0.9),
    "chip": OtherAct(chip),
    "putt": OtherAct(putt),
    "stopped backswing": OtherAct(stopped_backswing),
    "walk by": OtherAct(walk_by),
}
BONES = {
    ("shoulder", "elbow"): "upper_arm",
    ("elbow", "wrist"): "forearm",
    ("wrist", "hand"): "hand",
    ("hip", "knee"): "thigh",
    ("knee", "ankle"): "shin",
}


def moments(act: Act, step_s: float = 0.004) -> Array:
    return np.arange(0, act.end_s, step_s)


def speed(path: Array, step_s: float) -> Array:
    return np.asarray(np.linalg.norm(np.gradient(path, step_s, axis=0), axis=-1))


def bend_deg(joints: dict[str, Array], root: str, middle: str, end: str) -> Array:
    """How far a limb is from straight, (frames,)."""
    first, second = joints[middle] - joints[root], joints[end] - joints[middle]
    lengths = np.linalg.norm(first, axis=-1) * np.linalg.norm(second, axis=-1)
    return np.asarray(np.degrees(np.arccos(np.clip(np.sum(first * second, axis=-1) / lengths, -1, 1))))


@pytest.mark.parametrize("name", ACTS)
def test_bones_keep_their_length(name: str) -> None:
    act = ACTS[name]
    joints, body = act.motion.joints(moments(act)), act.motion.body
    for side in ("lead", "trail"):
        for (root, end), bone in BONES.items():
            length = np.linalg.norm(joints[f"{side}_{end}"] - joints[f"{side}_{root}"], axis=-1)
            np.testing.assert_allclose(length, getattr(body, bone), atol=1e-9, err_msg=f"{side} {bone}")
    width = np.linalg.norm(joints["lead_shoulder"] - joints["trail_shoulder"], axis=-1)
    np.testing.assert_allclose(width, body.shoulder_width, atol=1e-9)


@pytest.mark.parametrize("name", ACTS)
def test_no_joint_jumps(name: str) -> None:
    """A joint that flips over or is torn would cover centimetres in a millisecond."""
    act, step_s = ACTS[name], 0.001
    joints = act.motion.joints(moments(act, step_s))
    for joint in (
        "lead_elbow",
        "trail_elbow",
        "lead_knee",
        "trail_knee",
        "head",
        "lead_wrist",
        "trail_wrist",
    ):
        assert speed(joints[joint], step_s).max() < 14, joint


@pytest.mark.parametrize("name", [name for name, act in ACTS.items() if isinstance(act, Swing)])
def test_both_hands_hold_the_club(name: str) -> None:
    act = ACTS[name]
    joints, body = act.motion.joints(moments(act)), act.motion.body
    apart = joints["trail_hand"] - joints["lead_hand"]
    np.testing.assert_allclose(apart, body.hands_apart * joints["shaft"], atol=1e-9)
    along = joints["club_head"] - joints["lead_hand"]
    np.testing.assert_allclose(along, body.club * joints["shaft"], atol=1e-9)


@pytest.mark.parametrize("size", [0.9, 1.0, 1.12])
def test_the_clubhead_meets_the_ball_at_impact(size: float) -> None:
    swing = Swing(size=size)
    head = swing.motion.joints(np.array([1.0, swing.impact_s]))["club_head"]
    np.testing.assert_allclose(head, [golf.BALL * size] * 2, atol=1e-9)


def test_the_clubhead_stays_above_the_ground_between_address_and_finish() -> None:
    swing = Swing()
    assert swing.motion.joints(moments(swing, 0.001))["club_head"][:, 2].min() > 0.01


def test_a_tour_tempo_gives_tour_speeds() -> None:
    swing, step_s = Swing(backswing_s=0.80, tempo=3.2), 0.0005
    joints = swing.motion.joints(moments(swing, step_s))
    impact = round(swing.impact_s / step_s)
    hands, club = speed(joints["grip"], step_s), speed(joints["club_head"], step_s)
    assert 7.5 < hands[impact] < 10
    assert 36 < club[impact] < 48
    assert abs(int(np.argmax(club)) - impact) * step_s < 0.010


def test_velocity_and_acceleration_have_no_steps() -> None:
    """C2: the acceleration's change from one moment to the next shrinks with the step."""
    swing = Swing(waggle=True)
    jumps = []
    for step_s in (0.002, 0.001):
        grip = swing.motion.joints(moments(swing, step_s))["grip"]
        acceleration = np.diff(grip, 2, axis=0) / step_s**2
        jumps.append(float(np.abs(np.diff(acceleration, axis=0)).max()))
    assert jumps[1] < 0.65 * jumps[0]


def test_the_key_postures_are_a_golfers() -> None:
    swing = Swing()
    at = [1.0, swing.top_s, swing.impact_s, swing.end_s - 0.1]
    joints = swing.motion.joints(np.array(at))
    address, top, impact, finish = range(4)
    trunk = joints["neck"] - joints["pelvis"]
    forward_bend = np.degrees(np.arctan2(trunk[:, 1], trunk[:, 2]))
    assert 30 < forward_bend[address] < 42
    shoulders = joints["lead_shoulder"] - joints["trail_shoulder"]
    hips = joints["lead_hip"] - joints["trail_hip"]
    turn = np.degrees(np.arctan2(-shoulders[:, 1], shoulders[:, 0]))
    hip_turn = np.degrees(np.arctan2(-hips[:, 1], hips[:, 0]))
    assert -100 < turn[top] < -80 and -50 < hip_turn[top] < -38
    assert 30 < hip_turn[impact] < 50
    assert np.all(joints["grip"][top] > joints["trail_shoulder"][top] + [-1, -1, 0.05])
    assert np.linalg.norm(joints["grip"][impact] - joints["grip"][address]) < 0.13
    assert joints["grip"][impact][0] > joints["grip"][address][0]
    over_lead = joints["grip"][finish] - joints["lead_shoulder"][finish]
    assert over_lead[2] > 0.05 and np.linalg.norm(over_lead) < 0.35
    assert np.all(bend_deg(joints, "lead_shoulder", "lead_elbow", "lead_hand")[[top, impact]] < 25)
    assert np.all(np.abs(bend_deg(joints, "lead_hip", "lead_knee", "lead_ankle")[[address]] - 20) < 12)


def test_a_still_golfer_is_still() -> None:
    swing = Swing(settle_s=1.0)
    joints = swing.motion.joints(np.linspace(swing.still_s, swing.start_s, 50))
    assert np.ptp(joints["grip"], axis=0).max() < 1e-12


def test_sway_moves_the_body_at_address_but_not_the_club_at_impact() -> None:
    swing = Swing(sway_m=0.005)
    swaying = swing.motion.joints(np.linspace(0, swing.start_s - 0.5, 50))
    assert 0.002 < np.ptp(swaying["pelvis"][:, 0]) < 0.02
    np.testing.assert_allclose(
        swing.motion.joints(np.array([swing.impact_s]))["club_head"][0], golf.BALL, atol=1e-9
    )


def test_a_limb_out_of_reach_is_named() -> None:
    body = Body()
    far = np.array([[0.0, 0.0, 0.9]])
    with pytest.raises(ValueError, match="lead arm would have to be 0.900 m of 0.665"):
        bend_limb(
            np.zeros((1, 3)), far, body.upper_arm, body.forearm + body.hand, np.array([0, 1, 0]), "lead arm"
        )
