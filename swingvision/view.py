"""From where the golfer is seen, and which way round: each with a confidence, never unanswered.

The way the body faces comes from lengths that a turn of the body towards or away from the camera changes: the
shoulders' and hips' apparent width (the cosine), and how far feet and hands reach to the side (the sine).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from swingvision import kinematics
from swingvision.report import Handedness, View

Array = NDArray[np.float64]

# What a full width or reach is, in trunk lengths: shoulders and hips seen from the front, feet and hands from
# the side (BlazePose's joint centres; measured on golfers at address).
SHOULDERS, HIPS, FEET, REACH = 0.82, 0.50, 0.42, 0.60
# How wide the model sees hips that are seen from the side: golfers of the clips to choose with.
HIPS_ASIDE = 0.10
# A view is the nearest one within so many degrees, else `other`.
TOLERANCE_DEG = 25.0
# One standard deviation of the angle read from one golfer's address.
ANGLE_SIGMA_DEG = 8.0


@dataclass(frozen=True, slots=True)
class Facing:
    """Cosine and sine of the way the body faces: (1, 0) at the camera, (0, 1) to the picture's right."""

    towards: float
    rightward: float

    @property
    def angle_deg(self) -> float:
        """0 facing the camera, 90 seen from the side, 180 from behind."""
        return float(np.degrees(np.arctan2(abs(self.rightward), self.towards)))


def compute_facing(points: Array) -> Facing:
    """Points (frames, 33, 2) of address, y up, not mirrored; NaN where the body was not seen."""
    trunk = kinematics.compute_trunk_length(points)
    middle = kinematics.compute_middle(points, "hip")[:, 0]
    feet = kinematics.compute_middle(points, "foot_index") - kinematics.compute_middle(points, "heel")
    hands = kinematics.compute_middle(points, "wrist")[:, 0] - middle
    rightward = _median(np.array([_median(feet[:, 0]) / FEET, _median(hands) / REACH])) / trunk
    hips = _width(points, "hip") / trunk - HIPS_ASIDE * abs(rightward)
    towards = _median(np.array([_width(points, "shoulder") / trunk / SHOULDERS, hips / HIPS]))
    return Facing(towards, rightward)


def _width(points: Array, joint: str) -> float:
    """Signed apparent width: positive where the person's left is at the picture's right."""
    left, right = (kinematics.point(points, side, joint) for side in ("left", "right"))
    return _median(left[:, 0] - right[:, 0])


def _median(values: Array) -> float:
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if len(seen) else float("nan")


def classify_view(facing: Facing, handedness: Handedness) -> tuple[View, float]:
    """The view and how sure it is (0 to 1): the share of the angle's distribution on this side of the limits.

    Seen from the target's side, or from behind the back, a swing is `other`.
    """
    angle = facing.angle_deg
    if not np.isfinite(angle):
        return "other", 0.0
    from_behind_the_ball = (facing.rightward > 0) == (handedness == "right")
    shares: dict[View, float] = {"face_on": _share(angle, -90.0, TOLERANCE_DEG)}
    shares["down_the_line"] = _share(angle, 90 - TOLERANCE_DEG, 90 + TOLERANCE_DEG) * from_behind_the_ball
    shares["other"] = 1 - shares["face_on"] - shares["down_the_line"]
    view = max(shares, key=lambda name: shares[name])
    return view, min(max(shares[view], 0.0), 1.0)


def nearest_view(facing: Facing, handedness: Handedness) -> View:
    """The nearer of the two views, however far off: what a swing from there looks like and how its events are
    told. `other` from the target's side and from behind the back, and where nothing was seen.
    """
    if facing.angle_deg <= 45:
        return "face_on"
    from_behind_the_ball = (facing.rightward > 0) == (handedness == "right")
    return "down_the_line" if facing.angle_deg <= 135 and from_behind_the_ball else "other"


def _share(angle: float, low: float, high: float) -> float:
    return float(ndtr((high - angle) / ANGLE_SIGMA_DEG) - ndtr((low - angle) / ANGLE_SIGMA_DEG))


def classify_handedness(address: Array, top: Array, through: Array, after: Array) -> tuple[Handedness, float]:
    """From points (frames, 33, 2) at address, at the top, after impact and at the end, y up, not mirrored.

    A right-hander takes the hands to the own right and through to the left, and turns counterclockwise seen
    from above: from the front the hands' way shows it, from the side the shoulders' turn does.
    """
    facing, trunk = compute_facing(address), kinematics.compute_trunk_length(address)
    start, back, forth = (_hands_aside(points) for points in (address, top, through))
    turn = (_width(top, "shoulder") - _width(after, "shoulder")) / trunk
    votes = [
        -facing.towards * (back - start) / trunk,
        facing.towards * (forth - start) / trunk,
        facing.rightward * turn,
    ]
    evidence = float(np.nansum(votes))
    certainty = float(ndtr(abs(evidence) / 0.25))
    return ("right" if evidence >= 0 else "left"), certainty


def _hands_aside(points: Array) -> float:
    hands, hips = (kinematics.compute_middle(points, joint)[:, 0] for joint in ("wrist", "hip"))
    return _median(hands - hips)
