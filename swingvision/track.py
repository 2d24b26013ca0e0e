"""A pose series made ready for maths: repeats gone, level, y up, a right-hander, doubtful points dropped."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import label

from swingvision import filtering, kinematics
from swingvision.pose import KEYPOINTS, PoseSeries
from swingvision.report import Handedness

Array = NDArray[np.float64]

# A peak this low in the heat map is a guess.
LEAST_CONFIDENCE = 0.1
LONGEST_GAP_S = 0.15
# Padding shows a picture at most so many times more (24 to 60: twice).
LONGEST_REPEAT = 2

_MIRRORED = [
    KEYPOINTS.index(name.replace("left", "?").replace("right", "left").replace("?", "right"))
    for name in KEYPOINTS
]


@dataclass(frozen=True, slots=True)
class Track:
    """Different pictures only. points: (pictures, 33, 2) px, x right, y up, lead = left; grip: (pictures, 2).

    time_s: when each picture was taken, as well as the stream tells; interval_s: the median between pictures.
    """

    time_s: Array
    points: Array
    confidence: Array
    grip: Array
    interval_s: float
    repeated_share: float

    def __len__(self) -> int:
        return len(self.time_s)

    def between(self, start_s: float, end_s: float) -> NDArray[np.intp]:
        """Indices of the pictures taken from start_s to end_s."""
        return np.flatnonzero((self.time_s >= start_s) & (self.time_s <= end_s))


def mirrored(series: PoseSeries) -> PoseSeries:
    """The same motion as a mirror shows it: a left-hander becomes a right-hander."""
    points = series.points[:, _MIRRORED].copy()
    points[..., 0] = series.size[0] - points[..., 0]
    return PoseSeries(
        series.frame_index,
        series.time_ns,
        points,
        series.confidence[:, _MIRRORED],
        series.size,
        series.repeated,
    )


def levelled(points: Array, roll_deg: float) -> Array:
    """Points (…, 2), y down, turned to y up with the camera's roll (clockwise seen from behind it) undone."""
    x, y = points[..., 0], -points[..., 1]
    roll = np.radians(roll_deg)
    return np.stack([x * np.cos(roll) + y * np.sin(roll), y * np.cos(roll) - x * np.sin(roll)], axis=-1)


def find_repeats(series: PoseSeries) -> NDArray[np.bool_]:
    """(frames,) true where the picture is the one before again: as told, else where every point is identical.

    Longer runs of identical points are no padding: somebody stands still.
    """
    if series.repeated is not None:
        return series.repeated
    same = np.zeros(len(series), np.bool_)
    same[1:] = (np.diff(series.points, axis=0) == 0).all(axis=(1, 2))
    runs, count = label(same)
    lengths = np.bincount(runs, minlength=count + 1)
    return np.asarray(same & (lengths[runs] <= LONGEST_REPEAT))


def retimed(time_s: Array, repeated: NDArray[np.bool_]) -> Array:
    """Times of the different pictures, spread evenly where padding pushed them about.

    A picture of a film padded from 25 to 30 is shown up to a frame late; the straight line through its
    neighbours' times (about 0.4 s to each side) says when it was taken.
    """
    taken = time_s[~repeated]
    share = repeated.mean() if len(repeated) else 0.0
    if not 0.08 <= share <= 0.3 or len(taken) < 8:
        return taken
    order = np.arange(len(taken), dtype=np.float64)
    return filtering.smooth(taken, order, 5.0)


def prepare(series: PoseSeries, handedness: Handedness, roll_deg: float | None) -> Track:
    """The series as a right-hander's track; a left-hander is mirrored before anything else is computed."""
    if handedness == "left":
        series, roll_deg = mirrored(series), -(roll_deg or 0.0)
    repeated = find_repeats(series)
    time_s = retimed(series.time_s, repeated)
    raw = levelled(series.points[~repeated].astype(np.float64), roll_deg or 0.0)
    confidence = series.confidence[~repeated].astype(np.float64)
    points = filtering.drop(raw, confidence, LEAST_CONFIDENCE)
    points = filtering.fill(points, time_s, LONGEST_GAP_S)
    interval = float(np.median(np.diff(time_s))) if len(time_s) > 1 else float("nan")
    return Track(
        time_s,
        points,
        confidence,
        kinematics.compute_grip(points, confidence),
        interval,
        float(repeated.mean()) if len(repeated) else 0.0,
    )
