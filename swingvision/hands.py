"""The way of the hands on an even grid of moments, scaled to the body and to the downswing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision import filtering, kinematics
from swingvision.track import Track

Array = NDArray[np.float64]

# Grid steps in one downswing, and the smoothing of the way: downswings, and at least so many frame intervals.
STEPS, SMOOTHING, LEAST_SMOOTHING_FRAMES = 24, 0.05, 0.55


@dataclass(frozen=True, slots=True)
class Hands:
    """time_s: (moments,). place: (moments, 2) trunk lengths from where they are lowest around impact.

    height: 0 at that place, 1 at the lead shoulder. speed: trunk lengths a downswing. seen: false where the
    values are only bridged. impact_s: when they are lowest; downswing_s: the scale of time.
    """

    time_s: Array
    place: Array
    height: Array
    speed: Array
    seen: NDArray[np.bool_]
    downswing_s: float
    impact_s: float
    trunk_px: float


def read_hands(
    track: Track, start_s: float, end_s: float, impact_s: float, downswing_s: float
) -> Hands | None:
    """The hands from start_s to end_s; impact_s is a guess. None where they were seen too little to tell."""
    time_s = np.arange(start_s, end_s, downswing_s / STEPS)
    width = max(SMOOTHING * downswing_s, LEAST_SMOOTHING_FRAMES * track.interval_s)
    trunk = kinematics.compute_trunk_length(track.points[track.between(start_s, end_s)])
    shoulder = kinematics.point(track.points, kinematics.LEAD, "shoulder")
    raw = np.concatenate([track.grip, shoulder], axis=1) / trunk
    value, slope = filtering.local_fit(raw, track.time_s, time_s, width)
    seen = np.asarray(np.isfinite(value).all(axis=1))
    around = np.flatnonzero(np.abs(time_s - impact_s) <= 0.35 * downswing_s)
    if seen.sum() < STEPS or not seen[around].any():
        return None
    value, slope = (_bridged(part, time_s, seen) for part in (value, slope))
    lowest = around[np.argmin(value[around, 1])]
    place = value[:, :2] - value[lowest, :2]
    reach = np.maximum(value[:, 3] - value[lowest, 1], 0.3)
    speed = np.linalg.norm(slope[:, :2], axis=1) * downswing_s
    return Hands(time_s, place, place[:, 1] / reach, speed, seen, downswing_s, float(time_s[lowest]), trunk)


def _bridged(values: Array, time_s: Array, seen: NDArray[np.bool_]) -> Array:
    return np.stack([np.interp(time_s, time_s[seen], column[seen]) for column in values.T], axis=1)
