"""A pose for every picture of a swing, all in one crop: the live loop's, and those it had no time for."""

import threading
import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from edge.seen_swing import SeenSwing, stamps_between
from swingvision.detector import SwingWindow
from swingvision.estimator import PoseEstimator
from swingvision.pose import Pose, Region
from swingvision.second_look import choose_crop

# The stretch in which events lie, in downswings: before the hands' rough departure, and after impact (finish:
# 95 of 100 professionals within 4).
EVENTS_BEFORE_ADDRESS, EVENTS_AFTER_IMPACT = 2, 4


@dataclass(slots=True)
class _HeadStart:
    """Poses of a swing that was still going on, by index: one for each picture that was looked at."""

    seen: SeenSwing
    crop: Region | None
    known: dict[int, Pose] = field(default_factory=dict)


class PoseFiller:
    """limit_s: spent on poses outside the stretch of the events, at most. stop: give up when it is set.

    For one thread.
    """

    def __init__(self, estimator: PoseEstimator, limit_s: float, stop: threading.Event) -> None:
        self.stop = stop
        self._estimator, self._limit_s = estimator, limit_s
        self._head_start: _HeadStart | None = None

    def look_ahead(self, coming: SeenSwing) -> bool:
        """Look at one more picture of a swing that is still going on; False where there is none as yet.

        Its crop is known when the ball is struck, so these are poses that `dense` needs not look for again.
        """
        ahead = self._head_start
        if ahead is None or ahead.seen is not coming:
            crop = choose_crop(coming.poses, coming.window, coming.ring.size)
            ahead = self._head_start = _HeadStart(coming, crop)
            ahead.known.update((pose.frame_index, pose) for pose in coming.poses if pose.crop == crop)
        stamps = stamps_between(coming.ring, coming.take, *_events_ns(coming.window))
        wanted = stamps["index"][~np.isin(stamps["index"], list(ahead.known))]
        if ahead.crop is None or not len(wanted):
            return False
        found = coming.ring.read(int(wanted[0]))
        if found is not None:
            ahead.known[int(wanted[0])] = self._estimator.look(found.frame, ahead.crop)
        return found is not None

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
        ahead, self._head_start = self._head_start, None
        if ahead is not None and ahead.crop == crop and ahead.seen.take == seen.take:
            known |= {index: pose for index, pose in ahead.known.items() if seen.holds(pose.time_ns)}
        self._look(seen, stamps, crop, known)
        known = live | known
        return [known[index] for index in sorted(known)]

    def _look(self, seen: SeenSwing, stamps: NDArray[np.void], crop: Region, known: dict[int, Pose]) -> None:
        end_s = time.monotonic() + self._limit_s
        outside_ns = _outside_ns(seen.window, stamps["time_ns"])
        for row in np.argsort(outside_ns, kind="stable"):
            index = int(stamps["index"][row])
            if self.stop.is_set():
                return
            if index in known or (outside_ns[row] > 0 and time.monotonic() > end_s):
                continue
            found = seen.ring.read(index)
            if found is not None:
                known[index] = self._estimator.look(found.frame, crop)


def _events_ns(window: SwingWindow) -> tuple[int, int]:
    """The stretch in which the events lie, from before address to past the finish."""
    span_ns = window.impact_ns - window.top_ns
    first_ns = (window.address_ns or window.start_ns) - EVENTS_BEFORE_ADDRESS * span_ns
    return first_ns, window.impact_ns + EVENTS_AFTER_IMPACT * span_ns


def _outside_ns(window: SwingWindow, time_ns: NDArray[np.int64]) -> NDArray[np.int64]:
    """How far each time lies outside the stretch of the events, 0 within it."""
    first_ns, last_ns = _events_ns(window)
    return np.maximum(0, np.maximum(first_ns - time_ns, time_ns - last_ns)).astype(np.int64)
