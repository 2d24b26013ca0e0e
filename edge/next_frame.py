"""Which captured frame the live loop looks at next.

A loop that always takes the newest frame leaves a hole as long as every stall, and a downswing fits into one.
So frames are taken in their order; a loop that falls behind takes longer steps, and only one that is too late
jumps.
"""

import numpy as np
from numpy.typing import NDArray

from swingvision.frame import NANOSECONDS_PER_SECOND

# A step is this share of how far the loop is behind, at most LONGEST_STEP_S: a swing needs 20 looks a second.
STEP_SHARE, LONGEST_STEP_S = 0.15, 0.05
# Later than this, what is shown has nothing to do with what happens: go on with the newest.
HOPELESS_S = 2.0


def choose_next(stamps: NDArray[np.void], last_index: int, last_arrived_ns: int) -> int | None:
    """The index of the frame to look at, None where there is none after last_index.

    stamps: index and arrived_ns (of the monotonic clock) of all frames in the ring, oldest first.
    last_arrived_ns: when the frame that was looked at last had come.
    """
    waiting = stamps[stamps["index"] > last_index]
    if not len(waiting):
        return None
    newest_ns = int(waiting["arrived_ns"][-1])
    behind_ns = newest_ns - int(waiting["arrived_ns"][0])
    if behind_ns > HOPELESS_S * NANOSECONDS_PER_SECOND:
        return int(waiting["index"][-1])
    step_ns = min(STEP_SHARE * behind_ns, LONGEST_STEP_S * NANOSECONDS_PER_SECOND)
    at = int(np.searchsorted(waiting["arrived_ns"], min(last_arrived_ns + step_ns, newest_ns)))
    return int(waiting["index"][at])
