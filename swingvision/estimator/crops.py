"""Which square of a frame the landmark model looks at: the same one for as long as somebody stands there.

A pose moves by about a pixel of 256 with its crop. A crop that follows the body adds that to every frame, and
two runs that look at different frames disagree by it. So a crop stays while the body stands or swings inside
it, and comes from a coarse grid: whoever looks at the same golfer looks at the same square.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.estimator.region import reflected
from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.pose import Region

# The grid: neighbouring sides, places in sides, turns. Without the turn a bent golfer's far wrist is lost.
SIDE_STEP, PLACE_STEP, TURN_STEP_RAD = 1.1, 1 / 16, math.radians(15)
# Still: the body's square moved by less than this share of its side for so long. Its crop is read from then.
STILL_TRAVEL, LEAST_STILL_S, MEMORY_S = 0.04, 0.4, 1.0
# Where somebody stood, a swing stays inside, and all of it is looked at in that crop (`second_look`): it is
# read again only from a body that neither moves, nor grows, nor turns by more than this share of its side.
SETTLED_TRAVEL, LEAST_SETTLED_S = 0.03, 0.9


@dataclass(frozen=True, slots=True)
class Reach:
    """A crop is left when the body's square lies so many of its sides off its middle, or differs so much in
    size or turn."""

    farthest: float
    most_growth: float
    most_turn_rad: float

    def covers(self, crop: Region, region: Region) -> bool:
        off = max(abs(crop.x - region.x), abs(crop.y - region.y))
        growth = max(crop.side / region.side, region.side / crop.side)
        turned = abs(crop.angle_rad - region.angle_rad) <= self.most_turn_rad
        return off <= self.farthest * crop.side and growth <= self.most_growth and turned


MOVING, STOOD = Reach(0.1, 1.2, math.radians(20)), Reach(0.25, 1.5, math.radians(60))


def crop_around(regions: Sequence[Region], size: tuple[int, int], mirrored: bool = False) -> Region:
    """The square of the grid nearest to the middle of these. size: (width, height) of the frame, px.

    mirrored: the one that the mirrored frame would have for the mirrored squares, put back.
    """
    if mirrored:
        return reflected(crop_around([reflected(one, size[0]) for one in regions], size), size[0])
    x, y, side, turn = np.median([(one.x, one.y, one.side, one.angle_rad) for one in regions], axis=0)
    side = SIDE_STEP ** round(math.log(side, SIDE_STEP))
    step = side * PLACE_STEP
    origin = np.array(size) / 2
    x, y = origin + np.round((np.array([x, y]) - origin) / step) * step
    return Region(float(x), float(y), float(side), round(turn / TURN_STEP_RAD) * TURN_STEP_RAD)


class SteadyCrop:
    """push(time_ns, the body's square, the frame's size) -> the square to look at."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._recent: deque[tuple[int, Region]] = deque()
        self._crop: Region | None = None
        self._stood = False

    def push(self, time_ns: int, region: Region, size: tuple[int, int]) -> Region:
        """The body's square is the one found in the frame before."""
        if self._recent and time_ns <= self._recent[-1][0]:
            self.reset()
        self._recent.append((time_ns, region))
        while time_ns - self._recent[0][0] > MEMORY_S * NANOSECONDS_PER_SECOND:
            self._recent.popleft()
        if self._is_settled() if self._stood else self._is_still():
            self._crop, self._stood = crop_around([region for _, region in self._recent], size), True
        elif self._crop is None or not (STOOD if self._stood else MOVING).covers(self._crop, region):
            self._crop, self._stood = crop_around([region], size), False
        return self._crop

    def _is_still(self) -> bool:
        return self._lasted_s() >= LEAST_STILL_S and bool(self._travel()[:2].max() < STILL_TRAVEL)

    def _is_settled(self) -> bool:
        return self._lasted_s() >= LEAST_SETTLED_S and bool(self._travel().max() < SETTLED_TRAVEL)

    def _lasted_s(self) -> float:
        return (self._recent[-1][0] - self._recent[0][0]) / NANOSECONDS_PER_SECOND

    def _travel(self) -> NDArray[np.float64]:
        """(4,) how much x, y, side and turn (its arc) changed, in sides."""
        side = self._recent[-1][1].side
        seen = [(one.x, one.y, one.side, one.angle_rad * side) for _, one in self._recent]
        return np.asarray(np.ptp(seen, axis=0) / side)
