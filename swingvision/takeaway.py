"""Takeaway: the moment at which the grip has moved 0.03 shoulder widths from its still place and keeps going.

One picture's grip is hardly surer than that, so the moment is read from a fit over the pictures around it: still
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
# The fit holds the departure until the hands are this far (trunk lengths), and stillness before it, in downswings.
FAR, STILL_SPAN, STILL_PICTURES = 0.15, 1.0, 10
# The departure lies at most so far before the onset: shares of onset..top, and downswings.
EARLIER, EARLIEST = 0.5, 2.0
# Candidates of the departure in one downswing; errors of neighbouring pictures agree, so fewer of them count.
CANDIDATES, INDEPENDENT = 40, 0.4


@dataclass(frozen=True, slots=True)
class Departure:
    """When the hands begin to move, and when they have moved by the rule of takeaway."""

    start: Moment
    takeaway: Moment


def fit_departure(
    track: Track, onset_s: float, top_s: float, downswing_s: float, view: View
) -> Departure | None:
    """onset_s: when the hands have surely left. None where too few pictures were seen before or after it."""
    early = min(EARLIER * (top_s - onset_s), EARLIEST * downswing_s)
    seen = np.isfinite(track.grip).all(axis=1)
    trunk = kinematics.compute_trunk_length(track.points[track.between(onset_s - 2 * early, onset_s)])
    far_s = _far_s(track, seen, onset_s - early, trunk)
    first_s = onset_s - early - max(STILL_SPAN * downswing_s, STILL_PICTURES * track.interval_s)
    used = np.flatnonzero(seen & (track.time_s >= first_s) & (track.time_s <= far_s))
    if len(used) < 6 or not np.isfinite(trunk):
        return None
    time_s, place = track.time_s[used], track.grip[used] / trunk
    starts = np.arange(
        max(time_s[0] + 2 * track.interval_s, onset_s - early), far_s, downswing_s / CANDIDATES
    )
    if len(starts) < 2:
        return None
    threshold = MOVED_SHOULDER_WIDTHS * _shoulders(track, used, view) / trunk
    misfit, crossing = zip(*(_fit(time_s, place, start, far_s, threshold) for start in starts), strict=True)
    return _read(starts, np.array(misfit), np.array(crossing), len(used), track.interval_s)


def _far_s(track: Track, seen: NDArray[np.bool_], still_s: float, trunk: float) -> float:
    """When the hands are FAR from where they were before still_s for good."""
    before = np.flatnonzero(seen & (track.time_s <= max(still_s, track.time_s[2])))[-STILL_PICTURES:]
    after = np.flatnonzero(seen & (track.time_s > still_s))
    if len(before) == 0 or len(after) == 0:
        return still_s
    away = np.linalg.norm(track.grip[after] - np.median(track.grip[before], axis=0), axis=1) / trunk
    far = after[away > FAR]
    return float(track.time_s[far[0]]) if len(far) else still_s


def _fit(time_s: Array, place: Array, start_s: float, end_s: float, threshold: float) -> tuple[float, float]:
    """Sum of squared errors of the fit that departs at start_s, and when its curve crosses the threshold."""
    along = np.maximum(time_s - start_s, 0) / (end_s - start_s)
    basis = np.stack([np.ones_like(along), along**2, along**3], axis=1)
    weights, *_ = np.linalg.lstsq(basis, place, rcond=None)
    misfit = float(np.sum((place - basis @ weights) ** 2))
    fine = np.linspace(0, 1, 200)
    moved = np.linalg.norm(fine[:, None] ** 2 * weights[1] + fine[:, None] ** 3 * weights[2], axis=1)
    over = np.flatnonzero(moved >= threshold)
    crossing = start_s + fine[over[0]] * (end_s - start_s) if len(over) else float("nan")
    return misfit, float(crossing)


def _read(
    starts: Array, misfit: Array, crossing: Array, pictures: int, interval_s: float
) -> Departure | None:
    """Means over the candidates, weighted by how well each explains what was seen."""
    usable = np.isfinite(crossing)
    if not usable.any():
        return None
    starts, misfit, crossing = starts[usable], misfit[usable], crossing[usable]
    log_weight = -INDEPENDENT * pictures * np.log(misfit + 1e-9)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()

    def moment(values: Array) -> Moment:
        mean = float(weight @ values)
        spread = float(weight @ (values - mean) ** 2)
        return Moment(mean, float(np.sqrt(spread + interval_s**2 / 12)))

    return Departure(moment(starts), moment(crossing))


def _shoulders(track: Track, still: NDArray[np.intp], view: View) -> float:
    points = track.points[still]
    if view == "face_on":
        return kinematics.compute_shoulder_width(points)
    return SHOULDERS_PER_TRUNK * kinematics.compute_trunk_length(points)
