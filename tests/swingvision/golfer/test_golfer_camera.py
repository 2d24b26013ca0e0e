"""Cameras project as pinholes do, and each view shows the golfer on the right side."""

from collections.abc import Callable

import numpy as np
import pytest

from swingvision.pose import KEYPOINT_INDEX
from tests.helpers.golfer import Camera, Swing, down_the_line, face_on, record
from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.camera import to_world
from tests.helpers.golfer.keypoints import keypoints


def test_a_pinhole_on_paper() -> None:
    """4 m ahead, 1 m to the left and 0.5 m up, at a focal length of 720 / 2 / tan(45 / 2 deg) px."""
    camera = Camera((0, 0, 1), azimuth_deg=0, fov_deg=45, size=(1280, 720))
    focal = 360 / np.tan(np.radians(22.5))
    point = camera.project(np.array([4.0, 1.0, 1.5]))
    np.testing.assert_allclose(point, [640 - focal / 4, 360 - focal * 0.5 / 4])


def test_roll_turns_the_picture_clockwise() -> None:
    """A camera that leans to its left shows the world leaning to the right."""
    camera = Camera((0, 0, 0), azimuth_deg=0, roll_deg=90, fov_deg=45, size=(720, 720))
    above = camera.project(np.array([1.0, 0.0, 0.2])) - 360
    assert above[0] > 10 and abs(above[1]) < 1e-9


def test_axes_are_a_right_handed_frame() -> None:
    axes = Camera((1, 2, 3), azimuth_deg=33, pitch_deg=-8, roll_deg=5).axes
    np.testing.assert_allclose(axes @ axes.T, np.eye(3), atol=1e-12)
    np.testing.assert_allclose(np.cross(axes[0], axes[1]), axes[2], atol=1e-12)


@pytest.mark.parametrize("hand, side", [("right", 1), ("left", -1)])
def test_the_ball_lies_right_of_a_right_hander_seen_down_the_line(hand: str, side: int) -> None:
    swing = Swing(handedness="right" if hand == "right" else "left")
    camera = down_the_line(swing.handedness)
    joints = swing.motion.joints(np.array([1.0]))
    ball, pelvis = (camera.project(to_world(p, swing.handedness)) for p in (golf.BALL, joints["pelvis"][0]))
    assert side * (ball[0] - pelvis[0]) > 100


@pytest.mark.parametrize("hand, side", [("right", 1), ("left", -1)])
def test_the_target_lies_to_the_lead_side_face_on(hand: str, side: int) -> None:
    swing = Swing(handedness="right" if hand == "right" else "left")
    camera = face_on(swing.handedness)
    before, after = camera.project(np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 1.0]]))
    assert side * (after[0] - before[0]) > 100


@pytest.mark.parametrize("hand, lead", [("right", "left"), ("left", "right")])
def test_the_lead_side_is_a_right_handers_left(hand: str, lead: str) -> None:
    swing = Swing(handedness="right" if hand == "right" else "left")
    points = keypoints(swing.motion.joints(np.array([1.0])), swing.handedness)[0]
    trail = "left" if lead == "right" else "right"
    for part in ("shoulder", "hip", "ankle", "ear", "wrist"):
        ahead = points[KEYPOINT_INDEX[f"{lead}_{part}"]] - points[KEYPOINT_INDEX[f"{trail}_{part}"]]
        assert ahead[0] > 0.005, part


@pytest.mark.parametrize("view", [down_the_line, face_on])
def test_a_left_hander_is_a_right_hander_in_a_mirror(view: Callable[..., Camera]) -> None:
    right, left = (record(Swing(handedness=hand), view(hand)) for hand in ("right", "left"))
    mirrored = left.points.copy()
    mirrored[..., 0] = left.size[0] - mirrored[..., 0]
    swapped = [KEYPOINT_INDEX[_other_side(name)] for name in KEYPOINT_INDEX]
    np.testing.assert_allclose(mirrored[:, swapped], right.points, atol=0.01)


def _other_side(name: str) -> str:
    if "left" in name:
        return name.replace("left", "right")
    return name.replace("right", "left")


@pytest.mark.parametrize("view", [down_the_line, face_on])
def test_golfer_and_club_stay_in_the_picture(view: Callable[..., Camera]) -> None:
    swing = Swing(relax_s=1.6, settle_s=1.3)
    camera = view()
    joints = swing.motion.joints(np.arange(0, swing.end_s, 1 / 120))
    club = camera.project(to_world(joints["club_head"], "right"))
    body = record(swing, camera).points
    for points in (club, body):
        assert points.min() > 8 and np.all(points.reshape(-1, 2).max(axis=0) < np.array(camera.size) - 8)
    height = np.ptp(body[100, :, 1]) / camera.size[1]
    assert 0.55 < height < 0.75


def test_a_portrait_crop_holds_golfer_and_club_down_the_line() -> None:
    swing, camera = Swing(), down_the_line()
    joints = swing.motion.joints(np.arange(0, swing.end_s, 1 / 120))
    x = np.concatenate(
        [camera.project(to_world(joints[name], "right"))[:, 0] for name in ("club_head", "lead_wrist")]
    )
    assert np.ptp(x) < 0.75 * camera.size[1]
