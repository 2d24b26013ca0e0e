"""Takeaway: the moment at which the grip has moved 0.03 shoulder widths from its still place and keeps
going."""

import numpy as np
from numpy.typing import NDArray

from swingvision import filtering, kinematics
from swingvision.phases import Moment
from swingvision.report import View
from swingvision.track import Track

Array = NDArray[np.float64]

MOVED_SHOULDER_WIDTHS = 0.03
STILL_PICTURES = 10
# From the side the shoulders hide each other: their width in trunk lengths, of an average body.
SHOULDERS_PER_TRUNK = 0.72
# The direction of the departure is read this far from the still place, trunk lengths.
FAR = 0.2


def find_takeaway(
    track: Track, onset_s: float, top_s: float, downswing_s: float, view: View
) -> Moment | None:
    """onset_s: when the hands have surely left. None where too little was seen before or after it."""
    still = np.flatnonzero(track.time_s < onset_s - 0.25 * downswing_s)[-STILL_PICTURES:]
    still = still[np.isfinite(track.grip[still]).all(axis=1)]
    if len(still) < 2:
        return None
    baseline = np.median(track.grip[still], axis=0)
    trunk = kinematics.compute_trunk_length(track.points[still])
    time_s = np.arange(onset_s - 1.5 * downswing_s, top_s, downswing_s / 48)
    width = max(0.08 * downswing_s, 0.6 * track.interval_s)
    place, slope = filtering.local_fit((track.grip - baseline) / trunk, track.time_s, time_s, width)
    far = np.flatnonzero(np.linalg.norm(place, axis=1) > FAR)
    if len(far) == 0:
        return None
    direction = place[far[0]] / np.linalg.norm(place[far[0]])
    moved = place[: far[0] + 1] @ direction
    threshold = MOVED_SHOULDER_WIDTHS * _shoulders(track, still, view) / trunk
    under = np.flatnonzero(~(moved >= threshold))
    if len(under) == 0 or under[-1] + 1 >= len(moved):
        return None
    last = under[-1]
    gain = moved[last + 1] - moved[last]
    time = time_s[last] + (threshold - moved[last]) / gain * (time_s[1] - time_s[0])
    noise = float(np.std((track.grip[still] - baseline) @ direction)) / trunk
    speed = max(float(slope[last] @ direction), 1e-6)
    return Moment(float(time), float(np.hypot(0.3 * track.interval_s, noise / speed)))


def _shoulders(track: Track, still: NDArray[np.intp], view: View) -> float:
    points = track.points[still]
    if view == "face_on":
        return kinematics.compute_shoulder_width(points)
    return SHOULDERS_PER_TRUNK * kinematics.compute_trunk_length(points)
