"""A pose for every frame of a swing: the live loop's, and the ones that it had no time for."""

import math
import threading
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edge.seen_swing import SeenSwing
from swingvision.detector import SwingWindow
from swingvision.estimator import PoseEstimator
from swingvision.pose import Pose, Region

# The stretch in which events lie, in downswings: before the hands' rough departure, and after impact (finish:
# 95 of 100 professionals within 4).
EVENTS_BEFORE_ADDRESS, EVENTS_AFTER_IMPACT = 2, 4


@dataclass(frozen=True, slots=True)
class PoseFiller:
    """limit_s: spent on poses outside the stretch of the events, at most. stop: give up when it is set."""

    estimator: PoseEstimator
    limit_s: float
    stop: threading.Event

    def dense(self, seen: SeenSwing, stamps: NDArray[np.void]) -> list[Pose]:
        """Poses of the window, in order; stamps: those of its pictures that are in the ring.

        Where the events lie every frame gets one: a number from thinner poses would be a guess. Before and
        after that, as many as there is time for.
        """
        known = {pose.frame_index: pose for pose in seen.poses if seen.holds(pose.time_ns)}
        tracked = [pose for pose in seen.poses if pose.region is not None]
        end_s = time.monotonic() + self.limit_s
        outside_ns = _outside_ns(seen.window, stamps["time_ns"])
        for row in np.argsort(outside_ns, kind="stable"):
            index = int(stamps["index"][row])
            if self.stop.is_set():
                break
            if index in known or (outside_ns[row] > 0 and time.monotonic() > end_s):
                continue
            found = seen.ring.read(index)
            if found is not None:
                known[index] = self.estimator.estimate(found.frame, _near(tracked, index))
        return [known[index] for index in sorted(known)]


def _outside_ns(window: SwingWindow, time_ns: NDArray[np.int64]) -> NDArray[np.int64]:
    """How far each time lies outside the stretch from before address to past the finish, 0 within it."""
    span_ns = window.impact_ns - window.top_ns
    first_ns = (window.address_ns or window.start_ns) - EVENTS_BEFORE_ADDRESS * span_ns
    last_ns = window.impact_ns + EVENTS_AFTER_IMPACT * span_ns
    return np.maximum(0, np.maximum(first_ns - time_ns, time_ns - last_ns)).astype(np.int64)


def _near(tracked: Sequence[Pose], index: int) -> Pose | None:
    """Where to look in a frame: between where the live loop, which smooths its regions, had the body."""
    at = bisect_left(tracked, index, key=lambda pose: pose.frame_index)
    around = tracked[max(0, at - 1) : at + 1]
    if len(around) < 2:
        return around[0] if around else None
    before, after = around
    if before.region is None or after.region is None:
        return before
    share = (index - before.frame_index) / (after.frame_index - before.frame_index)
    return replace(before, region=_blend(before.region, after.region, share))


def _blend(first: Region, second: Region, share: float) -> Region:
    turn = (second.angle_rad - first.angle_rad + math.pi) % (2 * math.pi) - math.pi
    return Region(
        first.x + share * (second.x - first.x),
        first.y + share * (second.y - first.y),
        first.side + share * (second.side - first.side),
        first.angle_rad + share * turn,
    )
