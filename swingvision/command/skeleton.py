"""A body drawn on its picture: lead solid and cyan, trail dashed and amber, the rest quiet."""

import numpy as np
from numpy.typing import NDArray

from swingvision.command import brush, look
from swingvision.pose import KEYPOINT_INDEX
from swingvision.report import Handedness

# What is less sure than this was not seen.
SURE = 0.25
LIMBS = (("shoulder", "elbow", "wrist"), ("hip", "knee", "ankle"))
# Stroke width and the head's radius as shares of the trunk's length.
WIDTH_SHARE, HEAD_SHARE = 0.03, 0.22


def stroke_width(points: NDArray[np.floating], picture_height: int) -> float:
    """Fits the golfer, not the picture: (frames, 33, 2) px of a whole series."""
    middles = [
        (joint(points, "left", name) + joint(points, "right", name)) / 2 for name in ("shoulder", "hip")
    ]
    trunk = np.linalg.norm(middles[0] - middles[1], axis=-1)
    usual = float(np.median(trunk[np.isfinite(trunk)])) if np.isfinite(trunk).any() else 0.0
    return float(np.clip(usual * WIDTH_SHARE, 1.6, max(1.6, 0.008 * picture_height)))


def joint(points: NDArray[np.floating], side: str, name: str) -> NDArray[np.floating]:
    return np.asarray(points[..., KEYPOINT_INDEX[f"{side}_{name}"], :])


def draw_body(
    image: brush.Image,
    points: NDArray[np.floating],
    confidence: NDArray[np.floating],
    handedness: Handedness | None,
    width: float,
) -> None:
    """points: (33, 2) px of `image`. Without handedness nobody knows lead from trail: all of it is quiet."""
    seen = np.where(confidence[:, None] >= SURE, points, np.nan)
    draw_trunk(image, seen, width)
    lead = "right" if handedness == "left" else "left"
    for side in ("left", "right"):
        leading = None if handedness is None else side == lead
        for limb in LIMBS:
            draw_limb(image, np.stack([joint(seen, side, name) for name in limb]), leading, width)


def draw_outline(image: brush.Image, points: NDArray[np.floating], width: float) -> None:
    """Another golfer's body in one colour, (33, 2) px with lead as left; NaN is left out."""
    draw_trunk(image, points, width, look.TEXT)
    for side, leading in (("left", True), ("right", False)):
        for limb in LIMBS:
            joints = np.stack([joint(points, side, name) for name in limb])
            draw_limb(image, joints, leading, width, look.TEXT)


def draw_limb(
    image: brush.Image,
    joints: NDArray[np.floating],
    leading: bool | None,
    width: float,
    colour: str | None = None,
) -> None:
    colour = colour or {None: look.QUIET, True: look.LEAD, False: look.TRAIL}[leading]
    for start, end in zip(joints, joints[1:]):
        if np.isfinite([start, end]).all():
            if leading is False:
                brush.dashed(image, start, end, colour, width)
            else:
                brush.stroke(image, np.stack([start, end]), colour, width)
    for place in joints[np.isfinite(joints).all(axis=1)]:
        brush.dot(image, place, colour, width * 1.15, hollow=leading is False)


def draw_trunk(
    image: brush.Image, points: NDArray[np.floating], width: float, colour: str = look.QUIET
) -> None:
    shoulders, hips = (
        np.stack([joint(points, side, name) for side in ("left", "right")]) for name in ("shoulder", "hip")
    )
    spine = np.stack([shoulders.mean(axis=0), hips.mean(axis=0)])
    for line in (shoulders, hips, spine):
        if np.isfinite(line).all():
            brush.stroke(image, line, colour, width * 0.8)
    ears = np.stack([joint(points, side, "ear") for side in ("left", "right")])
    known = ears[np.isfinite(ears).all(axis=1)]
    if len(known) and np.isfinite(spine).all():
        radius = HEAD_SHARE * float(np.linalg.norm(spine[0] - spine[1]))
        brush.ring(image, known.mean(axis=0), colour, radius, width * 0.7)
