"""Puts back what is thrown about in single poses: a Hampel filter over a few poses, two poses late.

A joint that lies far from where it is in most of the poses around is no motion but a wrong look, and is taken
to be at their median. All else passes unchanged, so that the lowest point of fast hands stays where it is
(Hampel 1974, "The influence curve and its role in robust estimation").
"""

from collections import deque
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from swingvision.pose import Pose

# A pose is held against itself and so many before and after it.
REACH = 2
# So many median distances from the median of its neighbours is too far, where a motion turns it is one or
# two; and never less than so many trunk lengths, which is how far joints err where nothing moves.
FAR, LEAST_TRUNKS = 3.0, 0.15


@dataclass(slots=True)
class HampelFilter:
    """Push poses in the order of time, the chosen keypoints of each finite; a pose comes back REACH poses
    later. `rest` gives those that are still held at the end. trunk_px: the golfer's size.
    """

    chosen: list[int]
    _held: deque[Pose] = field(default_factory=lambda: deque(maxlen=2 * REACH + 1))
    _waiting: int = 0

    def push(self, pose: Pose, trunk_px: float) -> Pose | None:
        self._held.append(pose)
        self._waiting += 1
        return self._next(trunk_px) if self._waiting > REACH else None

    def rest(self, trunk_px: float) -> list[Pose]:
        return [self._next(trunk_px) for _ in range(self._waiting)]

    def _next(self, trunk_px: float) -> Pose:
        at = len(self._held) - self._waiting
        self._waiting -= 1
        around = list(self._held)[max(0, at - REACH) : at + REACH + 1]
        points = np.stack([pose.points[self.chosen] for pose in around])
        mended = self._held[at].points.copy()
        mended[self.chosen] = despiked(points, min(at, REACH), LEAST_TRUNKS * trunk_px)
        return replace(self._held[at], points=mended)


def despiked(points: NDArray[np.float32], at: int, least_px: float) -> NDArray[np.float32]:
    """(keypoints, 2) of points (poses, keypoints, 2) px at one pose; those far from the others at their
    median."""
    middle = np.median(points, axis=0)
    away = np.linalg.norm(points - middle, axis=-1)
    far = away[at] > np.maximum(FAR * np.median(away, axis=0), least_px)
    return np.where(far[:, None], middle, points[at]).astype(np.float32)
