"""Takeaway from the hands alone, and with the clubhead's departure; each alone says how sure it is."""

from dataclasses import replace

import numpy as np
import pytest

from swingvision.club_events import ClubEvents
from swingvision.evidence import weigh
from swingvision.hands import read_hands
from swingvision.moment import Moment
from swingvision.kinematics import compute_trunk_length
from swingvision.takeaway import (
    FOLLOW,
    FOLLOW_SIGMA,
    LATEST,
    find_takeaway,
    follow,
    read_crossing,
    tell_takeaway,
)
from swingvision.track import Track, prepare
from tests.helpers.golfer import Noise, Swing
from tests.swingvision.analysis.golfers import recorded, truth


def test_the_crossing_lies_between_the_points_and_its_doubt_grows_with_the_scatter() -> None:
    time_s = np.linspace(0, 1, 101)
    sure, unsure = (read_crossing(time_s, time_s, 0.4, scatter, 0.01) for scatter in (0.01, 0.1))
    assert sure is not None and unsure is not None
    assert sure.time_s == unsure.time_s == pytest.approx(0.4)
    assert unsure.sigma_s > 4 * sure.sigma_s


def test_a_way_that_never_leaves_has_no_takeaway() -> None:
    assert read_crossing(np.linspace(0, 1, 101), np.zeros(101), 0.4, 0.01, 0.01) is None


def test_without_hands_takeaway_follows_the_clubhead() -> None:
    departure = Moment(1.0, 0.01)
    assert follow(departure, None, 0.25).time_s == pytest.approx(1.0 + FOLLOW * 0.25)


def test_the_surer_of_hands_and_clubhead_weighs_more_and_discord_makes_unsure() -> None:
    departure, usual_s = Moment(1.0, 0.01), 1.0 + FOLLOW * 0.25
    sure = follow(departure, Moment(usual_s + 0.04, 0.005), 0.25)
    unsure = follow(departure, Moment(usual_s + 0.04, 0.5), 0.25)
    assert sure.time_s == pytest.approx(usual_s + 0.04, abs=0.002)
    assert unsure.time_s == pytest.approx(usual_s, abs=0.002)
    far = follow(departure, Moment(usual_s + 0.4, 0.05), 0.25)
    assert far.sigma_s > 3 * follow(departure, Moment(usual_s, 0.05), 0.25).sigma_s


def test_a_departure_moves_the_search_past_what_the_hands_did_before() -> None:
    track = prepare(recorded("face_on", noise=Noise()), "right", None)
    true = truth("face_on", Swing()).events
    found = find_takeaway(track, 0.5, 0.27, "face_on", Moment(true["address"], 0.01))
    assert found is not None and found.time_s == pytest.approx(true["takeaway"], abs=0.04)


@pytest.mark.parametrize("late", [-0.3, 0.0, 0.6])
def test_a_departure_near_the_hands_takeaway_does_not_move_it(late: float) -> None:
    """Told early or late, as down the line: the hands say when they moved."""
    track = prepare(recorded("down_the_line", noise=Noise()), "right", None)
    true = truth("down_the_line", Swing()).events
    span = true["impact"] - true["top"]
    alone = tell_takeaway(track, true["address"], span, "down_the_line")
    departure = Moment(true["takeaway"] + late * span, 0.01)
    assert alone is not None
    assert tell_takeaway(track, true["address"], span, "down_the_line", departure) == alone
    assert abs(alone.time_s - true["takeaway"]) < 2 * alone.sigma_s


def test_what_the_hands_did_far_from_the_departure_is_not_the_takeaway() -> None:
    track = prepare(recorded("face_on", noise=Noise()), "right", None)
    true = truth("face_on", Swing()).events
    span = true["impact"] - true["top"]
    departure = Moment(true["takeaway"] + 1.5 * LATEST * span, 0.01)
    told = tell_takeaway(track, true["address"], span, "face_on", departure)
    assert told is not None and told.time_s > departure.time_s


def test_address_is_where_the_clubhead_departed() -> None:
    true = truth("face_on", Swing()).events
    track = prepare(recorded("face_on", noise=Noise()), "right", None)
    hands = read_hands(track, 0.2, true["impact"] + 1.5, true["impact"], 0.27)
    assert hands is not None
    score = weigh(
        hands, "face_on", true["takeaway"], ClubEvents(Moment(true["takeaway"] - 0.15, 0.01))
    ).address
    assert hands.time_s[np.argmax(score)] == pytest.approx(true["takeaway"] - 0.15, abs=0.01)


def passing(stop_s: float) -> Track:
    """Hands that leave at 1 s, come back through their place 0.2 s later, rest there for stop_s, and go."""
    base = prepare(recorded("down_the_line", noise=Noise()), "right", None)
    trunk = compute_trunk_length(base.points)
    back_s = 1.2 + stop_s
    gone = 0.08 * np.sin(np.pi * np.clip((base.time_s - 1.0) / 0.2, 0, 1)) - np.clip(
        (base.time_s - back_s) * 1.2, 0, 1
    )
    return replace(base, grip=base.grip[0] + trunk * np.column_stack([gone, np.zeros_like(gone)]))


def test_hands_that_pass_their_still_place_without_a_stop_left_before() -> None:
    through, rested = (tell_takeaway(passing(stop_s), 1.0, 0.3, "down_the_line") for stop_s in (0.0, 0.3))
    assert through is not None and through.time_s == pytest.approx(1.02, abs=0.05)
    assert rested is not None and rested.time_s == pytest.approx(1.52, abs=0.05)


def test_an_unsure_takeaway_listens_to_the_departure() -> None:
    """One of a golfer whose still place wavers by far more than the way that is asked for."""
    track = prepare(recorded("down_the_line", noise=Noise()), "right", None)
    true = truth("down_the_line", Swing()).events
    span = true["impact"] - true["top"]
    waver = 0.1 * compute_trunk_length(track.points) * np.sin(track.time_s * 9.0)[:, None]
    wavering = replace(track, grip=track.grip + np.where(track.time_s < true["takeaway"], waver.T, 0.0).T)
    alone = tell_takeaway(wavering, true["address"], span, "down_the_line")
    departure = Moment(true["takeaway"] - FOLLOW * span, 0.01)
    told = tell_takeaway(wavering, true["address"], span, "down_the_line", departure)
    assert alone is not None and alone.sigma_s > FOLLOW_SIGMA * span
    assert told is not None and told.sigma_s < alone.sigma_s
    assert abs(told.time_s - true["takeaway"]) < abs(alone.time_s - true["takeaway"]) + 0.01
