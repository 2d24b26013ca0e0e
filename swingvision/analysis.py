"""From a pose series to measured swings: the whole way, for a clip or one window of a bay."""

from dataclasses import dataclass

import numpy as np

from swingvision.club import ClubTrack
from swingvision.detector import ShortSwing, SwingDetector, SwingWindow
from swingvision.pictures import Pictures
from swingvision.pose import PoseSeries, poses_of
from swingvision.report import SwingReport
from swingvision.stance import Options
from swingvision.swing import measure_swing

__all__ = ["Found", "Measurement", "Options", "find_swings", "measure", "reason_for"]

NO_PICTURES = "no pictures"
NOBODY = "nobody seen"
SHORT_SWING = "a short swing was seen; only full swings are measured"
NO_SWING = "nobody made a full swing"
TOO_LITTLE = "a swing was seen, but too little of it to measure"


Found = SwingWindow | ShortSwing


@dataclass(frozen=True, slots=True)
class Measurement:
    """The swings in the order of time; reason says in words why there is none.

    clubs: what was seen of the club, one a swing; None where nobody looked.
    """

    swings: list[SwingReport]
    reason: str | None
    clubs: list[ClubTrack | None]


def measure(
    series: PoseSeries, options: Options = Options(), pictures: Pictures | None = None
) -> Measurement:
    """Every full swing in the series. Never raises for what the poses hold: no swing is an answer.

    pictures: what the poses were made of; without them nothing is known of club and ball.
    """
    if len(series) == 0:
        return Measurement([], NO_PICTURES, [])
    if not np.isfinite(series.points).any():
        return Measurement([], NOBODY, [])
    found = find_swings(series)
    windows = [one for one in found if isinstance(one, SwingWindow)]
    measured = [measure_swing(series, window, options, pictures) for window in windows]
    swings = [one for one in measured if one is not None]
    reason = None if swings else reason_for(found)
    return Measurement([one.report for one in swings], reason, [one.club for one in swings])


def find_swings(series: PoseSeries) -> list[Found]:
    """What a SwingDetector says to the whole series."""
    detector = SwingDetector()
    told = [detector.push(pose) for pose in poses_of(series)]
    told.append(detector.finish())
    return [one for one in told if one is not None]


def reason_for(found: list[Found]) -> str:
    """Why there is no measured swing, in words."""
    if any(isinstance(one, SwingWindow) for one in found):
        return TOO_LITTLE
    return SHORT_SWING if found else NO_SWING
