"""The eight events from one ordered decoder: the most likely way through all of them at once.

Evidence says how much each moment looks like each event, the priors how the events lie to each other; both
are log-likelihoods. The events hang together as a tree (address and top hold the backswing's two, top and
impact the downswing's), so the best path is found exactly by going through every address, top and impact.
What follows impact is read afterwards: where a golfer comes to rest says little about the top, and would
move it. Durations enter as ratios only: time has no scale here. An address before the clip's first picture
is decoded like any other moment, so that a clip which starts in the backswing still gets the events it shows.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from swingvision.evidence import Evidence
from swingvision.hands import STEPS, Hands
from swingvision.moment import Moment
from swingvision.priors import PRIORS, Ratio, Spread
from swingvision.report import View

Array = NDArray[np.float64]
Index = NDArray[np.intp]

Leaf = Literal["toe_up", "mid_backswing", "mid_downswing", "mid_follow_through", "finish"]
ROOTS: tuple[str, ...] = ("address", "top", "impact")
# From which event a leaf's time is counted, in the order in which they are read.
ORIGINS: dict[Leaf, str] = {
    "mid_backswing": "address",
    "toe_up": "address",
    "mid_downswing": "top",
    "mid_follow_through": "impact",
    "finish": "impact",
}
# Where a leaf may lie: between which ratios of its prior's unit.
_LEAVES: dict[Leaf, tuple[float, float]] = {
    "toe_up": (0.35, 0.97),
    "mid_backswing": (0.45, 0.97),
    "mid_downswing": (0.2, 0.9),
    "mid_follow_through": (0.08, 1.0),
    "finish": (1.0, 7.0),
}
# Downswings: how far before the hands' lowest point the top may lie, and how far around it impact.
EARLIEST_TOP, LATEST_TOP, IMPACT_REACH = 2.2, 0.4, 0.4
# Address in downswings before impact, at most and at least; with a departure seen, so far around that.
EARLIEST_ADDRESS, LATEST_ADDRESS, ADDRESS_REACH = 10.0, 1.8, 1.5

# A leaf whose place looks like anything but it is not in the clip: no guess.
CONTRADICTED = -6.0
# Hands stay within NEAR_TOP trunk lengths of the top for so many downswings before it, unless they pause.
NEAR_TOP, USUAL_STAY = 0.2, 0.65
# One standard deviation of where a golfer comes to rest, downswings: hands slow down for long.
REST_SIGMA = 0.65


def decode(hands: Hands, evidence: Evidence, view: View, takeaway_s: float | None) -> dict[str, Moment]:
    """The events in order, by name, without those that the hands contradict.

    Those outside the clip are for the caller to drop.
    Raises ValueError when the grid holds no room for a swing.
    """
    addresses, tops, impacts = _ranges(hands, takeaway_s)
    if min(len(addresses), len(tops), len(impacts)) < 2:
        raise ValueError(f"no room for a swing around {hands.lowest_s:.2f} s")
    priors = PRIORS[view]
    back = np.maximum(_span(addresses, tops) - _pause(hands, tops), 1.0)
    down = _span(tops, impacts)
    total = priors["tempo"].log_likelihood(back[:, :, None] / down[None])
    total = total + evidence.address[addresses][:, None, None] + evidence.top[tops][:, None]
    total = total + evidence.impact[impacts]
    total += _best("mid_backswing", addresses[:, None], back, evidence, priors)[:, :, None]
    total += _best("mid_downswing", tops[:, None], down, evidence, priors)
    total = np.where(np.isfinite(total), total, -np.inf)
    best = np.unravel_index(int(np.argmax(total)), total.shape)
    found: dict[str, Moment] = {}
    at: dict[str, int] = {}
    for axis, (name, places) in enumerate(zip(ROOTS, (addresses, tops, impacts), strict=True)):
        others = tuple(other for other in range(3) if other != axis)
        found[name] = _moment(hands.time_s[places], total.max(axis=others))
        at[name] = int(places[best[axis]])
    spans = (float(back[best[0], best[1]]), float(down[best[1], best[2]]))
    return found | _read_leaves(hands.time_s, at, spans, evidence, priors)


def _read_leaves(
    time_s: Array,
    at: dict[str, int],
    spans: tuple[float, float],
    evidence: Evidence,
    priors: dict[Ratio, Spread],
) -> dict[str, Moment]:
    """The events between the roots, each at its best place; toe_up last, since it hangs on mid_backswing."""
    back, down = spans
    step = float(time_s[1] - time_s[0])
    found: dict[str, Moment] = {}
    for leaf, origin in ORIGINS.items():
        unit = back if leaf == "mid_backswing" else down
        if leaf == "toe_up":
            unit = float(at["mid_backswing"] - at["address"])
        scores = _scores(leaf, np.array(at[origin]), np.array(unit), evidence, priors)
        at[leaf] = at[origin] + 1 + int(np.argmax(scores))
        if getattr(evidence, leaf)[at[leaf]] <= CONTRADICTED:
            continue
        found[leaf] = _moment(time_s[at[origin]] + step * np.arange(1, len(scores) + 1), scores)
        if leaf == "finish":
            found[leaf] = found[leaf].doubted(REST_SIGMA * down * step)
    return found


def _ranges(hands: Hands, takeaway_s: float | None) -> tuple[Index, Index, Index]:
    ago = (hands.lowest_s - hands.time_s) / hands.downswing_s
    if takeaway_s is None:
        address = (ago <= EARLIEST_ADDRESS) & (ago >= LATEST_ADDRESS)
    else:
        address = hands.seen & (np.abs(hands.time_s - takeaway_s) <= ADDRESS_REACH * hands.downswing_s)
    top = (ago <= EARLIEST_TOP) & (ago >= LATEST_TOP)
    impact = np.abs(ago) <= IMPACT_REACH
    return np.flatnonzero(address), np.flatnonzero(top), np.flatnonzero(impact)


def _span(first: Index, last: Index) -> Array:
    """(first, last) steps from each to each; NaN where they are out of order."""
    steps = (last[None, :] - first[:, None]).astype(np.float64)
    return np.where(steps > 0, steps, np.nan)


def _pause(hands: Hands, tops: Index) -> Array:
    """(tops,) for how many steps longer than usual the hands had been near each top: not in the ratios."""
    pauses = []
    for top in tops:
        away = np.linalg.norm(hands.place[:top] - hands.place[top], axis=1) > NEAR_TOP
        pauses.append(np.argmax(away[::-1]) if away.any() else top)
    return np.maximum(np.array(pauses) - USUAL_STAY * STEPS, 0.0)


def _scores(leaf: Leaf, origin: Index, unit: Array, evidence: Evidence, priors: dict[Ratio, Spread]) -> Array:
    """(..., offsets) the score of every place of a leaf, told as steps after its origin; -inf where it
    cannot be.
    """
    least, most = _LEAVES[leaf]
    offsets = np.arange(1, int(np.nanmax(unit) * most) + 1)
    ratio = offsets / unit[..., None]
    there = np.broadcast_to(origin, unit.shape)[..., None] + offsets
    score: Array = getattr(evidence, leaf)
    inside = (ratio >= least) & (ratio <= most) & (there < len(score))
    found = score[np.minimum(there, len(score) - 1)] + priors[leaf].log_likelihood(ratio)
    return np.where(inside, found, -np.inf)


def _best(leaf: Leaf, origin: Index, unit: Array, evidence: Evidence, priors: dict[Ratio, Spread]) -> Array:
    return np.asarray(_scores(leaf, origin, unit, evidence, priors).max(axis=-1))


def _moment(time_s: Array, score: Array) -> Moment:
    """Mean and standard deviation of the hill of exp(score) around its highest point."""
    peak = int(np.argmax(score))
    low = np.flatnonzero(~(score > score[peak] - 4.5))
    first = int(low[low < peak].max(initial=-1)) + 1
    last = int(low[low > peak].min(initial=len(score)))
    hill = slice(first, last)
    weight = np.exp(score[hill] - score[peak])
    weight /= weight.sum()
    mean = float(weight @ time_s[hill])
    step = float(time_s[1] - time_s[0]) if len(time_s) > 1 else 0.0
    return Moment(mean, float(np.sqrt(weight @ (time_s[hill] - mean) ** 2 + step**2 / 12)))
