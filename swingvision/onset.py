"""Until when the hands stand still at address: the anchor from which takeaway is searched."""

import numpy as np
from numpy.typing import NDArray

from swingvision.hands import STEPS, Hands

Array = NDArray[np.float64]

# Hands above HIGH (0 lowest, 1 lead shoulder) are in the backswing for sure, below LOW they have just
# begun it.
HIGH, LOW = 0.6, 0.35
# Still is a mean speed over so many downswings below this share of the backswing's fastest.
STILL_SPAN, STILL_SHARE = 0.3, 0.12
# Address lies within so many downswings before the hands pass LOW.
SEARCH = 3.0
# In a clip that begins with hands above this height the address is not there.
STARTED_HEIGHT = 0.15


def find_still_end(hands: Hands) -> float | None:
    """When the hands were last still before the backswing, seconds; None when the clip begins in the
    backswing.

    Where noise hides all stillness it is the slowest moment.
    """
    going = _going(hands)
    if going is None:
        return None
    first = int(np.argmax(hands.seen))
    candidates = np.arange(max(first, going - round(SEARCH * STEPS)), going)
    if len(candidates) == 0 or (candidates[0] == first and hands.height[first] > STARTED_HEIGHT):
        return None
    pace = np.convolve(hands.speed, np.ones(window := round(STILL_SPAN * STEPS)) / window, "same")
    fastest = hands.speed[going : going + STEPS].max()
    still = candidates[pace[candidates] < STILL_SHARE * fastest]
    chosen = still[-1] if len(still) else candidates[np.argmin(pace[candidates])]
    return float(hands.time_s[chosen])


def _going(hands: Hands) -> int | None:
    """The grid point at which the hands pass LOW in the backswing."""
    before = np.flatnonzero(hands.time_s < hands.lowest_s - 0.5 * hands.downswing_s)
    high = before[hands.height[before] > min(HIGH, 0.8 * hands.height[before].max(initial=0.0))]
    if len(high) == 0:
        return None
    breaks = np.flatnonzero(np.diff(high) > 1)
    rising = high[breaks[-1] + 1] if len(breaks) else high[0]
    low = np.flatnonzero(hands.height[:rising] < LOW)
    return int(low[-1]) if len(low) else None
