"""A pose for every picture of a swing, all in one crop: the live loop's, and those it had no time for."""

import threading
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edge.seen_swing import SeenSwing
from swingvision.detector import SwingWindow
from swingvision.estimator import PoseEstimator
from swingvision.pose import Pose, Region
from swingvision.second_look import choose_crop

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

        Where the events lie every picture gets one: a number from thinner poses would be a guess. Before and
        after that, as many as there is time for; the live loop's, whatever their crop, fill the rest.
        """
        live = {pose.frame_index: pose for pose in seen.poses if seen.holds(pose.time_ns)}
        crop = choose_crop(seen.poses, seen.window, seen.ring.size)
        if crop is None:
            return list(live.values())
        known = {index: pose for index, pose in live.items() if pose.crop == crop}
        self._look(seen, stamps, crop, known)
        known = live | known
        return [known[index] for index in sorted(known)]

    def _look(self, seen: SeenSwing, stamps: NDArray[np.void], crop: Region, known: dict[int, Pose]) -> None:
        end_s = time.monotonic() + self.limit_s
        outside_ns = _outside_ns(seen.window, stamps["time_ns"])
        for row in np.argsort(outside_ns, kind="stable"):
            index = int(stamps["index"][row])
            if self.stop.is_set():
                return
            if index in known or (outside_ns[row] > 0 and time.monotonic() > end_s):
                continue
            found = seen.ring.read(index)
            if found is not None:
                known[index] = self.estimator.look(found.frame, crop)


def _outside_ns(window: SwingWindow, time_ns: NDArray[np.int64]) -> NDArray[np.int64]:
    """How far each time lies outside the stretch from before address to past the finish, 0 within it."""
    span_ns = window.impact_ns - window.top_ns
    first_ns = (window.address_ns or window.start_ns) - EVENTS_BEFORE_ADDRESS * span_ns
    last_ns = window.impact_ns + EVENTS_AFTER_IMPACT * span_ns
    return np.maximum(0, np.maximum(first_ns - time_ns, time_ns - last_ns)).astype(np.int64)
