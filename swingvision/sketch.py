"""The few numbers of a pose that tell a swing from the rest: where the hands are, and what else moves."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.frame import NANOSECONDS_PER_SECOND
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
    """Sketches poses one by one; the trunk is a running median, so that bending and blur do not scale it."""

    def __init__(self) -> None:
        self._trunks: deque[float] = deque(maxlen=TRUNK_MEMORY)

    def draw(self, pose: Pose) -> Sketch | None:
        """None where hands, hips or shoulders were not found."""
        hands, shoulders, hips = (
            pose.points[k].astype(np.float64) * (1, -1) for k in (_WRISTS, _SHOULDERS, _HIPS)
        )
        hand, hip = hands.mean(axis=0), hips.mean(axis=0)
        trunk = float(np.linalg.norm(shoulders.mean(axis=0) - hip))
        if not np.isfinite([*hand, trunk]).all() or trunk <= 0:
            return None
        self._trunks.append(trunk)
        scale = float(np.median(self._trunks))
        apart = float(np.linalg.norm(hands[0] - hands[1])) / scale
        height = float(hand[1] - hip[1]) / scale
        return Sketch(
            pose.time_ns,
            height,
            apart,
            (float(hand[0]), float(hand[1])),
            (float(hip[0]), float(hip[1])),
            scale,
        )


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
