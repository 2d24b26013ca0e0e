"""A look for the club while the swing goes on is the one when it is over, and is not done twice."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from swingvision.analysis import Options, find_swings
from swingvision.club_look import ClubLook, look_at_club, through_ns
from swingvision.detector import SwingWindow
from swingvision.frame import Frame
from swingvision.pose import PoseSeries
from swingvision.stance import read_stance
from swingvision.swing import measure_swing
from tests.helpers.golfer import Noise, Swing
from tests.swingvision.analysis.golfers import recorded

EMPTY = np.zeros((720, 1280, 3), np.uint8)


class EmptyBay:
    """Pictures that show nothing; every stretch that somebody wants is noted."""

    def __init__(self, series: PoseSeries) -> None:
        self._series = series
        self.asked: list[tuple[int, int]] = []

    def between(self, start_ns: int, end_ns: int) -> Iterator[Frame]:
        self.asked.append((start_ns, end_ns))
        stretch = self._series.between(start_ns, end_ns)
        for index, time_ns in zip(stretch.frame_index, stretch.time_ns):
            yield Frame(int(index), int(time_ns), EMPTY)


@pytest.fixture
def series() -> PoseSeries:
    return recorded("face_on", Swing(), noise=Noise())


@pytest.fixture
def window(series: PoseSeries) -> SwingWindow:
    return next(one for one in find_swings(series) if isinstance(one, SwingWindow))


@pytest.fixture
def bay(series: PoseSeries) -> EmptyBay:
    return EmptyBay(series)


def look_early(bay: EmptyBay, series: PoseSeries, window: SwingWindow) -> ClubLook:
    """When the club is through and the golfer not yet at rest."""
    seen = series.between(window.start_ns, through_ns(window) + 50_000_000)
    return look_at_club(bay, seen, replace(window, end_ns=int(seen.time_ns[-1])), Options())


def test_a_swing_is_measured_with_the_look_that_was_there(
    bay: EmptyBay, series: PoseSeries, window: SwingWindow
) -> None:
    early = look_early(bay, series, window)
    assert early.club is not None and len(bay.asked) == 1
    assert bay.asked[0][1] <= through_ns(window)
    measured = measure_swing(series, window, Options(), bay, early)
    assert measured is not None and measured.club is early.club and len(bay.asked) == 1
    again = measure_swing(series, window, Options(), bay)
    assert again is not None and again.report == measured.report and len(bay.asked) == 2


@pytest.mark.parametrize("other", ["a pose", "the impact", "the camera's roll", "the hand"])
def test_a_look_at_something_else_is_not_used(
    bay: EmptyBay, series: PoseSeries, window: SwingWindow, other: str
) -> None:
    early, options = look_early(bay, series, window), Options()
    if other == "a pose":
        points = series.points.copy()
        points[int(np.searchsorted(series.time_ns, window.top_ns))] += 1
        series = replace(series, points=points)
    if other == "the impact":
        window = replace(window, impact_ns=window.impact_ns + 8_000_000)
    if other == "the camera's roll":
        options = Options(camera_roll_deg=2.0)
    stance = read_stance(series, window, options)
    if other == "the hand":
        stance = replace(stance, handedness="left")
    assert look_at_club(bay, series, window, options, stance, early) is not early
