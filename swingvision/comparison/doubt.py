"""How far a joint's place may be off, in trunk lengths: what decides whether a difference is clear."""

import numpy as np
from numpy.typing import NDArray

from swingvision.comparison.report import Part
from swingvision.comparison.stance import PARTS, Origin
from swingvision.report import View

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

# One standard deviation of a place along one axis: at address, until impact, after it. From how differently
# the model reads pictures and their mirror images; neighbouring pictures err alike, averaging does not help.
POSE_SIGMA: dict[Part, tuple[float, float, float]] = {
    "head": (0.015, 0.022, 0.028),
    "lead_shoulder": (0.025, 0.030, 0.050),
    "trail_shoulder": (0.025, 0.032, 0.045),
    "lead_elbow": (0.040, 0.055, 0.080),
    "trail_elbow": (0.030, 0.060, 0.090),
    "hands": (0.025, 0.032, 0.045),
    "lead_hip": (0.028, 0.020, 0.025),
    "trail_hip": (0.026, 0.020, 0.028),
    "lead_knee": (0.030, 0.022, 0.028),
    "trail_knee": (0.018, 0.022, 0.030),
    "lead_ankle": (0.018, 0.025, 0.030),
    "trail_ankle": (0.018, 0.018, 0.024),
}
# A joint that was seen less surely than this is doubted more, in inverse proportion, at most so many times.
USUAL_CONFIDENCE, MOST_DOUBT = 0.7, 3.0
# Of the body's length, as a share of it.
SCALE_SIGMA: dict[View, float] = {"face_on": 0.008, "down_the_line": 0.015, "other": 0.030}
ORIGIN_SIGMA: dict[Origin, float] = {"ankle": 0.015, "hip": 0.022}


def pose_sigma(confidence: Array, after_takeaway: Mask, after_impact: Mask) -> Array:
    """(moments, parts) of the pose alone. confidence: (moments, parts); the other two (moments,) say which
    moments lie after these events.
    """
    table = np.array([POSE_SIGMA[part] for part in PARTS]).T
    usual = table[np.where(after_impact, 2, np.where(after_takeaway, 1, 0))]
    return np.asarray(usual * np.clip(USUAL_CONFIDENCE / np.maximum(confidence, 1e-6), 1.0, MOST_DOUBT))


def total_sigma(
    place: Array, velocity: Array, pose: Array, clock_s: Array, view: View, origin: Origin
) -> Array:
    """(moments, parts, 2) of one swing's places: pose, stance, body scale, and the events' times.

    place, velocity: (moments, parts, 2); pose: (moments, parts); clock_s: (moments,) doubt of their times.
    """
    scale = place * SCALE_SIGMA[view]
    time = velocity * clock_s[:, None, None]
    return np.asarray(np.sqrt(pose[..., None] ** 2 + ORIGIN_SIGMA[origin] ** 2 + scale**2 + time**2))
