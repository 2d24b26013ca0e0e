"""The lines of club and ball: the virtual golfer's known club, seen with known errors, and every refusal."""

from dataclasses import replace

import numpy as np
import pytest

from swingvision.club import ClubTrack
from swingvision.club_plane import BALL_UNSEEN, ROWS, SHAFT_UNSEEN, measure_club, plane_of
from swingvision.plane import measure_plane
from swingvision.refusals import NO_BASELINE
from swingvision.report import Handedness, Metric, View
from swingvision.scene import Scene, set_scene
from tests.helpers.golfer import Swing, truth_of
from tests.helpers.golfer.metric_truth import metric_truth
from tests.helpers.golfer.seen_club import seen_club
from tests.swingvision.analysis.golfers import camera_of
from tests.swingvision.analysis.scenes import SWING, golfer_scene

VIEW: View = "down_the_line"


def club_of(scene: Scene, handedness: Handedness = "right", sigma_deg: float = 0.0) -> ClubTrack:
    swing = replace(SWING, handedness=handedness)
    return seen_club(swing, camera_of(VIEW, handedness), scene.track.time_s, 0.0, sigma_deg)


@pytest.mark.parametrize("handedness", ["right", "left"])
def test_every_row_holds_the_truth(handedness: Handedness) -> None:
    scene = golfer_scene(VIEW, handedness=handedness)
    rows = measure_club(scene, club_of(scene, handedness))
    swing: Swing = replace(SWING, handedness=handedness)
    truth = metric_truth(swing, truth_of(swing, camera_of(VIEW, handedness)), VIEW)
    assert set(rows) == set(ROWS)
    for name, row in rows.items():
        assert row.low is not None and row.high is not None, row.withheld
        assert row.low <= truth[name] <= row.high, (name, row, truth[name])


def test_a_plane_leans_over_the_golfer() -> None:
    """A shaft that points down and toward the ball is one that leans back over the golfer."""
    assert plane_of(np.array([-45.0, -60.0, 135.0, -120.0])) == pytest.approx([45, 60, 45, 120])


def test_what_was_not_seen_is_named() -> None:
    scene = golfer_scene(VIEW)
    club = club_of(scene)
    blind = replace(club, address=None, ball=None, shaft_deg=np.full_like(club.shaft_deg, np.nan))
    rows = measure_club(scene, blind)
    assert rows["shaft_plane_deg"].withheld == rows["slot_shaft"].withheld == SHAFT_UNSEEN.format("address")
    assert rows["hogan_plane_deg"].withheld == rows["slot_hogan"].withheld == BALL_UNSEEN
    assert rows["shallowing_deg"].withheld == SHAFT_UNSEEN.format("mid backswing")


def test_a_doubtful_shaft_is_no_shaft() -> None:
    scene = golfer_scene(VIEW)
    club = club_of(scene)
    doubtful = replace(club, shaft_confidence=np.full_like(club.shaft_confidence, 0.4))
    assert measure_club(scene, doubtful)["shallowing_deg"].withheld == SHAFT_UNSEEN.format("mid backswing")


def test_without_a_still_golfer_there_is_no_hogan_plane() -> None:
    scene = golfer_scene(VIEW, takeaway=None)
    assert measure_club(scene, club_of(scene))["hogan_plane_deg"].withheld == NO_BASELINE


def test_without_the_downswing_there_is_no_slot() -> None:
    scene = golfer_scene(VIEW, mid_downswing=None)
    rows = measure_club(scene, club_of(scene))
    assert rows["slot_shaft"].withheld == rows["shallowing_deg"].withheld == "mid downswing was not seen"
    assert rows["shaft_plane_deg"].value is not None


def test_the_yaw_decides() -> None:
    def shaft(yaw_deg: float | None) -> Metric:
        scene = golfer_scene(VIEW, yaw_deg=yaw_deg)
        return measure_plane(scene, club_of(scene))["shaft_plane_deg"]

    aligned, unknown, turned = shaft(1.0), shaft(None), shaft(5.0)
    assert aligned.value is not None and not aligned.apparent
    assert unknown.value == aligned.value and unknown.apparent
    assert width({"unknown": unknown}, "unknown") > width({"aligned": aligned}, "aligned")
    assert turned.value is None and "5 degrees off" in str(turned.withheld)


def test_an_unlevelled_camera_widens_an_angle_and_not_the_slot() -> None:
    level = golfer_scene(VIEW)
    tilted = set_scene(level.track, level.moments, VIEW, replace(level.mounting, roll_deg=None))
    known, unknown = (measure_club(scene, club_of(scene)) for scene in (level, tilted))
    assert width(unknown, "shaft_plane_deg") > 1.5 * width(known, "shaft_plane_deg")
    assert width(unknown, "slot_shaft") == pytest.approx(width(known, "slot_shaft"), rel=0.05)


def width(rows: dict[str, Metric], name: str) -> float:
    low, high = rows[name].low, rows[name].high
    assert low is not None and high is not None
    return high - low
