"""Takeaway: the moment at which the grip has moved 0.03 shoulder widths from its still place and keeps going.

One picture's grip is hardly surer than that. So the still place comes from a fit over many pictures (still
until the hands depart, then a curve that starts without speed), and the moment from the lightly smoothed way.
"""

import numpy as np
from numpy.typing import NDArray

from swingvision import filtering, kinematics
from swingvision.phases import Moment
from swingvision.report import View
from swingvision.track import Track

Array = NDArray[np.float64]

MOVED_SHOULDER_WIDTHS = 0.03
# From the side the shoulders hide each other: their width in trunk lengths, of an average body.
SHOULDERS_PER_TRUNK = 0.72
# The fit holds the departure until the hands are this far (trunk lengths), and stillness before, downswings.
FAR, STILL_SPAN, STILL_PICTURES = 0.08, 1.0, 10
# A uniform error of one frame interval has this standard deviation.
FRAME_SIGMA = 1 / np.sqrt(12)
# From the side the hands first move so slowly that it looks like stillness: the departure may lie so many
# downswings before its end.
EARLIER, LEAST_PICTURES = 1.2, 6
# The curve of the departure: powers of time since its start; it begins without speed.
POWERS = np.array([0, 2, 3, 4])
# Candidates of the departure in one downswing; errors of neighbouring pictures agree, so fewer of them count.
CANDIDATES, INDEPENDENT = 40, 0.4


# Smoothing of the way, downswings, and frame intervals at least; the step at which it is read, downswings.
SMOOTHING, LEAST_SMOOTHING_FRAMES, STEP = 0.08, 0.55, 1 / 64
# What the still place's scatter leaves out: the body's slow sway. Calibrated by coverage on virtual swings.
SCATTER_FACTOR = 2.0


def find_takeaway(track: Track, still_end_s: float, downswing_s: float, view: View) -> Moment | None:
    """still_end_s: when the hands were last still, or slow. None where too few pictures were seen around
    it.
    """
    seen = np.asarray(np.isfinite(track.grip).all(axis=1))
    early_s = still_end_s - EARLIER * downswing_s
    first_s = early_s - max(STILL_SPAN * downswing_s, STILL_PICTURES * track.interval_s)
    trunk = kinematics.compute_trunk_length(track.points[track.between(first_s, still_end_s)])
    far_s = _far_s(track, seen, still_end_s, trunk)
    used = np.flatnonzero(seen & (track.time_s >= first_s) & (track.time_s <= far_s))
    if len(used) < LEAST_PICTURES or not np.isfinite(trunk):
        return None
    time_s, place = track.time_s[used], track.grip[used] / trunk
    starts = np.arange(max(time_s[0] + track.interval_s, early_s), far_s, downswing_s / CANDIDATES)
    if len(starts) < 2:
        return None
    start_s = fit_departure(time_s, place, starts, far_s)
    still = (time_s <= start_s) & (time_s >= start_s - max(downswing_s, STILL_PICTURES * track.interval_s))
    width = max(SMOOTHING * downswing_s, LEAST_SMOOTHING_FRAMES * track.interval_s)
    threshold = MOVED_SHOULDER_WIDTHS * _shoulders(track, used, view) / trunk
    read_s = np.arange(start_s - downswing_s, far_s, STEP * downswing_s)
    moved, _ = filtering.local_fit(place - place[still].mean(axis=0), time_s, read_s, width)
    away = np.linalg.norm(moved, axis=1)
    scatter = float(np.sqrt(place[still].var(axis=0).mean()))
    return read_crossing(read_s, away, threshold, scatter, track.interval_s)


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
    """The last rise of the distance from the still place through the threshold; None where it does not
    rise.
    """
    under = np.flatnonzero(away < threshold)
    if len(under) == 0 or under[-1] + 1 >= len(away):
        return None
    last = int(under[-1])
    step = float(time_s[1] - time_s[0])
    share = (threshold - away[last]) / (away[last + 1] - away[last])
    later = min(last + round(0.1 / STEP), len(away) - 1)
    speed = max(float(away[later] - away[last]) / (step * max(later - last, 1)), 1e-6)
    sigma = np.hypot(SCATTER_FACTOR * scatter / speed / np.sqrt(STILL_PICTURES), interval_s * FRAME_SIGMA)
    return Moment(float(time_s[last]) + float(share) * step, float(sigma))


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
