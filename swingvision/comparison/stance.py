"""A golfer's own frame of reference: where he stands, how large he is, and where his joints are in it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from swingvision import filtering, kinematics
from swingvision.comparison.report import Part
from swingvision.pose import KEYPOINT_INDEX, PoseSeries
from swingvision.report import SwingReport
from swingvision.track import Track, prepare

Array = NDArray[np.float64]
Origin = Literal["ankle", "hip"]

PARTS: tuple[Part, ...] = (
    "head",
    "lead_shoulder",
    "trail_shoulder",
    "lead_elbow",
    "trail_elbow",
    "hands",
    "lead_hip",
    "trail_hip",
    "lead_knee",
    "trail_knee",
    "lead_ankle",
    "trail_ankle",
)
# The body's length, shoulder to hip to knee to ankle, is read more surely than the trunk alone; a trunk is
# this share of it (golfers at address).
TRUNK_SHARE = 0.38
CHAIN = ("shoulder", "hip", "knee", "ankle")
# Address: so many seconds before takeaway.
STILL_S = 0.4
LEAST_STILL = 2
# Smoothing, shares of the downswing, and frame intervals at least.
SMOOTHING, LEAST_SMOOTHING_FRAMES = 0.04, 0.55


def _keypoints_of(part: Part) -> list[int]:
    """Which keypoints tell where a part is; of a right-hander."""
    pairs = {"head": "ear", "hands": "wrist"}
    if part in pairs:
        return [KEYPOINT_INDEX[f"{side}_{pairs[part]}"] for side in (kinematics.LEAD, kinematics.TRAIL)]
    side, joint = part.split("_")
    return [KEYPOINT_INDEX[f"{kinematics.LEAD if side == 'lead' else kinematics.TRAIL}_{joint}"]]


_KEYPOINTS = {part: _keypoints_of(part) for part in PARTS}


@dataclass(frozen=True, slots=True)
class Stance:
    """track: of a right-hander, px. still: its pictures at address. scale: px of a trunk length.

    downswing_s: the golfer's scale of time.
    """

    track: Track
    still: NDArray[np.intp]
    scale: float
    downswing_s: float

    def origin(self, joint: Origin) -> Array:
        """(2,) px: midway between the joints of both sides at address; NaN where they were not seen."""
        middle = kinematics.compute_middle(self.track.points[self.still], joint)
        seen = middle[np.isfinite(middle).all(axis=1)]
        return np.asarray(np.median(seen, axis=0) if len(seen) else np.full(2, np.nan))

    def sample(self, time_s: Array, joint: Origin) -> tuple[Array, Array]:
        """Place (moments, parts, 2) and velocity (per second), trunk lengths from the origin; NaN unseen."""
        raw = (part_points(self.track) - self.origin(joint)) / self.scale
        width = max(SMOOTHING * self.downswing_s, LEAST_SMOOTHING_FRAMES * self.track.interval_s)
        place, slope = filtering.local_fit(raw, self.track.time_s, time_s, width)
        near = np.abs(self.track.time_s[None, :] - time_s[:, None]) <= 2 * width
        seen = (near.astype(np.float64) @ np.isfinite(raw).all(axis=2)) > 0
        return np.where(seen[..., None], place, np.nan), np.where(seen[..., None], slope, np.nan)

    def sample_confidence(self, time_s: Array) -> Array:
        """(moments, parts) of the nearest picture, the less sure of two keypoints."""
        after = np.searchsorted(self.track.time_s, time_s).clip(1, len(self.track) - 1)
        earlier = time_s - self.track.time_s[after - 1] < self.track.time_s[after] - time_s
        seen = self.track.confidence[np.where(earlier, after - 1, after)]
        return np.stack([seen[:, keypoints].min(axis=1) for keypoints in _KEYPOINTS.values()], axis=1)


def read_stance(series: PoseSeries, report: SwingReport, roll_deg: float | None = None) -> Stance | None:
    """None where takeaway, top or impact is missing, or the body was not seen at address."""
    takeaway, top, impact = report.events.takeaway, report.events.top, report.events.impact
    if takeaway is None or top is None or impact is None:
        return None
    track = prepare(series, report.handedness, roll_deg)
    still = track.between(takeaway.time_s - STILL_S, takeaway.time_s)
    if len(still) < LEAST_STILL:
        return None
    scale = TRUNK_SHARE * body_length(track.points[still])
    return Stance(track, still, scale, impact.time_s - top.time_s) if np.isfinite(scale) else None


def body_length(points: Array) -> float:
    """Median length shoulder, hip, knee, ankle through the body's middle, px; NaN when never seen whole."""
    middles = np.stack([kinematics.compute_middle(points, joint) for joint in CHAIN])
    length = np.linalg.norm(np.diff(middles, axis=0), axis=2).sum(axis=0)
    seen = length[np.isfinite(length)]
    return float(np.median(seen)) if len(seen) else float("nan")


def part_points(track: Track) -> Array:
    """(pictures, parts, 2) px in the order of PARTS."""
    places = [track.points[:, keypoints].mean(axis=1) for keypoints in _KEYPOINTS.values()]
    places[PARTS.index("hands")] = track.grip
    return np.stack(places, axis=1)
