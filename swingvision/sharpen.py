"""Top and impact between the pictures: the decoder picks the place, the hands say when."""

import numpy as np
from numpy.polynomial import Polynomial

from swingvision.evidence import AFTER_LOWEST
from swingvision.hands import Hands, find_crossing
from swingvision.phases import Moment
from swingvision.report import View
from swingvision.takeaway import FRAME_SIGMA
from swingvision.track import Track

# How far from its decoded place an event is looked for, downswings.
REACH = 0.3
# One standard deviation of what hands can tell about the club, downswings; and the share of
# their distance from the decoded moment that is doubt.
TOP_SIGMA, IMPACT_SIGMA, DOUBT = 0.06, 0.03, 0.4
# The cubic spans so much of top..mid-downswing to each side, with so many pictures at least.
FIT, CUBIC_PICTURES = 0.65, 8


def sharpen(hands: Hands, track: Track, moments: dict[str, Moment], view: View) -> dict[str, Moment]:
    """The same moments with top and impact timed by the hands where these show it."""
    top, impact = moments["top"], moments["impact"]
    span = impact.time_s - top.time_s
    lowest_s = hands.lowest_s + AFTER_LOWEST[view] * span
    if abs(lowest_s - impact.time_s) <= REACH * span:
        impact = _moved(impact, lowest_s, IMPACT_SIGMA * span, track.interval_s)
    reversal_s = find_reversal(hands, track, top.time_s, moments["mid_downswing"].time_s)
    if reversal_s is not None:
        top = _moved(top, reversal_s, TOP_SIGMA * span, track.interval_s)
    return {**moments, "top": top, "impact": impact}


def _moved(decoded: Moment, time_s: float, sigma_s: float, interval_s: float) -> Moment:
    doubt = DOUBT * (time_s - decoded.time_s)
    return Moment(time_s, float(np.linalg.norm([sigma_s, doubt, interval_s * FRAME_SIGMA])))


def find_reversal(hands: Hands, track: Track, top_s: float, mid_downswing_s: float) -> float | None:
    """When the hands turn: their speed along the way from the top to mid-downswing rises through zero.

    Told by a cubic through the pictures around it (braking and starting differ, so no parabola), or by the
    smoothed speed where these are few.
    """
    span = mid_downswing_s - top_s
    top, down = (int(np.argmin(np.abs(hands.time_s - moment))) for moment in (top_s, mid_downswing_s))
    way = hands.place[down] - hands.place[top]
    rough = find_crossing(hands.time_s, hands.velocity @ way, top_s, span)
    near = track.between(top_s - FIT * span, top_s + FIT * span)
    near = near[np.isfinite(track.grip[near]).all(axis=1)]
    if rough is None or len(near) < CUBIC_PICTURES:
        return rough
    fitted = Polynomial.fit(track.time_s[near], track.grip[near] @ way, 3)
    turns = [float(root.real) for root in fitted.deriv().roots() if abs(root.imag) < 1e-9]
    lows = [turn for turn in turns if fitted.deriv(2)(turn) > 0 and abs(turn - top_s) <= FIT * span]
    return min(lows, key=lambda turn: abs(turn - top_s), default=rough)
