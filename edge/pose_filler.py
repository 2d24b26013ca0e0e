"""A pose for every picture of a swing, all in one crop: the live loop's, and those it had no time for."""

import threading
import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from edge.seen_swing import ComingSwing, SeenSwing
from swingvision.detector import SwingWindow
from swingvision.estimator import PoseEstimator
from swingvision.pose import Pose, Region
from swingvision.second_look import choose_crop

# The stretch in which events lie, in downswings: before the hands' rough departure, and after impact (finish:
# 95 of 100 professionals within 4).
EVENTS_BEFORE_ADDRESS, EVENTS_AFTER_IMPACT = 2, 4


class PoseFiller:
    """limit_s: spent on poses outside the stretch of the events, at most. stop: give up when it is set.

    For one thread.
    """

    def __init__(self, estimator: PoseEstimator, limit_s: float, stop: threading.Event) -> None:
        self.stop = stop
        self._estimator, self._limit_s = estimator, limit_s
        # Poses of a swing that may still be going on, by index, and the take they are of.
        self._ahead: dict[int, Pose] = {}
        self._take: int | None = None
        self._crop: tuple[SwingWindow, Region | None] | None = None

    def look_ahead(self, coming: ComingSwing) -> bool:
        """Look at one more picture of a swing that is going on; False where there is none as yet.

        These are the pictures that the live loop passed over, or saw in another crop, in the crop that
        `dense` will want: so little is left for it.
        """
        crop = self._foresee_crop(coming)
        if crop is None:
            return False
        if coming.take != self._take:
            self._ahead, self._take = {}, coming.take
        ahead = self._ahead = {
            at: pose for at, pose in self._ahead.items() if pose.time_ns >= coming.first_ns
        }
        known = {pose.frame_index for pose in (*coming.poses, *ahead.values()) if pose.crop == crop}
        for index in coming.passed_over(known):
            found = coming.ring.read(int(index))
            if found is not None:
                ahead[int(index)] = self._estimator.look(found.frame, crop)
                return True
        return False

    def _foresee_crop(self, coming: ComingSwing) -> Region | None:
        """Where the golfer stands: the live loop stays there until they step away."""
        if coming.struck is None:
            return coming.poses[-1].crop
        struck, window = coming.struck, replace(coming.struck.window, end_ns=0)
        if self._crop is None or self._crop[0] != window:
            crop = choose_crop(struck.poses, struck.window, coming.ring.size, coming.golfer.handedness)
            self._crop = window, crop
        return self._crop[1]

    def dense(self, seen: SeenSwing, stamps: NDArray[np.void], events_only: bool = False) -> list[Pose]:
        """Poses of the window, in order; stamps: those of its pictures that are in the ring.

        Where the events lie every picture gets one: a number from thinner poses would be a guess. Before and
        after that, as many as there is time for, or none: the live loop's, of any crop, fill the rest.
        """
        live = {pose.frame_index: pose for pose in seen.poses if seen.holds(pose.time_ns)}
        crop = choose_crop(seen.poses, seen.window, seen.ring.size, seen.golfer.handedness)
        if crop is None:
            return list(live.values())
        ahead = self._ahead if seen.take == self._take else {}
        known = {
            index: pose
            for index, pose in (*live.items(), *ahead.items())
            if pose.crop == crop and seen.holds(pose.time_ns)
        }
        self._look(seen, stamps, crop, known, 0.0 if events_only else self._limit_s)
        self._ahead, self._take = known, seen.take
        known = live | known
        return [known[index] for index in sorted(known)]

    def _look(
        self, seen: SeenSwing, stamps: NDArray[np.void], crop: Region, known: dict[int, Pose], limit_s: float
    ) -> None:
        end_s = time.monotonic() + limit_s
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


def events_ns(window: SwingWindow) -> tuple[int, int]:
    """The stretch in which the events lie, from before address to past the finish."""
    span_ns = window.impact_ns - window.top_ns
    first_ns = (window.address_ns or window.start_ns) - EVENTS_BEFORE_ADDRESS * span_ns
    return first_ns, window.impact_ns + EVENTS_AFTER_IMPACT * span_ns


def _outside_ns(window: SwingWindow, time_ns: NDArray[np.int64]) -> NDArray[np.int64]:
    """How far each time lies outside the stretch of the events, 0 within it."""
    first_ns, last_ns = events_ns(window)
    return np.maximum(0, np.maximum(first_ns - time_ns, time_ns - last_ns)).astype(np.int64)
