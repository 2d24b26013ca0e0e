"""What the body does, from points: pure functions, one quantity each.

Points are (frames, 33, 2) px with x right and y UP, camera roll removed, and every golfer a right-hander:
lead is the person's left side. `swingvision.track` makes them so.
"""

import numpy as np
from numpy.typing import NDArray

from swingvision.pose import KEYPOINT_INDEX

Array = NDArray[np.float64]

LEAD, TRAIL = "left", "right"
HAND = ("wrist", "pinky", "index", "thumb")
# Hands farther apart than this share of the trunk are not both right: two hands hold one grip.
GRIP_SPREAD = 0.35


def point(points: Array, side: str, joint: str) -> Array:
    """(frames, 2) of a joint of the lead or trail side."""
    return np.asarray(points[:, KEYPOINT_INDEX[f"{side}_{joint}"]])


def compute_middle(points: Array, joint: str) -> Array:
    """(frames, 2) midway between the two sides' joints; a side that is missing leaves NaN."""
    return np.asarray((point(points, LEAD, joint) + point(points, TRAIL, joint)) / 2)


def compute_hand(points: Array, confidence: Array, side: str) -> tuple[Array, Array]:
    """A hand's centre (frames, 2), the mean of its keypoints weighted by confidence, and its confidence
    (frames,)."""
    chosen = [KEYPOINT_INDEX[f"{side}_{joint}"] for joint in HAND]
    trust = np.where(np.isfinite(points[:, chosen, 0]), confidence[:, chosen], 0.0)
    total = trust.sum(axis=1)
    summed = (np.nan_to_num(points[:, chosen]) * trust[..., None]).sum(axis=1)
    centre = np.divide(summed, total[:, None], out=np.full_like(summed, np.nan), where=total[:, None] > 0)
    return centre, total / len(chosen)


def compute_grip(points: Array, confidence: Array) -> Array:
    """(frames, 2) where the hands hold the club: the hands' centres, weighted by their confidence.

    Where the hands lie apart by more than GRIP_SPREAD trunks the surer one counts almost alone.
    """
    (lead, lead_trust), (trail, trail_trust) = (
        compute_hand(points, confidence, side) for side in (LEAD, TRAIL)
    )
    apart = np.linalg.norm(lead - trail, axis=1) / compute_trunk_length(points)
    sharpness = np.where(apart > GRIP_SPREAD, 4.0, 1.0)
    trust = np.stack([lead_trust**sharpness, trail_trust**sharpness], axis=1)[..., None]
    total = trust.sum(axis=1)
    summed = np.nan_to_num(lead) * trust[:, 0] + np.nan_to_num(trail) * trust[:, 1]
    return np.asarray(np.divide(summed, total, out=np.full_like(summed, np.nan), where=total > 0))


def compute_trunk_length(points: Array) -> float:
    """Median distance of mid-hip and mid-shoulder over the frames given, px; NaN when never seen.

    Points that all lie in one place are no body: their distance is not seen either.
    """
    trunk = np.linalg.norm(compute_middle(points, "shoulder") - compute_middle(points, "hip"), axis=1)
    known = trunk[np.isfinite(trunk) & (trunk > 0)]
    return float(np.median(known)) if len(known) else float("nan")


def compute_shoulder_width(points: Array) -> float:
    """Median apparent shoulder width over the frames given, px; NaN when never seen."""
    width = np.linalg.norm(point(points, LEAD, "shoulder") - point(points, TRAIL, "shoulder"), axis=1)
    return float(np.median(width[np.isfinite(width)])) if np.isfinite(width).any() else float("nan")


def compute_speed(position: Array, time_s: Array) -> Array:
    """(frames,) per second, by central differences over the frames' own times; NaN for a single frame."""
    if len(position) < 2:
        return np.full(len(position), np.nan)
    return np.asarray(np.linalg.norm(np.gradient(position, time_s, axis=0), axis=1))
