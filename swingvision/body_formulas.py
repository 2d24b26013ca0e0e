"""The body's angles and ways as formulas on points: each a pure function of address and a later moment.

Points are (rows, 33, 2) px as swingvision.kinematics has them; every formula gives (rows,), so that a row
may be a picture or one of many disturbed copies of the same. Degrees, or shares of SW (shoulder width at
address, face-on) or TL (trunk length at address, down the line). Definitions: docs/metrics.md.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from swingvision.kinematics import LEAD, TRAIL, compute_middle, point

Array = NDArray[np.float64]
Formula = Callable[[Array, Array], Array]


def compute_trunk(points: Array) -> Array:
    """(rows, 2) px from mid-hip to mid-shoulder."""
    return compute_middle(points, "shoulder") - compute_middle(points, "hip")


def compute_lean(points: Array) -> Array:
    """Degrees of the trunk from the vertical, + toward +x: the target face-on, the ball down the line."""
    trunk = compute_trunk(points)
    return np.asarray(np.degrees(np.arctan2(trunk[:, 0], trunk[:, 1])))


def trunk_length(points: Array) -> Array:
    return np.asarray(np.linalg.norm(compute_trunk(points), axis=1))


def shoulder_width(points: Array) -> Array:
    return np.asarray(np.linalg.norm(_across(points, "shoulder"), axis=1))


def angle_at(middle: Array, one: Array, other: Array) -> Array:
    """Degrees (0 to 180) at middle between the ways to one and to other, each (rows, 2)."""
    first, second = one - middle, other - middle
    turned = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
    return np.asarray(np.degrees(np.arctan2(np.abs(turned), np.sum(first * second, axis=1))))


def lean_at_address(address: Array, later: Array) -> Array:
    return compute_lean(address)


def lean_later(address: Array, later: Array) -> Array:
    return compute_lean(later)


def lean_change(address: Array, later: Array) -> Array:
    return compute_lean(later) - compute_lean(address)


def knee_flex(side: str) -> Formula:
    def at_address(address: Array, later: Array) -> Array:
        hip, knee, ankle = (point(address, side, joint) for joint in ("hip", "knee", "ankle"))
        return 180 - angle_at(knee, hip, ankle)

    return at_address


def travel(joint: str, axis: int, scale: Callable[[Array], Array]) -> Formula:
    """How far the middle of both sides' joints has come since address: axis 0 toward +x, 1 up."""

    def since_address(address: Array, later: Array) -> Array:
        moved = compute_middle(later, joint) - compute_middle(address, joint)
        return np.asarray(moved[:, axis] / scale(address))

    return since_address


def width_ratio(joint: str) -> Formula:
    """Signed width across the picture against address: the cosine of the turn, negative past 90 degrees."""

    def of_address(address: Array, later: Array) -> Array:
        return np.asarray(_across(later, joint)[:, 0] / _across(address, joint)[:, 0])

    return of_address


def shoulder_tilt(address: Array, later: Array) -> Array:
    across = _across(later, "shoulder")
    return np.asarray(np.degrees(np.arctan2(across[:, 1], np.abs(across[:, 0]))))


def lead_arm(address: Array, later: Array) -> Array:
    shoulder, elbow, wrist = (point(later, LEAD, joint) for joint in ("shoulder", "elbow", "wrist"))
    return angle_at(elbow, shoulder, wrist)


def stance(address: Array, later: Array) -> Array:
    return np.asarray(np.abs(_across(address, "ankle")[:, 0]) / shoulder_width(address))


def hip_position(address: Array, later: Array) -> Array:
    """0 over the trail ankle, 1 over the lead ankle."""
    trail = point(later, TRAIL, "ankle")[:, 0]
    return np.asarray((compute_middle(later, "hip")[:, 0] - trail) / _across(later, "ankle")[:, 0])


def _across(points: Array, joint: str) -> Array:
    """(rows, 2) from the trail to the lead side's joint."""
    return point(points, LEAD, joint) - point(points, TRAIL, joint)
