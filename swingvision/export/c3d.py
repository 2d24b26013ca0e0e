"""C3D, the binary format of motion laboratories (c3d.org), by ezc3d, which the extra `c3d` installs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from swingvision.export.markers import Scale, markers, rate_hz
from swingvision.pose import KEYPOINTS, PoseSeries
from swingvision.report import EVENT_NAMES, SwingReport


def write_c3d(path: Path, series: PoseSeries, reports: Sequence[SwingReport], scale: Scale) -> None:
    """Markers with the events of the swings; one that was not seen has residual -1.

    C3D knows one frame rate only: it gets the median one; the analog channel time_s holds each frame's own
    time, one more channel a marker holds its confidence. Raises ModuleNotFoundError without ezc3d, OSError.
    """
    import ezc3d

    places = markers(series, scale)
    made = ezc3d.c3d()
    rate = rate_hz(series) or 1.0
    point, analog = made["parameters"]["POINT"], made["parameters"]["ANALOG"]
    point["UNITS"]["value"], point["RATE"]["value"] = [scale.unit], [rate]
    point["LABELS"]["value"] = list(KEYPOINTS)
    made["data"]["points"] = np.concatenate([places.T, np.ones((1, len(KEYPOINTS), len(series)))])
    missing = np.isnan(places[..., 0]).T
    made["data"]["meta_points"]["residuals"] = np.where(missing, -1.0, 0.0)[None]
    channels = ["time_s", *[f"{name}_confidence" for name in KEYPOINTS]]
    analog["RATE"]["value"], analog["LABELS"]["value"] = [rate], channels
    analog["UNITS"]["value"] = ["s", *[""] * len(KEYPOINTS)]
    made["data"]["analogs"] = np.concatenate([series.time_s[None], series.confidence.T])[None]
    _add_events(made, reports)
    made.write(str(path))


def _add_events(made: Any, reports: Sequence[SwingReport]) -> None:
    """The EVENT group of the standard: a label and a time (minutes, seconds) each."""
    found = [
        (name, event.time_s)
        for report in reports
        for name in EVENT_NAMES
        if (event := getattr(report.events, name)) is not None
    ]
    made.add_parameter("EVENT", "USED", [len(found)])
    if found:
        made.add_parameter("EVENT", "CONTEXTS", ["General"] * len(found))
        made.add_parameter("EVENT", "LABELS", [name for name, _ in found])
        times = np.array([[np.floor(time / 60), time % 60] for _, time in found]).T
        made.add_parameter("EVENT", "TIMES", times)
