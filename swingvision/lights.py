"""The ready screen's lights: is somebody there, wholly in the picture, and still at address."""

from collections import deque
from dataclasses import dataclass

import numpy as np

from swingvision.pose import KEYPOINT_INDEX, Pose
from swingvision.sketch import Sketch, Sketcher

# Hands, feet and head have to be seen this well, and this share of the picture inside its edges.
LEAST_CONFIDENCE, MARGIN = 0.3, 0.01
# Still: hands and hips stayed within so many trunk lengths for so long.
STILL_TRAVEL, STILL_S = 0.08, 0.4
# Hands at address: together and not above mid-hip by more than this, trunk lengths.
ADDRESS_HEIGHT, ADDRESS_APART = 0.35, 0.5
_WHOLE = [
    KEYPOINT_INDEX[name]
    for name in ("nose", "left_wrist", "right_wrist", "left_ankle", "right_ankle", "left_hip", "right_hip")
]


@dataclass(frozen=True, slots=True)
class LightsReading:
    """in_frame and still are None while nobody is seen or not known."""

    person_seen: bool
    in_frame: bool | None
    still: bool | None


class LightsReader:
    """Push poses in the order of time; size is the frame's (width, height), px."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._sketcher = Sketcher()
        self._recent: deque[Sketch] = deque()

    def push(self, pose: Pose) -> LightsReading:
        sketch = self._sketcher.draw(pose)
        if sketch is None:
            self._recent.clear()
            return LightsReading(False, None, None)
        self._recent.append(sketch)
        while len(self._recent) > 1 and sketch.time_s - self._recent[1].time_s >= STILL_S:
            self._recent.popleft()
        return LightsReading(True, is_in_frame(pose, self._size), self._still(sketch))

    def _still(self, now: Sketch) -> bool | None:
        if now.time_s - self._recent[0].time_s < STILL_S:
            return None
        if now.height > ADDRESS_HEIGHT or now.apart > ADDRESS_APART:
            return False
        places = np.array([[*sketch.hands, *sketch.hips] for sketch in self._recent])
        return bool(np.ptp(places, axis=0).max() <= STILL_TRAVEL * now.trunk_px)


def is_in_frame(pose: Pose, size: tuple[int, int]) -> bool:
    """Head, hands, hips and feet are seen and inside the picture's edges."""
    share = pose.points[_WHOLE] / np.array(size)
    inside = (share >= MARGIN) & (share <= 1 - MARGIN)
    return bool(inside.all() and (pose.confidence[_WHOLE] >= LEAST_CONFIDENCE).all())
