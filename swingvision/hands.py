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

    velocity: (moments, 2) trunk lengths a downswing. pace: (moments,) the same, of the slowest of grip and
    wrists: one wrist's noise does not speed it up. height: 0 at the lowest place, 1 at the lead shoulder.
    arm: (moments, 2) trunk lengths from the lead shoulder to the grip. seen: false where the values are only
    bridged. lowest_s: when they are lowest; downswing_s: the scale of time.
    """

    time_s: Array
    place: Array
    velocity: Array
    pace: Array
    height: Array
    arm: Array
    seen: NDArray[np.bool_]
    downswing_s: float
    lowest_s: float

    @property
    def speed(self) -> Array:
        """(moments,) trunk lengths a downswing."""
        return np.asarray(np.linalg.norm(self.velocity, axis=1))


def read_hands(
    track: Track, start_s: float, end_s: float, impact_s: float, downswing_s: float
) -> Hands | None:
    """The hands from start_s to end_s; impact_s is a guess. None where they were seen too little to tell."""
    time_s = np.arange(start_s, end_s, downswing_s / STEPS)
    width = max(SMOOTHING * downswing_s, LEAST_SMOOTHING_FRAMES * track.interval_s)
    trunk = kinematics.compute_trunk_length(track.points[track.between(start_s, end_s)])
    shoulder = kinematics.point(track.points, kinematics.LEAD, "shoulder")
    wrists = [kinematics.point(track.points, side, "wrist") for side in (kinematics.LEAD, kinematics.TRAIL)]
    raw = np.concatenate([track.grip, shoulder, *wrists], axis=1) / trunk
    value, slope = filtering.local_fit(raw, track.time_s, time_s, width)
    seen = np.asarray(np.isfinite(value[:, :4]).all(axis=1))
    around = np.flatnonzero(np.abs(time_s - impact_s) <= 0.35 * downswing_s)
    if seen.sum() < STEPS or not seen[around].any():
        return None
    speeds = np.linalg.norm(slope.reshape(len(time_s), -1, 2)[:, [0, 2, 3]], axis=2)
    pace = np.fmin.reduce(speeds, axis=1) * downswing_s
    value, slope = (_bridged(part[:, :4], time_s, seen) for part in (value, slope))
    lowest = around[np.argmin(value[around, 1])]
    place = value[:, :2] - value[lowest, :2]
    reach = np.maximum(value[:, 3] - value[lowest, 1], 0.3)
    velocity = slope[:, :2] * downswing_s
    rising = find_crossing(time_s, velocity[:, 1], float(time_s[lowest]), 2 * downswing_s / STEPS)
    lowest_s = float(time_s[lowest]) if rising is None else rising
    return Hands(
        time_s,
        place,
        velocity,
        pace,
        place[:, 1] / reach,
        value[:, :2] - value[:, 2:],
        seen,
        downswing_s,
        lowest_s,
    )


def find_crossing(time_s: Array, values: Array, near_s: float, reach_s: float) -> float | None:
    """The moment nearest to near_s, within reach_s, at which values rise through zero; between grid
    points.
    """
    first = np.flatnonzero((values[:-1] < 0) & (values[1:] >= 0))
    share = -values[first] / (values[first + 1] - values[first])
    crossings = time_s[first] + share * (time_s[first + 1] - time_s[first])
    crossings = crossings[np.abs(crossings - near_s) <= reach_s]
    return float(crossings[np.argmin(np.abs(crossings - near_s))]) if len(crossings) else None


def _bridged(values: Array, time_s: Array, seen: NDArray[np.bool_]) -> Array:
    return np.stack([np.interp(time_s, time_s[seen], column[seen]) for column in values.T], axis=1)
