"""What the picture says about each event: one score per moment on an even grid, in log-likelihood.

The grid's step is a share of the downswing, so footage of any rate or slow motion looks alike here. A
moment at
which the hands were not seen scores the same for every event: it says nothing, and the priors decide.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from swingvision.club_events import ClubEvents
from swingvision.hands import STEPS, Hands
from swingvision.moment import Moment
from swingvision.report import View

Array = NDArray[np.float64]

# No single moment weighs more than this against the priors: one wild point must not decide.
WORST = -8.0
# What an average moment near the event scores; one that was not seen counts as much.
UNSEEN = -2.0
# Height of the hands (0 lowest, 1 lead shoulder) with the shaft horizontal, going back and after impact; they
# tell little. From the front the lead arm tells more: so many degrees from hanging, toward the trail side.
TOE_UP_HEIGHT, TOE_UP_ARM_DEG, FOLLOW_THROUGH_HEIGHT = 0.15, 46.0, 0.5
# Height of the hands with the lead arm horizontal. From the front the pose puts the shoulder too high once
# the arm is up.
ARM_LEVEL: dict[View, float] = {"face_on": 0.83, "down_the_line": 1.0, "other": 0.9}
# The clubhead leaves before the hands do: address lies so many downswings before takeaway.
CLUB_FIRST = 0.1
# A clubhead seen to leave says it better, to so many downswings.
LEAST_DEPARTURE_SIGMA = 0.06
# So do the shaft at toe-up and at the top, and the ball.
CLUB_SIGMA, BALL_SIGMA = 0.08, 0.04
# Impact after the hands' lowest point, in downswings: seen from the side the hands drop until just before it.
AFTER_LOWEST: dict[View, float] = {"face_on": 0.02, "down_the_line": 0.05, "other": 0.04}
# At rest: slower than REST_PACES (trunk lengths a downswing, several) for REST_SPAN downswings, or than the
# next multiples of them. Hands slow before the body has stopped: the finish comes FINISH_AFTER times as long
# after impact. They are watched for WATCHED downswings.
REST_PACES, REST_SPAN, FINISH_AFTER, WATCHED = np.geomspace(0.16, 0.30, 5), 0.3, 1.1, 0.35
LESS_STILL = (1.0, 2.0, 4.0)
# LEAVING downswings after the top the hands are GONE trunk lengths at least.
LEAVING, GONE = 0.3, 0.1
# Below this height the hands have not yet begun to rise.
LOW = 0.3
# Hands also slow down for a moment on their way up; no finish comes so soon after impact.
EARLIEST_REST = 0.7
# Hands that have come down below this share of their height after impact rest from the swing, not in it.
REST_HEIGHT = 0.6


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


def weigh(hands: Hands, view: View, takeaway_s: float | None, club: ClubEvents = ClubEvents()) -> Evidence:
    """All events' scores. takeaway_s: None when the clip begins later; club: what it tells, if seen."""
    peak = max(float(hands.height[hands.time_s < hands.lowest_s].max(initial=0.0)), 0.3)
    level = min(ARM_LEVEL[view], 0.9 * peak)
    high_enough = _near(np.minimum(hands.height, 0.8 * peak), 0.8 * peak, 0.15)
    rising, falling = _envelopes(hands)
    scores = {
        "address": _address(hands, takeaway_s, club.departure),
        "toe_up": _seen(hands, club.toe_up, CLUB_SIGMA) if club.toe_up else _toe_up(hands, view),
        "mid_backswing": _near(rising, level, 0.1),
        "top": _reversing(hands) + _leaving(hands) + high_enough + _seen(hands, club.top, CLUB_SIGMA),
        "mid_downswing": _near(falling, level, 0.1),
        "impact": _near((hands.time_s - hands.lowest_s) / hands.downswing_s, AFTER_LOWEST[view], 0.06)
        + _seen(hands, club.struck, BALL_SIGMA),
        "mid_follow_through": _near(hands.height, FOLLOW_THROUGH_HEIGHT, 0.2),
        "finish": _coming_to_rest(hands),
    }
    unseen = dict.fromkeys(scores, UNSEEN)
    if scores["finish"].any():
        unseen["finish"] = WORST
    return Evidence(**{name: np.where(hands.seen, score, unseen[name]) for name, score in scores.items()})


def _near(value: Array, centre: float, sigma: float) -> Array:
    return np.asarray(np.maximum(-0.5 * ((value - centre) / sigma) ** 2, WORST))


def _seen(hands: Hands, moment: Moment | None, least: float) -> Array:
    """The score of what club or ball showed, to `least` downswings; nothing where it was not seen."""
    if moment is None:
        return np.zeros_like(hands.time_s)
    sigma = max(moment.sigma_s / hands.downswing_s, least)
    return _near((hands.time_s - moment.time_s) / hands.downswing_s, 0.0, sigma)


def _address(hands: Hands, takeaway_s: float | None, departure: Moment | None) -> Array:
    if departure is not None:
        return _seen(hands, departure, LEAST_DEPARTURE_SIGMA)
    if takeaway_s is None:
        return np.zeros_like(hands.time_s)
    return _near((hands.time_s - takeaway_s) / hands.downswing_s, -CLUB_FIRST, 0.15)


def _toe_up(hands: Hands, view: View) -> Array:
    if view == "face_on":
        return _near(-np.degrees(np.arctan2(hands.arm[:, 0], -hands.arm[:, 1])), TOE_UP_ARM_DEG, 9.0)
    return _near(hands.height, TOE_UP_HEIGHT, 0.25)


def _envelopes(hands: Hands) -> tuple[Array, Array]:
    """The hands' height so far since they last left the ground's half, and the height they still come down
    from: each passes a level once, though the hands waver around it."""
    before = np.flatnonzero(hands.time_s < hands.lowest_s)
    if len(before) == 0:
        return hands.height, hands.height
    last, peak = int(before[-1]), int(before[np.argmax(hands.height[before])])
    low = np.flatnonzero(hands.height[:peak] < LOW)
    first = int(low[-1]) if len(low) else 0
    rising, falling = hands.height.copy(), hands.height.copy()
    rising[first:] = np.maximum.accumulate(rising[first:])
    falling[: last + 1] = np.maximum.accumulate(falling[: last + 1][::-1])[::-1]
    return rising, falling


def _reversing(hands: Hands) -> Array:
    """High where the hands are as slow as they get in the last two downswings before impact."""
    ago = (hands.lowest_s - hands.time_s) / hands.downswing_s
    slowest = hands.speed[(ago > 0.5) & (ago < 2.0)].min(initial=np.inf)
    return _near(np.sqrt(np.maximum(hands.speed**2 - slowest**2, 0.0)), 0.0, 0.35)


def _leaving(hands: Hands) -> Array:
    """Low where the hands stay for longer: with a pause at the top, or a slow change of direction, its end
    counts."""
    later = np.minimum(np.arange(len(hands.place)) + round(LEAVING * STEPS), len(hands.place) - 1)
    gone = np.linalg.norm(hands.place[later] - hands.place, axis=1)
    return _near(np.minimum(gone, GONE), GONE, 0.06)


def _coming_to_rest(hands: Hands) -> Array:
    """The finish follows soon after the hands have slowed down for a while; they slow before the body has
    stopped, and are watched until then. The median of several limits is not moved by a picture's noise."""
    since = (hands.time_s - hands.lowest_s) / hands.downswing_s
    window = round(REST_SPAN * STEPS)
    highest = hands.height[hands.seen & (since > 0)].max(initial=0.0)
    ahead = round((WATCHED + REST_SPAN) * STEPS)
    watched = sliding_window_view(np.append(hands.seen, np.zeros(ahead, bool)), ahead + 1).all(axis=1)
    up = watched & (since > EARLIEST_REST) & (hands.height > REST_HEIGHT * highest)
    pace = np.convolve(hands.pace, np.ones(window) / window, "same")
    for factor in LESS_STILL:
        slow = sliding_window_view(pace, window)[:, :, None] < factor * REST_PACES
        starts = slow.all(axis=1) & up[: len(slow), None]
        found = [since[np.argmax(column)] for column in starts.T if column.any()]
        if len(found) > len(REST_PACES) // 2:
            return _near(since, FINISH_AFTER * float(np.median(found)), 0.2)
    return np.zeros_like(hands.time_s)
