"""The few numbers of a pose that tell a swing from the rest: where the hands are, and what else moves."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.hampel import HampelFilter
from swingvision.pose import KEYPOINT_INDEX, Pose

Array = NDArray[np.float64]

# The median trunk of so many poses is the golfer's size.
TRUNK_MEMORY = 31
_WRISTS, _SHOULDERS, _HIPS = (
    [KEYPOINT_INDEX[f"{side}_{joint}"] for side in ("left", "right")]
    for joint in ("wrist", "shoulder", "hip")
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """One pose. height: hands above mid-hip, apart: wrist to wrist, both in trunk lengths; the rest px, y
    up.
    """

    time_ns: int
    height: float
    apart: float
    hands: tuple[float, float]
    hips: tuple[float, float]
    trunk_px: float

    @property
    def time_s(self) -> float:
        return self.time_ns / NANOSECONDS_PER_SECOND


class Sketcher:
    """Sketches poses one by one, each when the two after it are known; joints that are thrown about in single
    poses are put back. The trunk is a running median, so that bending and blur do not scale it.
    """

    def __init__(self) -> None:
        self._trunks: deque[float] = deque(maxlen=TRUNK_MEMORY)
        self._filter = HampelFilter([*_WRISTS, *_HIPS])

    def draw(self, pose: Pose) -> Sketch | None:
        """The sketch that is ready now, of a pose before this one. None where there is none yet, or where
        hands, hips or shoulders of this one were not found."""
        trunk = float(np.linalg.norm(_middle(pose, _SHOULDERS) - _middle(pose, _HIPS)))
        if not np.isfinite([*_middle(pose, _WRISTS), trunk]).all() or trunk <= 0:
            return None
        self._trunks.append(trunk)
        steady = self._filter.push(pose, self._trunk_px)
        return None if steady is None else _drawn(steady, self._trunk_px)

    def rest(self) -> list[Sketch]:
        """Of the last poses, when no other follows."""
        scale = self._trunk_px if self._trunks else 0.0
        return [_drawn(pose, scale) for pose in self._filter.rest(scale)]

    @property
    def _trunk_px(self) -> float:
        return float(np.median(self._trunks))


def _drawn(pose: Pose, trunk_px: float) -> Sketch:
    first, second = pose.points[_WRISTS].astype(np.float64)
    hand, hip = _middle(pose, _WRISTS), _middle(pose, _HIPS)
    return Sketch(
        pose.time_ns,
        float(hand[1] - hip[1]) / trunk_px,
        float(np.linalg.norm(first - second)) / trunk_px,
        (float(hand[0]), float(hand[1])),
        (float(hip[0]), float(hip[1])),
        trunk_px,
    )


def _middle(pose: Pose, joints: list[int]) -> Array:
    """(2,) px, y up."""
    return np.asarray(pose.points[joints].astype(np.float64).mean(axis=0) * (1, -1))


@dataclass(frozen=True, slots=True)
class Path:
    """Sketches of one golfer as arrays, each (poses,) but hands and hips (poses, 2); lengths in trunk
    lengths.
    """

    time_s: Array
    height: Array
    apart: Array
    hands: Array
    hips: Array

    @staticmethod
    def of(sketches: Iterable[Sketch]) -> "Path":
        drawn = list(sketches)
        trunk = float(np.median([s.trunk_px for s in drawn]))
        return Path(
            np.array([s.time_s for s in drawn]),
            np.array([s.height for s in drawn]),
            np.array([s.apart for s in drawn]),
            np.array([s.hands for s in drawn]) / trunk,
            np.array([s.hips for s in drawn]) / trunk,
        )
