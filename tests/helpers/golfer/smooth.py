"""Curves through key values that are twice continuously differentiable, also where they start and stop."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BPoly, CubicSpline

Array = NDArray[np.float64]


def smooth_path(times: Array, values: Array, rests: Sequence[int], turns: Sequence[int]) -> BPoly:
    """A C2 curve through values (knots, channels) at rising times (knots,), constant outside them.

    rests: knots where velocity and acceleration are zero (the curve may stay there).
    turns: knots where only the velocity is zero: it reverses as gently as it came to a stop. The first and
    the last knot are rests.
    """
    stops = sorted({0, len(times) - 1, *rests, *turns})
    velocity, acceleration = np.zeros_like(values), np.zeros_like(values)
    for first, last in zip(stops[:-1], stops[1:]):
        part = slice(first, last + 1)
        spline = CubicSpline(times[part], values[part], bc_type="clamped")
        inner = slice(first + 1, last)
        velocity[inner] = spline(times[inner], 1)
        acceleration[inner] = spline(times[inner], 2)
        acceleration[last] = spline(times[last], 2)
    acceleration[sorted({0, len(times) - 1, *rests} - set(turns))] = 0
    return BPoly.from_derivatives(times, np.stack([values, velocity, acceleration], axis=1))


def smooth_step(share: Array) -> Array:
    """0 below 0, 1 above 1, C2 between (the minimum-jerk polynomial)."""
    x = np.clip(share, 0, 1)
    return np.asarray(x**3 * (10 - 15 * x + 6 * x**2))
