"""Top and impact between the pictures: the decoder says where, a smooth curve through the hands says when."""

import numpy as np
from numpy.typing import NDArray

from swingvision import kinematics
from swingvision.club_events import ClubEvents
from swingvision.curve import Curve, fit_curve
from swingvision.evidence import AFTER_LOWEST
from swingvision.hands import find_crossing
from swingvision.moment import Moment
from swingvision.report import View
from swingvision.takeaway import FRAME_SIGMA
from swingvision.track import Track

Array = NDArray[np.float64]

# How far from its decoded place an event is looked for, downswings.
REACH = 0.3
# One standard deviation of what hands can tell about the club, downswings; and the share of their distance
# from the decoded moment that is doubt: of the result, and before that of the turn at the top, where one wild
# picture bends the curve.
TOP_SIGMA, IMPACT_SIGMA, DOUBT, DISTRUST = 0.025, 0.02, 0.3, 1.0
# One standard deviation of what no evidence of the top tells, downswings. Calibrated by coverage on virtual
# golfers with the pose model's errors.
TOP_DOUBT = 0.03
# The curve through the hands: from so many downswings before an event to so many after, how fast it bends
# (downswings), how far it goes and how far a picture's hands scatter (trunk lengths).
BEFORE, AFTER, LENGTH, WAY, SCATTER = 1.0, 0.9, 0.42, 2.0, 0.01
PICTURES, STEP = 6, 1 / 200
# Most hands are CREPT trunk lengths down the way USUAL downswings after they turn. What they take longer they
# creep while the club still goes back: it turns within that.
CREPT, USUAL, CREEP_SHARE = 0.05, 0.2, 0.3
# The ball says when it was struck where the hands agree to so many downswings.
BALL_REACH = 0.25
UP = np.array([0.0, 1.0])


def sharpen(
    track: Track, moments: dict[str, Moment], view: View, club: ClubEvents = ClubEvents()
) -> dict[str, Moment]:
    """The same moments with top and impact timed by the hands where these show it, and impact by the ball."""
    top, impact = moments["top"], moments["impact"]
    span = impact.time_s - top.time_s
    lowest = find_turn(track, impact.time_s - AFTER_LOWEST[view] * span, span, UP)
    if lowest is not None:
        sharp_s = float(np.hypot(lowest.sigma_s, IMPACT_SIGMA * span))
        impact = _moved(impact, lowest.time_s + AFTER_LOWEST[view] * span, sharp_s, track.interval_s)
    if club.struck is not None and abs(club.struck.time_s - impact.time_s) < BALL_REACH * span:
        impact = within(impact, club.struck)
    arms_level_s = moments["mid_downswing"].time_s if "mid_downswing" in moments else top.time_s + 0.5 * span
    reversal = find_reversal(track, top.time_s, arms_level_s, span)
    if reversal is not None:
        sharp_s = float(np.hypot(reversal.sigma_s, TOP_SIGMA * span))
        top = _agreed(top, Moment(reversal.time_s, sharp_s), track.interval_s)
    return {**moments, "top": top.doubted(TOP_DOUBT * span), "impact": impact}


def within(moment: Moment, seen: Moment) -> Moment:
    """The moment, or the nearest one between the two pictures that are known to hold it: seen is uniform."""
    half = float(np.sqrt(3) * seen.sigma_s)
    time_s = float(np.clip(moment.time_s, seen.time_s - half, seen.time_s + half))
    return Moment(time_s, min(moment.sigma_s, seen.sigma_s))


def _agreed(decoded: Moment, sharp: Moment, interval_s: float) -> Moment:
    """Both weighted by their doubts; the sharp one is doubted by how far it lies from all else."""
    far_s = DISTRUST * (sharp.time_s - decoded.time_s)
    sharp_s = float(np.hypot(sharp.sigma_s, far_s))
    weight = decoded.sigma_s**2 / (decoded.sigma_s**2 + sharp_s**2)
    time_s = decoded.time_s + weight * (sharp.time_s - decoded.time_s)
    return _moved(decoded, time_s, min(sharp_s, decoded.sigma_s), interval_s)


def _moved(decoded: Moment, time_s: float, sigma_s: float, interval_s: float) -> Moment:
    doubt = DOUBT * (time_s - decoded.time_s)
    return Moment(time_s, float(np.linalg.norm([sigma_s, doubt, interval_s * FRAME_SIGMA])))


def find_reversal(track: Track, top_s: float, mid_downswing_s: float, downswing_s: float) -> Moment | None:
    """When the hands turn onto their way from the top to mid-downswing, later by a share of what they creep.

    None where too little was seen around the decoded top.
    """
    seen = np.flatnonzero(np.isfinite(track.grip).all(axis=1))
    if len(seen) == 0:
        return None
    start, end = (
        track.grip[seen[np.argmin(np.abs(track.time_s[seen] - moment))]]
        for moment in (top_s, mid_downswing_s)
    )
    return find_turn(track, top_s, downswing_s, end - start, creeps=True)


def find_turn(
    track: Track, near_s: float, downswing_s: float, way: Array, creeps: bool = False
) -> Moment | None:
    """When the hands' speed along the way (2,) rises through zero, within REACH of near_s."""
    used = track.between(near_s - BEFORE * downswing_s, near_s + AFTER * downswing_s)
    trunk = kinematics.compute_trunk_length(track.points[used])
    used = used[np.isfinite(track.grip[used]).all(axis=1)]
    if len(used) < PICTURES or not np.isfinite(trunk) or not way.any():
        return None
    gone = track.grip[used] @ way / (trunk * np.linalg.norm(way))
    at_s = np.arange(near_s - REACH * downswing_s, near_s + 0.8 * downswing_s, STEP * downswing_s)
    curve = fit_curve(track.time_s[used], gone, at_s, LENGTH * downswing_s, WAY, SCATTER)
    turn_s = find_crossing(at_s, curve.slope, near_s, REACH * downswing_s)
    if turn_s is None:
        return None
    speeding_up = float(np.interp(turn_s, at_s, np.gradient(curve.slope, at_s)))
    sigma_s = float(np.interp(turn_s, at_s, curve.slope_sigma)) / max(speeding_up, 1e-6)
    creep_s = CREEP_SHARE * _creep_s(curve, at_s, turn_s, downswing_s) if creeps else 0.0
    return Moment(turn_s + creep_s, float(np.hypot(sigma_s, CREEP_SHARE * creep_s)))


def _creep_s(curve: Curve, at_s: Array, turn_s: float, downswing_s: float) -> float:
    """How much longer than usual the hands take for their first bit of the way down."""
    gone = curve.value - np.interp(turn_s, at_s, curve.value)
    there = np.flatnonzero((at_s > turn_s) & (gone > CREPT))
    taken_s = float(at_s[there[0]]) - turn_s if len(there) else 0.0
    return max(taken_s - USUAL * downswing_s, 0.0)
