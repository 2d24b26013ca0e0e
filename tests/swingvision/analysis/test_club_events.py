"""What club and ball tell about events, against the virtual golfer's own; silent where they were not seen."""

from dataclasses import replace

import numpy as np
import pytest

from swingvision.club import ClubTrack
from swingvision.club_events import ClubEvents, find_shaft_turn, find_toe_up, read_club_events
from swingvision.moment import Moment
from swingvision.moments import find_moments
from swingvision.track import prepare
from tests.helpers.golfer import Noise, Swing
from tests.helpers.golfer.seen_club import seen_club
from tests.swingvision.analysis.golfers import camera_of, event_times, measured, recorded, truth
from swingvision.detector import SwingWindow

VIEWS = ["face_on", "down_the_line"]
SWING = Swing()
SPAN_S = SWING.backswing_s / SWING.tempo


def club(view: str, departed: bool = True) -> ClubTrack:
    true = truth(view, SWING).events
    seen = seen_club(SWING, camera_of(view, "right"), recorded(view).time_s, sigma_deg=1.0)
    return replace(seen, departure=Moment(true["address"], 0.01) if departed else None)


def blind(seen: ClubTrack, start_s: float, end_s: float) -> ClubTrack:
    hidden = (seen.time_s > start_s) & (seen.time_s < end_s)
    return replace(seen, shaft_deg=np.where(hidden, np.nan, seen.shaft_deg))


def test_toe_up_is_where_the_shaft_passes_the_horizontal() -> None:
    true = truth("face_on", SWING).events
    found = find_toe_up(club("face_on"), true["top"], SPAN_S)
    assert found is not None and found.time_s == pytest.approx(true["toe_up"], abs=0.01)
    blurred = find_toe_up(
        blind(club("face_on"), true["toe_up"] - 0.02, true["toe_up"] + 0.02), true["top"], SPAN_S
    )
    assert blurred is not None and blurred.time_s == pytest.approx(true["toe_up"], abs=0.02)
    assert blurred.sigma_s > found.sigma_s


def test_a_shaft_that_was_not_followed_through_toe_up_tells_nothing() -> None:
    true = truth("face_on", SWING).events
    gap = blind(club("face_on"), true["toe_up"] - 0.15, true["toe_up"] + 0.15)
    assert find_toe_up(gap, true["top"], SPAN_S) is None
    assert find_toe_up(club("face_on", departed=False), true["top"], SPAN_S) is None


@pytest.mark.parametrize("view", VIEWS)
def test_the_shaft_turns_at_the_top_and_tells_nothing_when_hidden_there(view: str) -> None:
    true = truth(view, SWING).events
    found = find_shaft_turn(club(view), true["impact"], SPAN_S)
    assert found is not None and found.time_s == pytest.approx(true["top"], abs=0.02)
    hidden = blind(club(view), true["top"] - 0.3 * SPAN_S, true["top"] + 0.3 * SPAN_S)
    assert find_shaft_turn(hidden, true["impact"], SPAN_S) is None


def test_without_a_club_nothing_is_told() -> None:
    assert read_club_events(None, 1.0, 0.25) == ClubEvents()


@pytest.mark.parametrize("view", VIEWS)
def test_impact_lies_between_the_pictures_that_show_the_ball_and_do_not(view: str) -> None:
    alone = measured(view, noise=Noise())
    times = event_times(alone)
    later_s = times["impact"] + 0.03
    struck = replace(club(view), ball_left=Moment(later_s, 0.01 / np.sqrt(12)))
    window = SwingWindow(0, 10**10, None, round(times["top"] * 1e9), round(times["impact"] * 1e9))
    moments = find_moments(prepare(recorded(view, noise=Noise()), "right", None), window, alone.view, struck)
    assert moments is not None
    assert moments["impact"].time_s == pytest.approx(later_s, abs=0.0051)
    far = replace(struck, ball_left=Moment(times["impact"] + 0.2, 0.003))
    moments = find_moments(prepare(recorded(view, noise=Noise()), "right", None), window, alone.view, far)
    assert moments is not None
    assert moments["impact"].time_s == pytest.approx(times["impact"], abs=0.01)
