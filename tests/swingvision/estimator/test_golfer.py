"""The virtual golfer, drawn: the pose found lies on joints that are known."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import numpy as np
import pytest
from numpy.typing import NDArray

from swingvision.frame import Frame
from swingvision.pose import KEYPOINT_INDEX, OTHER_SIDE, Pose
from tests.helpers.golfer import Camera, Swing, down_the_line, face_on
from tests.helpers.golfer.clip import needs_rendering
from tests.helpers.golfer.keypoints import seen_keypoints
from tests.helpers.golfer.render import Painter
from tests.helpers.golfer.surroundings import LOOKS
from tests.swingvision.estimator.people import shared_estimator

pytestmark = [needs_rendering, pytest.mark.slow]
SIZE = (640, 360)
BODY = [
    KEYPOINT_INDEX[f"{side}_{part}"]
    for part in ("shoulder", "hip", "knee", "ankle")
    for side in ("left", "right")
]
WRISTS = [KEYPOINT_INDEX["left_wrist"], KEYPOINT_INDEX["right_wrist"]]
View = Literal["face_on", "down_the_line"]
CAMERAS: dict[View, Camera] = {
    "face_on": replace(face_on("right"), size=SIZE),
    "down_the_line": replace(down_the_line(), size=SIZE),
}
SWING = Swing()
TIMES_S = np.array([0.2, SWING.start_s, SWING.top_s - 0.3, SWING.top_s, SWING.impact_s, SWING.finish_s])


@pytest.fixture(scope="module")
def frames() -> dict[View, list[Frame]]:
    return {view: list(draw(camera)) for view, camera in CAMERAS.items()}


def draw(camera: Camera) -> Iterator[Frame]:
    painter = Painter(SWING, camera, LOOKS["white shirt"], supersample=1)
    try:
        for index, time_s in enumerate(TIMES_S):
            yield Frame(index, int(time_s * 1e9), np.ascontiguousarray(painter.paint(float(time_s))))
    finally:
        painter.close()


def truth(camera: Camera) -> NDArray[np.float64]:
    """(frames, 33, 2) px."""
    return seen_keypoints(SWING.motion.joints(TIMES_S), "right", camera, SWING.motion.size)


def height(points: NDArray[np.floating]) -> float:
    return float(np.ptp(points[..., 1]))


@pytest.mark.parametrize("view", list(CAMERAS))
def test_the_golfer_is_followed_through_the_swing(frames: dict[View, list[Frame]], view: View) -> None:
    estimator = shared_estimator()
    estimator.reset()
    poses = [estimator.track(frame) for frame in frames[view]]
    assert all(pose.found for pose in poses)
    points, known = np.stack([pose.points for pose in poses]), truth(CAMERAS[view])
    away = np.linalg.norm(points - known, axis=2) / height(known[0])
    assert np.median(away[:, BODY]) < 0.03
    assert away[:2][:, WRISTS].max() < 0.06  # at address; at speed the wrists are the model's weak spot


@pytest.mark.parametrize("view", list(CAMERAS))
def test_a_mirrored_golfer_gives_the_mirrored_pose(frames: dict[View, list[Frame]], view: View) -> None:
    frame = frames[view][1]
    pose = found(frame)
    flipped = replace(frame, image=np.ascontiguousarray(frame.image[:, ::-1]))
    assert mirror(found(flipped, mirrored=True)) == pytest.approx(pose.points, abs=1e-3)


def found(frame: Frame, mirrored: bool = False) -> Pose:
    """The pose of somebody who stands as in this frame: a second settles where to look."""
    estimator = shared_estimator()
    estimator.reset(mirrored)
    return [estimator.track(replace(frame, time_ns=k * 10**8)) for k in range(12)][-1]


def mirror(pose: Pose) -> NDArray[np.float32]:
    points = pose.points[OTHER_SIDE].copy()
    points[:, 0] = SIZE[0] - points[:, 0]
    return points


def test_a_covered_wrist_is_less_sure_than_a_seen_one(frames: dict[View, list[Frame]]) -> None:
    """The confidence is the heat map's: a hand that is painted over loses it, the feet keep theirs."""
    frame = frames["face_on"][1]
    seen = found(frame)
    assert seen.crop is not None
    x, y = seen.points[WRISTS].mean(axis=0).astype(int)
    image = frame.image.copy()
    image[y - 22 : y + 22, x - 22 : x + 22] = (90, 120, 90)
    covered = shared_estimator().look(replace(frame, image=image), seen.crop)
    assert np.all(covered.confidence[WRISTS] < seen.confidence[WRISTS] - 0.1)
    ankles = BODY[-2:]
    assert np.all(covered.confidence[ankles] > seen.confidence[ankles] - 0.1)
