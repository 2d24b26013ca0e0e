"""Quantities of bodies drawn on paper."""

import numpy as np
import pytest

from swingvision import kinematics
from swingvision.pose import KEYPOINT_INDEX, KEYPOINTS

PLACES = {
    "left_shoulder": (60.0, 100.0),
    "right_shoulder": (-20.0, 100.0),
    "left_hip": (40.0, 0.0),
    "right_hip": (0.0, 0.0),
}


def body(joints: dict[str, tuple[float, float]] | None = None, frames: int = 3) -> np.ndarray:
    """(frames, 33, 2): a trunk 100 long, shoulders 80 wide; every other joint at the joints given or at
    (0, 0)."""
    points = np.zeros((frames, len(KEYPOINTS), 2))
    for name, place in {**PLACES, **(joints or {})}.items():
        points[:, KEYPOINT_INDEX[name]] = place
    return points


def hands(left: tuple[float, float], right: tuple[float, float]) -> dict[str, tuple[float, float]]:
    return {
        f"{side}_{part}": at for side, at in (("left", left), ("right", right)) for part in kinematics.HAND
    }


def test_trunk_and_shoulders() -> None:
    assert kinematics.compute_trunk_length(body()) == pytest.approx(100)
    assert kinematics.compute_shoulder_width(body()) == pytest.approx(80)


def test_lengths_of_a_body_never_seen_are_nan() -> None:
    unseen = np.full((2, len(KEYPOINTS), 2), np.nan)
    assert np.isnan(kinematics.compute_trunk_length(unseen))
    assert np.isnan(kinematics.compute_shoulder_width(unseen))


def test_grip_is_midway_between_equally_sure_hands() -> None:
    points = body(hands((10, 0), (20, 4)))
    grip = kinematics.compute_grip(points, np.full(points.shape[:2], 0.8))
    assert grip == pytest.approx(np.tile([15.0, 2.0], (3, 1)))


def test_grip_follows_the_surer_hand_when_the_two_disagree() -> None:
    points = body(hands((0, 0), (90, 0)))
    confidence = np.full(points.shape[:2], 0.9)
    confidence[:, [KEYPOINT_INDEX[f"right_{part}"] for part in kinematics.HAND]] = 0.3
    assert kinematics.compute_grip(points, confidence)[:, 0].max() < 3


def test_grip_of_one_visible_hand_is_that_hand_and_of_none_is_nan() -> None:
    points = body(hands((10, 5), (20, 5)), 2)
    points[:, [KEYPOINT_INDEX[f"right_{part}"] for part in kinematics.HAND]] = np.nan
    points[1, [KEYPOINT_INDEX[f"left_{part}"] for part in kinematics.HAND]] = np.nan
    grip = kinematics.compute_grip(points, np.full(points.shape[:2], 0.8))
    assert grip[0] == pytest.approx([10, 5])
    assert np.isnan(grip[1]).all()


def test_speed_uses_the_frames_own_times() -> None:
    time_s = np.array([0.0, 0.1, 0.3, 0.35])
    speed = kinematics.compute_speed(np.stack([20 * time_s, 0 * time_s], axis=1), time_s)
    assert speed == pytest.approx(20)


def test_speed_of_a_single_frame_is_unknown() -> None:
    assert np.isnan(kinematics.compute_speed(np.zeros((1, 2)), np.zeros(1))).all()


def test_points_in_one_place_have_no_trunk() -> None:
    assert np.isnan(kinematics.compute_trunk_length(np.zeros((3, 33, 2))))
