"""Club and ball of the virtual golfer, whose places are known, from rendered video files."""

import numpy as np
import pytest

from tests.helpers.golfer import Handedness, truth_of
from tests.helpers.golfer.clip import needs_rendering
from tests.swingvision.club.drawn import FPS, drawn

pytestmark = [needs_rendering, pytest.mark.slow]
SWINGS = [("face_on", "right", "white shirt"), ("down_the_line", "left", "red shirt")]
every_swing = pytest.mark.parametrize(("view", "handedness", "look"), SWINGS)


@every_swing
def test_the_shaft_at_address(view: str, handedness: Handedness, look: str) -> None:
    seen = drawn(view, handedness, look)
    shaft = seen.club.address
    assert shaft is not None and shaft.confidence > 0.9
    still = np.array([seen.swing.start_s - 0.1])
    assert shaft.deg == pytest.approx(seen.shaft_deg(still)[0], abs=2)
    _, head = seen.ends(still)
    assert np.linalg.norm(shaft.head - head[0]) < 3 * shaft.sigma_px


@every_swing
def test_the_ball_and_the_moment_it_leaves(view: str, handedness: Handedness, look: str) -> None:
    seen = drawn(view, handedness, look)
    ball, left = seen.club.ball, seen.club.ball_left
    assert ball is not None and left is not None
    assert np.linalg.norm(ball.place - seen.ball) < 3 * ball.sigma_px
    assert left.time_s == pytest.approx(seen.swing.impact_s, abs=1 / FPS)
    assert seen.measurement.swings[0].ball == "seen"


@every_swing
def test_the_departure_of_the_clubhead(view: str, handedness: Handedness, look: str) -> None:
    """Down the line the club comes straight at the camera at first: it stays where it is in the picture."""
    seen = drawn(view, handedness, look)
    departure = seen.club.departure
    assert departure is not None
    hand, head = seen.ends(np.array([seen.swing.start_s - 0.1, departure.time_s, departure.time_s + 2 / FPS]))
    moved = np.linalg.norm(head - head[0], axis=1) / np.linalg.norm(head[0] - hand[0])
    assert moved[1] < (0.03 if view == "face_on" else 0.06) < moved[2]
    if view == "face_on":
        address_s = truth_of(seen.swing, seen.camera).events["address"]
        assert departure.time_s == pytest.approx(address_s, abs=2 / FPS)
