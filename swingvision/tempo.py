"""Timing of a swing: how long back, how long down, their ratio, each with its interval.

The backswing counts from takeaway, which can be seen, not from address, whose last still moment cannot.
"""

import numpy as np

from swingvision.interval import Z95, around, shown, withheld
from swingvision.moment import Moment
from swingvision.report import EventName, Grade, Metric

# From address to finish in real time; what takes longer was not read right.
LONGEST_SWING_S = 4.0
# Top to impact of a full swing in real time: tour players 0.2 to 0.37 s, the slowest amateurs about 0.45.
LONGEST_DOWNSWING_S = 0.55
# An interval wider than this against the ratio, or against a usual span, says nothing. Against the span that
# was measured, those that are too long by mistake would be shown and the others not.
WIDEST = 1.2

NO_REAL_TIME = "slow motion: the real rate is unknown"
TOO_LONG = "more than 4 s from address to finish: not read right"
TOO_UNSURE = "not seen well enough: the interval is too wide"
UNSEEN: dict[EventName, str] = {
    "takeaway": "the start of the backswing was not seen",
    "top": "the top was not seen",
    "impact": "impact was not seen",
    "finish": "the finish was not seen",
}
# From one event to another; usually so many downswings.
SPANS: dict[str, tuple[EventName, EventName, float, Grade]] = {
    "backswing_s": ("takeaway", "top", 3.0, "A"),
    "downswing_s": ("top", "impact", 1.0, "A"),
    "follow_through_s": ("impact", "finish", 2.4, "B"),
}


def measure_timing(moments: dict[EventName, Moment]) -> dict[str, Metric]:
    """backswing_s, downswing_s, tempo_ratio and follow_through_s from the moments that were seen."""
    rows = {name: _measure_span(moments, *events) for name, events in SPANS.items()}
    return {**rows, "tempo_ratio": measure_tempo_ratio(moments)}


def is_slow_motion(moments: dict[EventName, Moment]) -> bool:
    """A downswing longer than anybody's."""
    return _between(moments, "top", "impact") > LONGEST_DOWNSWING_S


def measure_tempo_ratio(moments: dict[EventName, Moment]) -> Metric:
    """(top - takeaway) / (impact - top); the top counts in both, so it is propagated once, with both
    weights.
    """
    reason = _unseen(moments, "takeaway", "top", "impact") or _implausible(moments)
    if reason:
        return withheld(reason, "ratio", "A")
    takeaway, top, impact = (moments[name] for name in ("takeaway", "top", "impact"))
    back, down = top.time_s - takeaway.time_s, impact.time_s - top.time_s
    sigma = float(
        np.linalg.norm([takeaway.sigma_s / back, top.sigma_s * (1 / back + 1 / down), impact.sigma_s / down])
    )
    ratio = back / down
    low, high = ratio * np.exp(-Z95 * sigma), ratio * np.exp(Z95 * sigma)
    if high - low > WIDEST * ratio:
        return withheld(TOO_UNSURE, "ratio", "A")
    return shown(ratio, float(low), float(high), "ratio", "A")


def _measure_span(
    moments: dict[EventName, Moment], first: EventName, last: EventName, usual: float, grade: Grade
) -> Metric:
    reason = _unseen(moments, first, last)
    if not reason and is_slow_motion(moments):
        reason = NO_REAL_TIME
    reason = reason or _implausible(moments)
    if reason:
        return withheld(reason, "s", grade)
    sigma = float(np.hypot(moments[first].sigma_s, moments[last].sigma_s))
    span = _between(moments, first, last)
    downswing_s = _between(moments, "top", "impact")
    usual_s = usual * downswing_s if np.isfinite(downswing_s) else span
    if 2 * Z95 * sigma > WIDEST * usual_s:
        return withheld(TOO_UNSURE, "s", grade)
    return around(span, sigma, "s", grade)


def _unseen(moments: dict[EventName, Moment], *names: EventName) -> str | None:
    return next((UNSEEN[name] for name in names if name not in moments), None)


def _implausible(moments: dict[EventName, Moment]) -> str | None:
    first: EventName = "address" if "address" in moments else "takeaway"
    too_long = _between(moments, first, "finish") > LONGEST_SWING_S
    return TOO_LONG if too_long and not is_slow_motion(moments) else None


def _between(moments: dict[EventName, Moment], first: EventName, last: EventName) -> float:
    """Seconds from one to the other; NaN when one was not seen."""
    if first not in moments or last not in moments:
        return float("nan")
    return moments[last].time_s - moments[first].time_s
