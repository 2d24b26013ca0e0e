"""The form of a swing as one vector, to find swings that look alike.

The body is taken at nine moments between address and impact, moved to the middle of the hips and mirrored for
a left-hander; the vector has length 1, so the distance of two of them lies between 0 and 2 and says nothing
of the size of the picture or the person.
"""

import numpy as np
from numpy.typing import NDArray

from swingvision.pose import KEYPOINT_INDEX, PoseSeries
from swingvision.report import SwingReport

PAIRS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
JOINTS = tuple(KEYPOINT_INDEX[f"{side}_{name}"] for name in PAIRS for side in ("left", "right"))
# Where each joint's other side stands in JOINTS.
MIRRORED = tuple(i ^ 1 for i in range(len(JOINTS)))
HIPS = tuple(JOINTS.index(KEYPOINT_INDEX[f"{side}_hip"]) for side in ("left", "right"))
BACKSWING, DOWNSWING = 5, 5
MOMENTS = BACKSWING + DOWNSWING - 1
DIMENSIONS = MOMENTS * len(JOINTS) * 2
# A joint that was seen in less than this share of the frames is not made up.
LEAST_SEEN = 0.5


def form_of(series: PoseSeries, report: SwingReport) -> NDArray[np.float32] | None:
    """(DIMENSIONS,) float32 of length 1, or None where the swing was not seen well enough.

    Moments: four equal parts from address to top, and four from top to impact. series and report count time
    from the same frame.
    """
    events = report.events
    if events.address is None or events.top is None or events.impact is None:
        return None
    times = _moments(events.address.time_s, events.top.time_s, events.impact.time_s)
    if times is None or times[0] < series.time_s[0] or times[-1] > series.time_s[-1]:
        return None
    body = _at(series, times)
    if body is None:
        return None
    if report.handedness == "left":
        body = body[:, MIRRORED] * (-1, 1)
    body = body - body[:, HIPS].mean(axis=1, keepdims=True)
    length = np.linalg.norm(body)
    if length <= 0:
        return None
    made: NDArray[np.float32] = (body / length).astype(np.float32).reshape(DIMENSIONS)
    return made


def _moments(address_s: float, top_s: float, impact_s: float) -> NDArray[np.float64] | None:
    if not address_s < top_s < impact_s:
        return None
    back = np.linspace(address_s, top_s, BACKSWING)
    return np.concatenate([back, np.linspace(top_s, impact_s, DOWNSWING)[1:]])


def _at(series: PoseSeries, times_s: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """(MOMENTS, joints, 2) px, between the frames where a joint was seen."""
    points = series.points[:, JOINTS].astype(np.float64)
    seen = np.all(np.isfinite(points), axis=2)
    if (seen.mean(axis=0) < LEAST_SEEN).any():
        return None
    body = np.empty((len(times_s), len(JOINTS), 2))
    for joint in range(len(JOINTS)):
        when = series.time_s[seen[:, joint]]
        for axis in range(2):
            body[:, joint, axis] = np.interp(times_s, when, points[seen[:, joint], joint, axis])
    return body
