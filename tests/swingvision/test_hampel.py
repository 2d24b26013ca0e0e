"""Poses with joints thrown about, and poses that are fast for good."""

import numpy as np
from numpy.typing import NDArray

from swingvision.hampel import HampelFilter, REACH
from swingvision.pose import KEYPOINTS, Pose

WRIST, NOSE = KEYPOINTS.index("left_wrist"), KEYPOINTS.index("nose")
TRUNK_PX = 200.0


def passed(places: NDArray[np.float64]) -> list[Pose]:
    """What comes back of poses whose wrist and nose are at places (poses, 2)."""
    hampel = HampelFilter([WRIST])
    back = [hampel.push(_pose(number, place), TRUNK_PX) for number, place in enumerate(places)]
    return [pose for pose in back if pose is not None] + hampel.rest(TRUNK_PX)


def _pose(number: int, place: NDArray[np.float64]) -> Pose:
    points = np.zeros((len(KEYPOINTS), 2), np.float32)
    points[[WRIST, NOSE]] = place
    return Pose(number, number * 33_000_000, points, np.ones(len(KEYPOINTS), np.float32))


def swung(count: int = 40) -> NDArray[np.float64]:
    """Down at 80 px a pose, which is 12 trunk lengths a second at 30 poses, and up again at once."""
    down = 80.0 * np.abs(np.arange(count) - count // 2)
    return np.stack([np.full(count, 300.0), down], axis=1)


def test_fast_hands_pass_unchanged_to_their_lowest_point() -> None:
    places = swung()
    np.testing.assert_array_equal([pose.points[WRIST] for pose in passed(places)], places)


def test_a_hard_cut_passes_unchanged() -> None:
    places = np.repeat([[300.0, 400.0], [900.0, 100.0]], 10, axis=0)
    np.testing.assert_array_equal([pose.points[WRIST] for pose in passed(places)], places)


def test_thrown_joints_are_put_back_and_others_left_alone() -> None:
    places = np.full((30, 2), 400.0) + np.random.default_rng(5).normal(0, 2, (30, 2))
    thrown = places.copy()
    thrown[[0, 9, 11, 29]] += [150, -90]
    poses = passed(thrown)
    assert np.abs([pose.points[WRIST] for pose in poses] - places).max() < 10
    np.testing.assert_allclose([pose.points[NOSE] for pose in poses], thrown, rtol=1e-6)


def test_every_pose_comes_back_once_and_soon() -> None:
    hampel = HampelFilter([WRIST])
    back = [hampel.push(_pose(number, place), TRUNK_PX) for number, place in enumerate(swung(8))]
    assert [None if pose is None else pose.frame_index for pose in back] == [None] * REACH + [
        0,
        1,
        2,
        3,
        4,
        5,
    ]
    assert [pose.frame_index for pose in hampel.rest(TRUNK_PX)] == [6, 7]
    assert hampel.rest(TRUNK_PX) == []
