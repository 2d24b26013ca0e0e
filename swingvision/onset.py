"""When the hands leave address."""

import numpy as np
from numpy.typing import NDArray

from swingvision.hands import Hands

Array = NDArray[np.float64]

# Hands this high (0 lowest, 1 lead shoulder) are surely in the backswing.
SURELY_GOING = 0.35
# Slower than this share of the backswing's fastest for so many downswings is stillness.
STILL_SHARE, STILL_SPAN = 0.15, 0.25
# The still place is the median over so many downswings before the hands go.
BASELINE_SPAN = 1.0
# Hands this far (trunk lengths) from the still place are on their way.
GONE = 0.05


def find_onset(hands: Hands) -> float | None:
    """When the hands are GONE from their still place for good; None when no stillness was seen before."""
    before = np.flatnonzero(hands.time_s < hands.lowest_s - 0.5 * hands.downswing_s)
    high = before[hands.height[before] > 0.6] if len(before) else before
    if len(high) == 0:
        return None
    rising = _first_of_last_run(high)
    low = np.flatnonzero(hands.height[:rising] < SURELY_GOING)
    if len(low) == 0:
        return None
    going = int(low[-1])
    fastest = float(hands.speed[going : rising + 1].max())
    still_end = _last_stillness(hands, going, fastest)
    if still_end is None:
        return None
    step = hands.time_s[1] - hands.time_s[0]
    first = max(0, still_end - round(BASELINE_SPAN * hands.downswing_s / step))
    baseline = np.median(hands.place[first : still_end + 1], axis=0)
    away = np.linalg.norm(hands.place - baseline, axis=1)
    near = np.flatnonzero(away[: going + 1] < GONE)
    return float(hands.time_s[near[-1]]) if len(near) else None


def _first_of_last_run(indices: NDArray[np.intp]) -> int:
    """Where the last unbroken run of indices begins."""
    breaks = np.flatnonzero(np.diff(indices) > 1)
    return int(indices[breaks[-1] + 1]) if len(breaks) else int(indices[0])


def _last_stillness(hands: Hands, going: int, fastest: float) -> int | None:
    step = hands.time_s[1] - hands.time_s[0]
    span = max(1, round(STILL_SPAN * hands.downswing_s / step))
    slow = hands.speed[: going + 1] < STILL_SHARE * fastest
    run = np.convolve(slow, np.ones(span), "valid") >= span
    return int(np.flatnonzero(run)[-1]) + span - 1 if run.any() else None
