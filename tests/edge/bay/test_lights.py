import numpy as np
import pytest

from edge.lights import NOBODY, ReadyLights
from edge.messages import Lights
from swingvision.pose import KEYPOINTS, Pose

SIZE = (1280, 720)


def pose(number: int, shift_px: float = 0.0, found: bool = True) -> Pose:
    """A body of 500 px in the middle of the picture, 60 times a second."""
    y = np.linspace(100, 600, len(KEYPOINTS), dtype=np.float32)
    points = np.stack([np.full_like(y, 640 + shift_px), y], axis=1)
    if not found:
        points[:] = np.nan
    return Pose(number, round(number * 1e9 / 60), points, np.ones(len(KEYPOINTS), np.float32))


def after(lights: ReadyLights, poses: list[Pose]) -> Lights:
    return [lights.push(one, SIZE) for one in poses][-1]


def test_a_golfer_who_stands_still_in_the_picture() -> None:
    lights = ReadyLights()
    assert lights.push(pose(0), SIZE) == Lights(person_seen=True, in_frame=True, still=None)
    assert after(lights, [pose(k) for k in range(1, 60)]) == Lights(
        person_seen=True, in_frame=True, still=True
    )


def test_a_golfer_who_moves_is_not_still() -> None:
    assert after(ReadyLights(), [pose(k, 2.0 * k) for k in range(60)]).still is False


def test_a_golfer_who_moved_a_second_ago_is_still_again() -> None:
    lights = ReadyLights()
    after(lights, [pose(k, 2.0 * k) for k in range(60)])
    assert after(lights, [pose(k, 120.0) for k in range(60, 130)]).still is True


@pytest.mark.parametrize("shift_px", [-650.0, 650.0])
def test_a_golfer_at_the_edge_is_out_of_frame(shift_px: float) -> None:
    assert ReadyLights().push(pose(0, shift_px), SIZE).in_frame is False


def test_feet_that_were_not_seen_are_not_in_frame() -> None:
    legless = pose(0)
    legless.points[25:] = np.nan
    assert ReadyLights().push(legless, SIZE).in_frame is False


def test_nobody_is_no_lights() -> None:
    lights = ReadyLights()
    after(lights, [pose(k) for k in range(60)])
    assert lights.push(pose(60, found=False), SIZE) == NOBODY
    assert lights.push(pose(61), SIZE).still is None, "what was before they left does not count"
