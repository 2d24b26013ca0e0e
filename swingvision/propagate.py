"""What errors of points, time and camera do to a number: each source alone, added as squares.

Disturb and look (first-order propagation by finite differences): every formula is treated alike, and one
that uses few keypoints pays for those alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.body_formulas import Formula
from swingvision.sight import Sight

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A formula's value and one standard deviation; NaN where a keypoint that it needs was not seen."""

    value: float
    sigma: float


def propagate(formula: Formula, address: Sight, later: Sight, roll_sigma_deg: float) -> Estimate:
    """roll_sigma_deg: how far the camera may still be tilted."""
    value = float(formula(address.points[None], later.points[None])[0])
    parts = [
        _spread(formula, address, later, address.sigma, None),
        _spread(formula, address, later, None, later.sigma),
        _of_time(formula, address, later),
        _of_roll(formula, address, later, roll_sigma_deg),
    ]
    return Estimate(value, float(np.linalg.norm(parts)))


def _spread(
    formula: Formula, address: Sight, later: Sight, of_address: Array | None, of_later: Array | None
) -> float:
    """What independent errors of every coordinate of one posture do, one standard deviation (33,) px each."""
    count = address.points.size
    steps = np.zeros((2 * count, *address.points.shape))
    size = np.repeat((of_address if of_address is not None else of_later), 2)  # type: ignore[arg-type]
    flat = steps.reshape(2 * count, count)
    flat[np.arange(count), np.arange(count)] = np.nan_to_num(size)
    flat[count + np.arange(count), np.arange(count)] = -np.nan_to_num(size)
    first = address.points + (steps if of_address is not None else 0.0)
    second = later.points + (steps if of_later is not None else 0.0)
    found = formula(np.broadcast_to(first, steps.shape), np.broadcast_to(second, steps.shape))
    return float(np.linalg.norm(found[:count] - found[count:])) / 2


def _of_time(formula: Formula, address: Sight, later: Sight) -> float:
    moved = later.velocity * later.time_sigma_s
    both = np.stack([later.points + moved, later.points - moved])
    found = formula(np.stack([address.points] * 2), both)
    return float(abs(found[0] - found[1])) / 2


def _of_roll(formula: Formula, address: Sight, later: Sight, sigma_deg: float) -> float:
    turned = [[_turned(sight.points, sign * sigma_deg) for sign in (1, -1)] for sight in (address, later)]
    found = formula(*(np.stack(both) for both in turned))
    return float(abs(found[0] - found[1])) / 2


def _turned(points: Array, angle_deg: float) -> Array:
    angle = np.radians(angle_deg)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(points @ turn)
