"""Which captured frame the live loop looks at next.

A loop that always takes the newest frame leaves a hole as long as every stall, and a downswing fits into one.
So frames are taken in their order; a loop that falls behind takes longer steps, and only one that is too late
jumps. A take begins with its first picture, however many wait: a swing may start with it.
"""

import math

import numpy as np
from numpy.typing import NDArray

from swingvision.frame import NANOSECONDS_PER_SECOND

# A step is this share of the pictures that wait, told by their number and own times: a network delivers in
# bursts, and a burst is no falling behind. At most LONGEST_STEP_S: a swing needs 20 looks a second.
STEP_SHARE, LONGEST_STEP_S = 0.15, 0.05
# Later than this, what is shown has nothing to do with what happens: go on with the newest.
HOPELESS_S = 2.0


def choose_next(stamps: NDArray[np.void], last_index: int, sparing: bool = False) -> int | None:
    """The index of the frame to look at, None where there is none after last_index.

    stamps: index, take, time_ns and arrived_ns (of the monotonic clock) of all frames in the ring, oldest
    first. sparing: the longest steps, as somebody waits for the processor.
    """
    waiting = stamps[stamps["index"] > last_index]
    if not len(waiting):
        return None
    behind_ns = int(waiting["arrived_ns"][-1]) - int(waiting["arrived_ns"][0])
    if behind_ns > HOPELESS_S * NANOSECONDS_PER_SECOND:
        return int(waiting["index"][-1])
    before = stamps[stamps["index"] <= last_index]
    if not len(before) or before["take"][-1] != waiting["take"][0]:
        return int(waiting["index"][0])
    near_ns = int(waiting["time_ns"][0]) + LONGEST_STEP_S * NANOSECONDS_PER_SECOND
    near = (waiting["take"] == waiting["take"][0]) & (waiting["time_ns"] < near_ns)
    longest = int(near.sum())
    step = longest if sparing else min(math.ceil(STEP_SHARE * len(waiting)), longest)
    return int(waiting["index"][step - 1])
