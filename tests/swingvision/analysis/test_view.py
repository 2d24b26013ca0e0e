"""View and handedness: from every camera position, both hands."""

import math

import pytest

from swingvision.analysis import measure
from swingvision.report import Handedness
from swingvision.stance import Options
from swingvision.view import Facing, classify_view, nearest_view
from tests.helpers.golfer import Noise, Rate, Swing, down_the_line, face_on, record
from tests.swingvision.analysis.golfers import measured, only_swing, recorded


@pytest.mark.parametrize("handedness", ["right", "left"])
@pytest.mark.parametrize("view", ["face_on", "down_the_line"])
def test_view_and_handedness_are_found_with_confidence(view: str, handedness: Handedness) -> None:
    report = measured(view, Swing(handedness=handedness), noise=Noise())
    assert (report.view, report.handedness) == (view, handedness)
    assert report.view_confidence > 0.8
    assert report.handedness_confidence > 0.9


@pytest.mark.parametrize("yaw_deg", [-15.0, 15.0])
def test_a_camera_within_25_degrees_still_has_its_view(yaw_deg: float) -> None:
    series = record(Swing(), down_the_line("right", yaw_deg=yaw_deg), Rate(fps=60))
    assert only_swing(measure(series)).view == "down_the_line"
    series = record(Swing(), face_on("right", yaw_deg=yaw_deg), Rate(fps=60))
    assert only_swing(measure(series)).view == "face_on"


def test_a_camera_in_between_or_behind_is_other() -> None:
    series = record(Swing(), face_on("right", yaw_deg=45), Rate(fps=60))
    assert only_swing(measure(series)).view == "other"
    series = record(Swing(), face_on("right", yaw_deg=180), Rate(fps=60))
    report = only_swing(measure(series))
    assert (report.view, report.handedness) == ("other", "right")


def test_from_the_targets_side_it_is_other() -> None:
    assert classify_view(Facing(0.0, 1.0), "right")[0] == "down_the_line"
    assert classify_view(Facing(0.0, 1.0), "left")[0] == "other"
    assert classify_view(Facing(0.0, -1.0), "left")[0] == "down_the_line"


@pytest.mark.parametrize(
    ("degrees", "view"),
    [(0, "face_on"), (44, "face_on"), (46, "down_the_line"), (134, "down_the_line"), (136, "other")],
)
def test_events_are_told_by_the_nearer_view(degrees: float, view: str) -> None:
    angle = math.radians(degrees)
    assert nearest_view(Facing(math.cos(angle), math.sin(angle)), "right") == view
    assert nearest_view(Facing(math.cos(angle), -math.sin(angle)), "left") == view


def test_from_the_targets_side_no_view_is_near() -> None:
    assert (
        nearest_view(Facing(0.0, -1.0), "right") == nearest_view(Facing(float("nan"), 0), "right") == "other"
    )


def test_a_view_near_its_limit_is_less_sure() -> None:
    def sure(degrees: float) -> float:
        angle = math.radians(degrees)
        return classify_view(Facing(math.cos(angle), math.sin(angle)), "right")[1]

    assert sure(0) > sure(20) > 0.5 > 0
    assert sure(25) == pytest.approx(0.5, abs=0.02)


def test_an_unseen_body_is_other_with_no_confidence() -> None:
    assert classify_view(Facing(float("nan"), 0.0), "right") == ("other", 0.0)


def test_what_is_told_beforehand_holds() -> None:
    report = only_swing(measure(recorded("face_on"), Options(view="down_the_line", handedness="left")))
    assert (report.view, report.view_confidence) == ("down_the_line", 1.0)
    assert (report.handedness, report.handedness_confidence) == ("left", 1.0)
