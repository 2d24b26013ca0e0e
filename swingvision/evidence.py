"""What the picture says about each event: one score per moment on an even grid, in log-likelihood.

The grid's step is a share of the downswing, so footage of any rate or slow motion looks alike here. A
moment at
which the hands were not seen scores the same for every event: it says nothing, and the priors decide.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from swingvision.hands import STEPS, Hands
from swingvision.report import View

Array = NDArray[np.float64]

# No single moment weighs more than this against the priors: one wild point must not decide.
WORST = -8.0
# What an average moment near the event scores; one that was not seen counts as much.
UNSEEN = -2.0
# Height of the hands (0 lowest, 1 lead shoulder) with the shaft horizontal, going back and after impact.
TOE_UP_HEIGHT, FOLLOW_THROUGH_HEIGHT = 0.22, 0.61
# The clubhead leaves before the hands do: address lies so many downswings before takeaway.
CLUB_FIRST = 0.30
# Impact after the hands' lowest point, in downswings: seen from the side the hands drop until just before it.
AFTER_LOWEST: dict[View, float] = {"face_on": 0.02, "down_the_line": 0.05, "other": 0.04}


# At rest: slower than these (trunk lengths a downswing; the first that is reached counts) for so many
# downswings.
# The finish comes so much later.
REST_SPEEDS, REST_SPAN, AFTER_SLOW = (0.5, 0.8, 1.2), 0.3, 0.45


@dataclass(frozen=True, slots=True)
class Evidence:
    """Scores of each event, (moments,)."""

    address: Array
    toe_up: Array
    mid_backswing: Array
    top: Array
    mid_downswing: Array
    impact: Array
    mid_follow_through: Array
    finish: Array


def weigh(hands: Hands, view: View, takeaway_s: float | None) -> Evidence:
    """All events' scores. takeaway_s: None when the clip begins later."""
    peak = max(float(hands.height[hands.time_s < hands.lowest_s].max(initial=0.0)), 0.3)
    level = min(1.0, 0.9 * peak)
    high_enough = _near(np.minimum(hands.height, 0.8 * peak), 0.8 * peak, 0.15)
    scores = {
        "address": _address(hands, takeaway_s),
        "toe_up": _near(hands.height, TOE_UP_HEIGHT, 0.15),
        "mid_backswing": _near(hands.height, level, 0.15),
        "top": _reversing(hands) + high_enough,
        "mid_downswing": _near(hands.height, level, 0.15),
        "impact": _near((hands.time_s - hands.lowest_s) / hands.downswing_s, AFTER_LOWEST[view], 0.06),
        "mid_follow_through": _near(hands.height, FOLLOW_THROUGH_HEIGHT, 0.12),
        "finish": _coming_to_rest(hands),
    }
    return Evidence(**{name: np.where(hands.seen, score, UNSEEN) for name, score in scores.items()})


def _near(value: Array, centre: float, sigma: float) -> Array:
    return np.asarray(np.maximum(-0.5 * ((value - centre) / sigma) ** 2, WORST))


def _address(hands: Hands, takeaway_s: float | None) -> Array:
    if takeaway_s is None:
        return np.zeros_like(hands.time_s)
    return _near((hands.time_s - takeaway_s) / hands.downswing_s, -CLUB_FIRST, 0.25)


def _reversing(hands: Hands) -> Array:
    """High where the hands are as slow as they get in the last two downswings before impact."""
    ago = (hands.lowest_s - hands.time_s) / hands.downswing_s
    slowest = hands.speed[(ago > 0.5) & (ago < 2.0)].min(initial=np.inf)
    return _near(np.sqrt(np.maximum(hands.speed**2 - slowest**2, 0.0)), 0.0, 0.35)


def _coming_to_rest(hands: Hands) -> Array:
    """The finish follows soon after the hands have slowed down for good; they slow before the body has
    stopped.
    """
    since = (hands.time_s - hands.lowest_s) / hands.downswing_s
    window = round(REST_SPAN * STEPS)
    pace = np.convolve(hands.speed, np.ones(window) / window, "same")
    for limit in REST_SPEEDS:
        slow = sliding_window_view(np.append(pace, np.zeros(window)) < limit, window + 1).all(axis=1)
        found = np.flatnonzero(slow & (since > 0.8) & hands.seen)
        if len(found):
            return _near(since - since[found[0]], AFTER_SLOW, 0.4)
    return np.zeros_like(hands.time_s)
