"""The hands' plane: lines on paper, the virtual golfer's truth, and the rule of the camera's yaw."""

import numpy as np
import pytest

from swingvision.analysis import measure
from swingvision.club_plane import CLUB_UNSEEN
from swingvision.hand_path import fit_line, yaw_bounds
from swingvision.metric_table import METRICS
from swingvision.refusals import ONLY
from swingvision.report import SwingReport
from swingvision.stance import Options
from tests.helpers.golfer import Noise, Rate, Swing
from tests.swingvision.analysis.golfers import measured, only_swing, recorded, truth

ROWS = [facts.name for facts in METRICS.values() if facts.group == "plane"]


def seen_with(yaw_deg: float | None, swing: Swing = Swing()) -> SwingReport:
    series = recorded("down_the_line", swing, Rate(fps=120), Noise())
    return only_swing(measure(series, Options(camera_yaw_deg=yaw_deg)))


@pytest.mark.parametrize("angle_deg", [30.0, 60.0, 90.0, 120.0])
def test_fit_line_finds_the_angle_on_the_golfers_side(angle_deg: float) -> None:
    steps = np.linspace(0, 100, 20)[:, None]
    line = steps * [-np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))]
    assert fit_line(line) == pytest.approx((angle_deg, 0.0), abs=1e-5)


def test_fit_lines_residual_is_the_distance_from_it() -> None:
    assert fit_line(np.array([[0, 1.0], [10, -1.0], [20, -1.0], [30, 1.0]]))[1] == pytest.approx(1.0)


def test_ten_degrees_of_yaw_move_60_to_about_48_and_78() -> None:
    assert yaw_bounds(60, 10) == pytest.approx((48, 78), abs=1.5)
    assert yaw_bounds(60, 3) == pytest.approx((56, 65), abs=1)


def test_an_aligned_camera_shows_the_hands_plane_within_three_degrees_of_truth() -> None:
    row = seen_with(0.0).metrics["hand_path_plane_deg"]
    true_deg = truth("down_the_line", Swing()).hand_path_plane_deg
    assert row.value is not None and row.low is not None and row.high is not None
    assert row.value == pytest.approx(true_deg, abs=3)
    assert row.low < row.value < row.high
    assert not row.apparent


def test_over_the_top_follows_its_truth_and_its_sign() -> None:
    for amount in (-0.15, 0.0, 0.25):
        swing = Swing(over_the_top=amount)
        row = seen_with(0.0, swing).metrics["over_the_top"]
        assert row.value == pytest.approx(truth("down_the_line", swing).over_the_top, abs=0.06)


def test_an_unknown_yaw_is_apparent_and_wider() -> None:
    unknown, aligned = (seen_with(yaw).metrics["hand_path_plane_deg"] for yaw in (None, 0.0))
    assert unknown.apparent
    assert unknown.high - unknown.low > 2 * (aligned.high - aligned.low)  # type: ignore[operator]


def test_a_yaw_beyond_three_degrees_withholds_the_plane_and_not_tempo() -> None:
    report = seen_with(5.0)
    assert {name: report.metrics[name].value for name in ROWS} == dict.fromkeys(ROWS)
    assert "5 degrees off" in (report.metrics["hand_path_plane_deg"].withheld or "")
    assert report.metrics["tempo_ratio"].value is not None


def test_face_on_withholds_every_plane() -> None:
    metrics = measured("face_on").metrics
    assert {metrics[name].withheld for name in ROWS} == {ONLY[("down_the_line",)]}


def test_what_needs_the_club_says_so() -> None:
    metrics = seen_with(0.0).metrics
    assert {metrics[name].withheld for name in ("shaft_plane_deg", "hogan_plane_deg", "slot_shaft")} == {
        CLUB_UNSEEN
    }


def test_the_hands_way_is_nearly_straight() -> None:
    row = seen_with(0.0).metrics["hand_path_residual"]
    assert row.value is not None and row.unit == "trunk_lengths"
    assert 0 < row.value < 0.1
