"""Recorded virtual swings that several tests share."""

from functools import lru_cache

from swingvision.analysis import Measurement, measure
from swingvision.pose import PoseSeries
from swingvision.report import SwingReport
from tests.helpers.golfer import (
    Camera,
    Handedness,
    Noise,
    Rate,
    Swing,
    Truth,
    down_the_line,
    face_on,
    record,
    truth_of,
)

CAMERAS = {"face_on": face_on, "down_the_line": down_the_line}


@lru_cache(maxsize=64)
def recorded(
    view: str,
    swing: Swing = Swing(),
    rate: Rate = Rate(fps=60),
    noise: Noise | None = None,
) -> PoseSeries:
    return record(swing, camera_of(view, swing.handedness), rate, noise)


def camera_of(view: str, handedness: Handedness) -> Camera:
    return CAMERAS[view](handedness)


def truth(view: str, swing: Swing) -> Truth:
    return truth_of(swing, camera_of(view, swing.handedness))


def only_swing(measurement: Measurement) -> SwingReport:
    assert len(measurement.swings) == 1, measurement.reason
    return measurement.swings[0]


def measured(
    view: str, swing: Swing = Swing(), rate: Rate = Rate(fps=60), noise: Noise | None = None
) -> SwingReport:
    return only_swing(measure(recorded(view, swing, rate, noise)))


def event_times(report: SwingReport) -> dict[str, float]:
    """Sub-frame times of the events that are there."""
    events = {name: getattr(report.events, name) for name in type(report.events).model_fields}
    return {name: event.time_s for name, event in events.items() if event is not None}
