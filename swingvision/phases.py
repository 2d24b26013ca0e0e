"""The eight events from one ordered decoder: the most likely way through all of them at once.

Evidence says how much each moment looks like each event, the priors how the events lie to each other; both
are
log-likelihoods. The events hang together as a tree (address and top hold the backswing's two, top and
impact the
rest), so the best path is found exactly by going through every address, top and impact. Durations enter as
ratios only: time has no scale here. An address before the clip's first picture is decoded like any other
moment,
so that a clip which starts in the backswing still gets the events it shows.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from swingvision.evidence import Evidence
from swingvision.hands import Hands
from swingvision.priors import PRIORS, Ratio, Spread
from swingvision.report import View

Array = NDArray[np.float64]
Index = NDArray[np.intp]

Leaf = Literal["toe_up", "mid_backswing", "mid_downswing", "mid_follow_through", "finish"]
BACKSWING: tuple[Leaf, ...] = ("toe_up", "mid_backswing")
FOLLOW_THROUGH: tuple[Leaf, ...] = ("mid_follow_through", "finish")
ROOTS: tuple[str, ...] = ("address", "top", "impact")
# Where a leaf may lie: from which root, and between which ratios of its prior's unit.
_LEAVES: dict[Leaf, tuple[float, float]] = {
    "toe_up": (0.25, 0.85),
    "mid_backswing": (0.45, 0.97),
    "mid_downswing": (0.2, 0.9),
    "mid_follow_through": (0.08, 1.0),
    "finish": (1.0, 7.0),
}
# Downswings: how far before the hands' lowest point the top may lie, and how far around it impact.
EARLIEST_TOP, LATEST_TOP, IMPACT_REACH = 2.2, 0.4, 0.4
# Address in downswings before impact, at most and at least; with a departure seen, so far around that.
EARLIEST_ADDRESS, LATEST_ADDRESS, ADDRESS_REACH = 10.0, 1.8, 1.5


@dataclass(frozen=True, slots=True)
class Moment:
    """A time with one standard deviation, seconds."""

    time_s: float
    sigma_s: float


def decode(hands: Hands, evidence: Evidence, view: View, takeaway_s: float | None) -> dict[str, Moment]:
    """All eight events in order, by name; those that lie outside the clip are for the caller to drop.

    Raises ValueError when the grid holds no room for a swing.
    """
    addresses, tops, impacts = _ranges(hands, takeaway_s)
    if min(len(addresses), len(tops), len(impacts)) < 2:
        raise ValueError(f"no room for a swing around {hands.lowest_s:.2f} s")
    priors = PRIORS[view]
    back = _span(addresses, tops)
    down = _span(tops, impacts)
    total = priors["tempo"].log_likelihood(back[:, :, None] / down[None])
    total = total + evidence.address[addresses][:, None, None] + evidence.top[tops][:, None]
    total = total + evidence.impact[impacts]
    for leaf in BACKSWING:
        total += _best(leaf, addresses[:, None], back, evidence, priors)[:, :, None]
    total += _best("mid_downswing", tops[:, None], down, evidence, priors)
    for leaf in FOLLOW_THROUGH:
        total += _best(leaf, impacts[None, :], down, evidence, priors)
    return _read(hands.time_s, (addresses, tops, impacts), total, evidence, priors)


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


def _read(
    time_s: Array,
    ranges: tuple[Index, Index, Index],
    total: Array,
    evidence: Evidence,
    priors: dict[Ratio, Spread],
) -> dict[str, Moment]:
    total = np.where(np.isfinite(total), total, -np.inf)
    best = np.unravel_index(int(np.argmax(total)), total.shape)
    address, top, impact = (int(places[at]) for places, at in zip(ranges, best, strict=True))
    found: dict[str, Moment] = {}
    for axis, name in enumerate(ROOTS):
        others = tuple(other for other in range(3) if other != axis)
        found[name] = _moment(time_s[ranges[axis]], total.max(axis=others))
    step = float(time_s[1] - time_s[0])
    origins = {"toe_up": (address, top), "mid_backswing": (address, top), "mid_downswing": (top, impact)}
    for leaf in _LEAVES:
        start, end = origins.get(leaf, (top, impact))
        origin = impact if leaf not in origins else start
        scores = _scores(leaf, np.array(origin), np.array(float(end - start)), evidence, priors)
        found[leaf] = _moment(time_s[origin] + step * np.arange(1, len(scores) + 1), scores)
    return found


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
