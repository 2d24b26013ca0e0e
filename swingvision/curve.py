"""A smooth curve through noisy points, with its slope and how sure that is: a Gaussian process.

Value and slope of a process with a squared-exponential kernel (Rasmussen and Williams 2006, "Gaussian
Processes for Machine Learning", chapter 2 and section 9.4). Unlike a polynomial it does not fix how the
motion before and after a turn differ, and unlike a local line it does not flatten the turn.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Points farther than OUTLIER standard deviations from the curve lose weight; so often weights are revised.
OUTLIER, ROUNDS = 2.5, 3
# A constant of unknown size under the curve: its variance against the curve's own.
OFFSET = 4.0


@dataclass(frozen=True, slots=True)
class Curve:
    """At the moments asked for, (moments,): value, slope per second, the slope's standard deviation."""

    value: Array
    slope: Array
    slope_sigma: Array


def fit_curve(
    time_s: Array, values: Array, at_s: Array, length_s: float, amplitude: float, noise: float
) -> Curve:
    """values: (points,), finite. length_s, amplitude: how fast and how far the curve moves; noise: of a
    point, at least; it is raised where the points scatter more."""
    middle = float(np.median(values))
    lag = (time_s[:, None] - time_s[None, :]) / length_s
    covariance = amplitude**2 * (np.exp(-0.5 * lag**2) + OFFSET)
    variance = np.full(len(time_s), noise**2)
    for _ in range(ROUNDS):
        total = covariance + np.diag(variance)
        residual = values - middle - covariance @ np.linalg.solve(total, values - middle)
        spread = max(noise, 1.48 * float(np.median(np.abs(residual))))
        variance = spread**2 * np.maximum(1.0, np.abs(residual) / (OUTLIER * spread)) ** 2
    inverse = np.linalg.inv(covariance + np.diag(variance))
    lag = (at_s[:, None] - time_s[None, :]) / length_s
    bell = amplitude**2 * np.exp(-0.5 * lag**2)
    slope = -lag / length_s * bell
    weights = inverse @ (values - middle)
    left = (amplitude / length_s) ** 2 - np.einsum("ij,jk,ik->i", slope, inverse, slope)
    return Curve(
        middle + (bell + OFFSET * amplitude**2) @ weights, slope @ weights, np.sqrt(np.maximum(left, 0.0))
    )
