"""What the picture says about each event: one score per moment on an even grid, in log-likelihood.

The grid's step is a share of the downswing, so footage of any rate or slow motion looks alike here. A
moment at
which the hands were not seen scores the same for every event: it says nothing, and the priors decide.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.hands import Hands
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
AFTER_LOWEST: dict[View, float] = {"face_on": 0.03, "down_the_line": 0.06, "other": 0.05}


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
    """High where the hands are fast for half a downswing before and slow for one after."""
    pace = np.log(hands.speed + 0.1)
    step = hands.time_s[1] - hands.time_s[0]
    before, after = (max(1, round(span * hands.downswing_s / step)) for span in (0.5, 1.0))
    total = np.concatenate([[0.0], np.cumsum(pace)])
    here = np.arange(len(pace))
    first, last = np.maximum(here - before, 0), np.minimum(here + after, len(pace))
    mean_before = (total[here] - total[first]) / np.maximum(here - first, 1)
    mean_after = (total[last] - total[here]) / np.maximum(last - here, 1)
    drop = mean_before - mean_after
    return np.asarray(2.0 * np.clip(drop - drop[hands.time_s > hands.lowest_s].max(initial=0.0), -4.0, 0.0))
