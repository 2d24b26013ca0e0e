"""Nobody is there: pictures are looked at seldom, until one of them changes.

Whoever steps in changes pictures, and how much each one differs from the one before is known already: the
ring's writer notes it for the repeats.
"""

import numpy as np
from numpy.typing import NDArray

# Nobody was found for so long. A tracker that has just lost somebody looks on.
EMPTY_S = 3.0
# How often pictures are asked for a change, and looked at without one.
ASKED_S, LOOKED_AT_S = 0.1, 1.0
# A change: so many times the usual of the most changed cell, and this much above it, of 255. Noise and the
# flicker of lamps are the usual; leaves in the wind become it.
TIMES, ABOVE = 2.5, 4.0


class IdleGate:
    """Times are seconds of the monotonic clock."""

    def __init__(self) -> None:
        self._empty_since_s: float | None = None
        self._looked_s = 0.0

    def looked(self, found: bool, now_s: float) -> None:
        """A picture was looked at, with somebody in it or not."""
        self._looked_s = now_s
        if found:
            self._empty_since_s = None
        elif self._empty_since_s is None:
            self._empty_since_s = now_s

    def reset(self) -> None:
        """Another stream: look at every picture."""
        self._empty_since_s = None

    def is_shut(self, now_s: float) -> bool:
        """Whether nobody has been there for so long that a picture needs a reason to be looked at."""
        return self._empty_since_s is not None and now_s - self._empty_since_s >= EMPTY_S

    def opens(self, stamps: NDArray[np.void], last_index: int, now_s: float) -> bool:
        """Whether there is a reason among the pictures after last_index. stamps: see Ring.stamps."""
        if now_s - self._looked_s >= LOOKED_AT_S:
            return True
        peaks = stamps["change_peak"]
        new = stamps["index"] > last_index
        known = peaks[~new & np.isfinite(peaks)]
        usual = float(np.median(known)) if len(known) else 0.0
        return bool((peaks[new] > max(TIMES * usual, usual + ABOVE)).any())
