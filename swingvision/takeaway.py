"""Takeaway: the moment at which the grip has moved 0.03 shoulder widths from its still place and keeps going.

One picture's grip is hardly surer than that. So the still place comes from a fit over many pictures (still
until the hands depart, then a curve that starts without speed), and the moment from a smooth curve.
"""

import numpy as np
from numpy.typing import NDArray

from swingvision import kinematics
from swingvision.curve import fit_curve
from swingvision.moment import Moment
from swingvision.report import View
from swingvision.track import Track

Array = NDArray[np.float64]

MOVED_SHOULDER_WIDTHS = 0.03
# From the side the shoulders hide each other: their width in trunk lengths, of an average body.
SHOULDERS_PER_TRUNK = 0.72
# The fit holds the departure until the hands are this far (trunk lengths), and stillness before, downswings.
FAR, STILL_SPAN, STILL_PICTURES = 0.08, 1.5, 10
# A uniform error of one frame interval has this standard deviation.
FRAME_SIGMA = 1 / np.sqrt(12)
# From the side the hands first move so slowly that it looks like stillness: the departure may lie so many
# downswings before its end.
EARLIER, LEAST_PICTURES = 1.2, 6
# The clubhead's departure is told when its picture has changed by about its own width. Down the line it
# first moves along the camera's axis: told up to so many downswings after the hands' takeaway. And hands
# follow it by as much at most. What they did farther away was not the swing.
LATEST = 0.8
# Then their still place is that of so many downswings before the departure, and they follow so many later,
# give or take.
JUST_BEFORE, FOLLOW, FOLLOW_SIGMA = 0.5, 0.3, 0.2
# The curve of the departure: powers of time since its start; it begins without speed.
POWERS = np.array([0, 2, 3, 4])
# Candidates of the departure in one downswing; errors of neighbouring pictures agree, so fewer of them count.
CANDIDATES, INDEPENDENT = 40, 0.4

# The curve through the way: how fast it bends (downswings), how far it goes and how far a picture scatters
# (trunk lengths); it is read in steps of so many downswings, and follows the hands for so many past FAR.
LENGTH, WAY, SCATTER, STEP, BEYOND = 0.35, 0.3, 0.006, 1 / 64, 0.5
# What the still place's scatter leaves out: the body's slow sway. Calibrated by coverage on virtual swings.
SCATTER_FACTOR = 2.0
# And one standard deviation of what the curve leaves out, downswings: the pose's hands are off for many
# pictures at a time. Calibrated by coverage on virtual golfers with the pose model's errors.
POSE_SIGMA = 0.07
# Hands that go on at a pace that leaves the still place in so many downswings have not stopped in it.
PASSING = 0.1


def tell_takeaway(
    track: Track, still_end_s: float, downswing_s: float, view: View, departure: Moment | None = None
) -> Moment | None:
    """The hands' own takeaway; where it is unsure or does not go with the clubhead's departure, what both
    speak for.

    still_end_s: when the hands were last still, or slow; departure: the clubhead's, if it was seen.
    """
    takeaway = find_takeaway(track, still_end_s, downswing_s, view)
    if departure is None:
        return takeaway
    if takeaway is None or abs(takeaway.time_s - departure.time_s) >= LATEST * downswing_s:
        takeaway = find_takeaway(track, still_end_s, downswing_s, view, departure)
    elif takeaway.sigma_s < FOLLOW_SIGMA * downswing_s:
        return takeaway
    return follow(departure, takeaway, downswing_s)


def find_takeaway(
    track: Track, still_end_s: float, downswing_s: float, view: View, departure: Moment | None = None
) -> Moment | None:
    """departure: the clubhead's, where what the hands did before it was not the swing.

    None where too few pictures were seen around it.
    """
    seen = np.asarray(np.isfinite(track.grip).all(axis=1))
    early_s = still_end_s - EARLIER * downswing_s
    if departure is not None:
        still_end_s = early_s = departure.time_s
    first_s = early_s - max(STILL_SPAN * downswing_s, STILL_PICTURES * track.interval_s)
    trunk = kinematics.compute_trunk_length(track.points[track.between(first_s, still_end_s)])
    far_s = _far_s(track, seen, still_end_s, trunk)
    used = np.flatnonzero(seen & (track.time_s >= first_s) & (track.time_s <= far_s + BEYOND * downswing_s))
    time_s, place = track.time_s[used], track.grip[used] / trunk
    near = time_s <= far_s
    if near.sum() < LEAST_PICTURES or not np.isfinite(trunk):
        return None
    starts = np.arange(max(time_s[0] + track.interval_s, early_s), far_s, downswing_s / CANDIDATES)
    if len(starts) < 2:
        return None
    if departure is None:
        start_s = fit_departure(time_s[near], place[near], starts, far_s)
        span_s = max(STILL_SPAN * downswing_s, STILL_PICTURES * track.interval_s)
    else:
        start_s, span_s = departure.time_s, max(JUST_BEFORE * downswing_s, 3 * track.interval_s)
    still = place[(time_s <= start_s) & (time_s >= start_s - span_s)]
    if len(still) == 0:
        return None
    first_read_s = start_s - (downswing_s if departure is None else 0.0)
    read_s = np.arange(first_read_s, far_s, STEP * downswing_s)
    moved = place - still.mean(axis=0)
    curves = [fit_curve(time_s, axis, read_s, LENGTH * downswing_s, WAY, SCATTER) for axis in moved.T]
    away = np.linalg.norm([curve.value for curve in curves], axis=0)
    pace = np.linalg.norm([curve.slope for curve in curves], axis=0)
    threshold = MOVED_SHOULDER_WIDTHS * _shoulders(track, used[near], view) / trunk
    scatter = float(np.sqrt(still.var(axis=0).mean()))
    going = np.maximum(away, _passing(away, pace, threshold, downswing_s))
    # Hands that never stop, by poses that jump about, were still all the same.
    takeaway = read_crossing(read_s, going, threshold, scatter, track.interval_s) or read_crossing(
        read_s, away, threshold, scatter, track.interval_s
    )
    return takeaway and takeaway.doubted(POSE_SIGMA * downswing_s)


def follow(departure: Moment, takeaway: Moment | None, downswing_s: float) -> Moment:
    """The takeaway that both the hands' way and the clubhead's departure speak for, weighted by their doubts;
    where they disagree the doubt grows."""
    usual = Moment(
        departure.time_s + FOLLOW * downswing_s,
        float(np.hypot(FOLLOW_SIGMA * downswing_s, departure.sigma_s)),
    )
    if takeaway is None:
        return usual
    weight = usual.sigma_s**2 / (usual.sigma_s**2 + takeaway.sigma_s**2)
    mean_s = usual.time_s + weight * (takeaway.time_s - usual.time_s)
    apart = abs(takeaway.time_s - usual.time_s) / np.hypot(usual.sigma_s, takeaway.sigma_s)
    return Moment(mean_s, float(np.sqrt(weight) * takeaway.sigma_s * max(1.0, apart)))


def fit_departure(time_s: Array, place: Array, starts: Array, end_s: float) -> float:
    """When the hands begin to move: the mean of the candidates, weighted by how well each explains the
    way.
    """
    misfit = np.array([_misfit(time_s, place, start, end_s) for start in starts]) + 1e-9
    weight = (misfit / misfit.min()) ** (-INDEPENDENT * len(time_s))
    return float(weight @ starts / weight.sum())


def read_crossing(
    time_s: Array, away: Array, threshold: float, scatter: float, interval_s: float
) -> Moment | None:
    """The last rise of the distance from the still place through the threshold; None where it does not rise.

    Its doubt: how far apart the rises through a little less and a little more lie.
    """
    moment_s = _last_rise(time_s, away, threshold)
    if moment_s is None:
        return None
    doubt = SCATTER_FACTOR * scatter / np.sqrt(STILL_PICTURES)
    early_s = _last_rise(time_s, away, max(threshold - doubt, 0.2 * threshold)) or float(time_s[0])
    late_s = _last_rise(time_s, away, threshold + doubt) or float(time_s[-1])
    return Moment(moment_s, float(np.hypot((late_s - early_s) / 2, interval_s * FRAME_SIGMA)))


def _passing(away: Array, pace: Array, threshold: float, downswing_s: float) -> Array:
    """How far hands that have been away count as away while they pass their still place without a stop.

    From the side they may first go up to the camera's axis and come past where they were.
    """
    gone = np.maximum.accumulate(away > threshold)
    return np.where(gone, pace * PASSING * downswing_s, 0.0)


def _last_rise(time_s: Array, away: Array, level: float) -> float | None:
    under = np.flatnonzero(away < level)
    if len(under) == 0 or under[-1] + 1 >= len(away):
        return None
    last = int(under[-1])
    return float(np.interp(level, away[last : last + 2], time_s[last : last + 2]))


def _far_s(track: Track, seen: NDArray[np.bool_], still_end_s: float, trunk: float) -> float:
    """When the hands are FAR from where they were last still."""
    after = np.flatnonzero(seen & (track.time_s > still_end_s))
    before = np.flatnonzero(seen & (track.time_s <= still_end_s))[-STILL_PICTURES // 2 :]
    if len(after) == 0:
        return still_end_s
    still = np.median(track.grip[before if len(before) else after[:1]], axis=0)
    far = after[np.linalg.norm(track.grip[after] - still, axis=1) > FAR * trunk]
    return float(track.time_s[far[0]]) if len(far) else still_end_s


def _misfit(time_s: Array, place: Array, start_s: float, end_s: float) -> float:
    """Sum of squared errors of the best curve that departs at start_s."""
    basis = (np.maximum(time_s - start_s, 0) / (end_s - start_s))[:, None] ** POWERS
    weights, *_ = np.linalg.lstsq(basis, place, rcond=None)
    return float(np.sum((place - basis @ weights) ** 2))


def _shoulders(track: Track, still: NDArray[np.intp], view: View) -> float:
    points = track.points[still]
    if view == "face_on":
        return kinematics.compute_shoulder_width(points)
    return SHOULDERS_PER_TRUNK * kinematics.compute_trunk_length(points)
