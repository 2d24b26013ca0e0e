"""The ready screen's three lights, from the poses of the last second."""

from collections import deque

import numpy as np

from edge.messages import Lights
from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.pose import KEYPOINT_INDEX, Pose

NOBODY = Lights(person_seen=False, in_frame=None, still=None)
# The outline that must be inside the picture: head, hands, feet.
OUTLINE = [
    KEYPOINT_INDEX[name]
    for name in ("nose", "left_wrist", "right_wrist", "left_ankle", "right_ankle", "left_heel", "right_heel")
]
HIPS_AND_SHOULDERS = [
    KEYPOINT_INDEX[name] for name in ("left_shoulder", "right_shoulder", "left_hip", "right_hip")
]
LOOK_BACK_S = 0.6
# Room at the border, as a share of the picture's height.
MARGIN = 0.01
# Still: hips and shoulders drift less than this share of the body's height within LOOK_BACK_S.
STILL_SHARE = 0.02


class ReadyLights:
    """push(pose, size) -> Lights."""

    def __init__(self) -> None:
        self._recent: deque[Pose] = deque()

    def push(self, pose: Pose, size: tuple[int, int]) -> Lights:
        """size: (width, height) of the frame, px."""
        if not pose.found:
            self._recent.clear()
            return NOBODY
        if self._recent and pose.time_ns <= self._recent[-1].time_ns:
            self._recent.clear()
        self._recent.append(pose)
        while pose.time_ns - self._recent[0].time_ns > LOOK_BACK_S * NANOSECONDS_PER_SECOND:
            self._recent.popleft()
        return Lights(person_seen=True, in_frame=_in_frame(pose, size), still=self._still())

    def _still(self) -> bool | None:
        """None until LOOK_BACK_S have been seen."""
        first, last = self._recent[0], self._recent[-1]
        if last.time_ns - first.time_ns < 0.8 * LOOK_BACK_S * NANOSECONDS_PER_SECOND:
            return None
        points = np.stack([pose.points[HIPS_AND_SHOULDERS] for pose in self._recent])
        spread = np.ptp(points, axis=0).max()
        return bool(spread < STILL_SHARE * np.ptp(last.points[:, 1]))


def _in_frame(pose: Pose, size: tuple[int, int]) -> bool:
    margin = MARGIN * size[1]
    x, y = pose.points[OUTLINE].T
    inside = (x >= margin) & (x <= size[0] - margin) & (y >= margin) & (y <= size[1] - margin)
    return bool(inside.all())
