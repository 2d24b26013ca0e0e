"""Takeaway: the moment at which the grip has moved 0.03 shoulder widths from its still place and keeps going.

One picture's grip is hardly surer than that, so the moment is read from a fit over the pictures around it:
still
until the hands depart, then a smooth curve that starts without speed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision import kinematics
from swingvision.phases import Moment
from swingvision.report import View
from swingvision.track import Track

Array = NDArray[np.float64]

MOVED_SHOULDER_WIDTHS = 0.03
# From the side the shoulders hide each other: their width in trunk lengths, of an average body.
SHOULDERS_PER_TRUNK = 0.72
# The fit holds the departure until the hands are this far (trunk lengths), and stillness before it, in
# downswings.
FAR, STILL_SPAN, STILL_PICTURES = 0.12, 1.0, 10
# From the side the hands first move so slowly that it looks like stillness: the departure may lie so many
# downswings before its end.
EARLIER, LEAST_PICTURES = 1.2, 6
# The curve of the departure: powers of time since its start; it begins without speed.
POWERS = np.array([0, 2, 3, 4])
# Candidates of the departure in one downswing; errors of neighbouring pictures agree, so fewer of them count.
CANDIDATES, INDEPENDENT = 40, 0.4


@dataclass(frozen=True, slots=True)
class Departure:
    """When the hands begin to move, and when they have moved by the rule of takeaway."""

    start: Moment
    takeaway: Moment


def fit_departure(track: Track, still_end_s: float, downswing_s: float, view: View) -> Departure | None:
    """still_end_s: when the hands were last still, or slow. None where too few pictures were seen around
    it."""
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
    threshold = MOVED_SHOULDER_WIDTHS * _shoulders(track, used, view) / trunk
    return _read(
        [_fit(time_s, place, start, far_s, threshold) for start in starts], len(used), track.interval_s
    )


def _far_s(track: Track, seen: NDArray[np.bool_], still_end_s: float, trunk: float) -> float:
    """When the hands are FAR from where they were last still."""
    after = np.flatnonzero(seen & (track.time_s > still_end_s))
    before = np.flatnonzero(seen & (track.time_s <= still_end_s))[-STILL_PICTURES // 2 :]
    if len(after) == 0:
        return still_end_s
    still = np.median(track.grip[before if len(before) else after[:1]], axis=0)
    far = after[np.linalg.norm(track.grip[after] - still, axis=1) > FAR * trunk]
    return float(track.time_s[far[0]]) if len(far) else still_end_s


@dataclass(frozen=True, slots=True)
class _Fitted:
    """One candidate: squared misfit, the curve's crossing of the threshold and its speed there, trunk
    lengths/s."""

    start_s: float
    misfit: float
    crossing_s: float
    speed: float


def _fit(time_s: Array, place: Array, start_s: float, end_s: float, threshold: float) -> _Fitted:
    span = end_s - start_s
    along = np.maximum(time_s - start_s, 0) / span
    weights, *_ = np.linalg.lstsq(along[:, None] ** POWERS, place, rcond=None)
    misfit = float(np.sum((place - along[:, None] ** POWERS @ weights) ** 2))
    fine = np.linspace(0, 1, 200)
    moved = np.linalg.norm(fine[:, None] ** POWERS[1:] @ weights[1:], axis=1)
    over = int(np.argmax(moved >= threshold))
    if over == 0:
        return _Fitted(start_s, misfit, float("nan"), float("nan"))
    share = fine[over] - (moved[over] - threshold) / (moved[over] - moved[over - 1]) * fine[1]
    speed = float(moved[over] - moved[over - 1]) / (fine[1] * span)
    return _Fitted(start_s, misfit, start_s + float(share) * span, speed)


def _read(candidates: list[_Fitted], pictures: int, interval_s: float) -> Departure | None:
    """Means over the candidates, weighted by how well each explains what was seen."""
    usable = [one for one in candidates if np.isfinite(one.crossing_s)]
    if not usable:
        return None
    misfit = np.array([one.misfit for one in usable]) + 1e-9
    weight = (misfit / misfit.min()) ** (-INDEPENDENT * pictures)
    weight /= weight.sum()
    best = usable[int(np.argmin(misfit))]
    noise_s = float(np.sqrt(best.misfit / (2 * pictures))) / max(best.speed, 1e-6)

    def moment(values: Array) -> Moment:
        mean = float(weight @ values)
        spread = float(weight @ (values - mean) ** 2)
        return Moment(mean, float(np.sqrt(spread + noise_s**2 + interval_s**2 / 12)))

    starts, crossings = (
        np.array([getattr(one, name) for one in usable]) for name in ("start_s", "crossing_s")
    )
    return Departure(moment(starts), moment(crossings))


def _shoulders(track: Track, still: NDArray[np.intp], view: View) -> float:
    points = track.points[still]
    if view == "face_on":
        return kinematics.compute_shoulder_width(points)
    return SHOULDERS_PER_TRUNK * kinematics.compute_trunk_length(points)
