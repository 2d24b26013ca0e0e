"""Club and ball of the virtual golfer, whose places are known, from rendered video files."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from swingvision.analysis import Options, measure
from swingvision.frame import Frame
from tests.helpers.golfer import Handedness, Noise, Rate, Swing, down_the_line, record, truth_of
from tests.helpers.golfer.clip import Shot, frames, needs_rendering
from tests.helpers.golfer.render import AWAY, Painter
from tests.swingvision.club.drawn import FPS, drawn

Array = NDArray[np.float64]

pytestmark = [needs_rendering, pytest.mark.slow]
SWINGS = [("face_on", "right", "white shirt"), ("down_the_line", "left", "red shirt")]
every_swing = pytest.mark.parametrize(("view", "handedness", "look"), SWINGS)


@every_swing
def test_the_shaft_at_address(view: str, handedness: Handedness, look: str) -> None:
    seen = drawn(view, handedness, look)
    shaft = seen.club.address
    assert shaft is not None and shaft.confidence > 0.9
    assert not seen.club.absent
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


@every_swing
def test_the_shaft_through_the_swing(view: str, handedness: Handedness, look: str) -> None:
    """Down the line it points at the camera or away from it for a while: not seen then."""
    seen = drawn(view, handedness, look)
    club = seen.club
    sure = club.shaft_confidence >= 0.5
    swung = sure & (club.time_s > seen.swing.start_s)
    error = (club.shaft_deg - seen.shaft_deg(club.time_s) + 180) % 360 - 180
    assert np.percentile(np.abs(error[sure]), 95) < 4
    going = (club.time_s > seen.swing.start_s) & (club.time_s < seen.swing.impact_s)
    assert swung.sum() > (0.7 if view == "face_on" else 0.3) * going.sum()
    assert np.isnan(club.shaft_deg[~sure]).all()


def test_a_swing_without_a_club_has_no_events_of_the_shaft(monkeypatch: pytest.MonkeyPatch) -> None:
    place = Painter._place

    def without_club(painter: Painter, name: str, at: Array, axes: Array) -> None:
        place(painter, name, AWAY if name in ("club", "ball") else at, axes)

    monkeypatch.setattr(Painter, "_place", without_club)
    swing = Swing(lead_in_s=0.8, hold_s=0.3)
    camera, rate = down_the_line("right").but(size=(480, 360)), Rate(fps=FPS)
    drawn_frames = list(frames(swing, camera, Shot(rate=rate)))

    class Kept:
        def between(self, start_ns: int, end_ns: int) -> Iterator[Frame]:
            return (frame for frame in drawn_frames if start_ns <= frame.time_ns <= end_ns)

    found = measure(record(swing, camera, rate, Noise(seed=3)), Options(), Kept())
    (club,), (report,) = found.clubs, found.swings
    assert club is not None and club.absent and report.ball == "not_seen"
    events = report.events
    assert events.toe_up is None and events.mid_follow_through is None
    assert events.address is not None and events.top is not None and events.impact is not None
