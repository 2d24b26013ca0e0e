"""Which way the golfer plays and from where the camera looks, as far as poses tell or somebody has said."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from swingvision.detector import SwingWindow
from swingvision.pose import PoseSeries
from swingvision.report import Handedness, View
from swingvision.track import levelled
from swingvision.view import classify_handedness, classify_view, compute_facing, nearest_view

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Options:
    """What is known beforehand. camera_yaw_deg: from the target line; camera_roll_deg: clockwise seen from
    behind
    the camera; None where nobody has said."""

    view: Literal["auto"] | View = "auto"
    handedness: Literal["auto"] | Handedness = "auto"
    camera_yaw_deg: float | None = None
    camera_roll_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """Who stands how: handedness and view, each with a confidence; and the view that events are told by."""

    handedness: Handedness
    handedness_confidence: float
    view: View
    view_confidence: float
    nearest_view: View


def read_stance(series: PoseSeries, window: SwingWindow, options: Options) -> Stance:
    """View and handedness from the pictures at address (at impact where there is none), top and
    follow-through."""
    points = levelled(series.points.astype(np.float64), options.camera_roll_deg or 0.0)
    impact_s, span = window.impact_ns / 1e9, (window.impact_ns - window.top_ns) / 1e9

    def at(moment_s: float, first: float, last: float) -> Array:
        """Points from first to last, in downswings around a moment; the nearest ones where none lie there."""
        off = (series.time_s - moment_s) / span
        outside = np.maximum(first - off, 0) + np.maximum(off - last, 0)
        return np.asarray(points[outside <= outside.min()])

    address = (
        at(impact_s, -0.1, 0.1) if window.address_ns is None else at(window.address_ns / 1e9, -3.5, -0.8)
    )
    top, through = at(impact_s, -1.3, -0.8), at(impact_s, 0.1, 0.7)
    handedness, hand_confidence = classify_handedness(address, top, through, at(impact_s, 1.0, 2.5))
    if options.handedness != "auto":
        handedness, hand_confidence = options.handedness, 1.0
    facing = compute_facing(address)
    view, view_confidence = classify_view(facing, handedness)
    nearest = nearest_view(facing, handedness)
    if options.view != "auto":
        view, view_confidence, nearest = options.view, 1.0, options.view
    return Stance(handedness, hand_confidence, view, view_confidence, nearest)
