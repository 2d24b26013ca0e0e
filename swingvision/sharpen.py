"""Top and impact between the pictures: the decoder picks the place, the hands' own motion says when exactly."""

from dataclasses import replace

import numpy as np

from swingvision.evidence import AFTER_LOWEST
from swingvision.hands import Hands, find_crossing
from swingvision.phases import Moment
from swingvision.report import View

# How far from its decoded place an event is looked for, downswings.
REACH = 0.3
# One standard deviation of what hands can tell about the club, downswings.
TOP_SIGMA, IMPACT_SIGMA = 0.04, 0.03


def sharpen(hands: Hands, moments: dict[str, Moment], view: View) -> dict[str, Moment]:
    """The same moments with top and impact timed by the hands where these show it."""
    top, impact = moments["top"], moments["impact"]
    span = impact.time_s - top.time_s
    lowest_s = hands.lowest_s + AFTER_LOWEST[view] * span
    if abs(lowest_s - impact.time_s) <= REACH * span:
        impact = replace(impact, time_s=lowest_s)
    reversal_s = find_reversal(hands, top.time_s, moments["mid_downswing"].time_s, REACH * span)
    if reversal_s is not None:
        top = replace(top, time_s=reversal_s)
    return {**moments, "top": top, "impact": impact}


def find_reversal(hands: Hands, top_s: float, mid_downswing_s: float, reach_s: float) -> float | None:
    """When the hands turn: their speed along the way from the top to mid-downswing rises through zero."""
    top, down = (int(np.argmin(np.abs(hands.time_s - moment))) for moment in (top_s, mid_downswing_s))
    way = hands.place[down] - hands.place[top]
    return find_crossing(hands.time_s, hands.velocity @ way, top_s, reach_s)
