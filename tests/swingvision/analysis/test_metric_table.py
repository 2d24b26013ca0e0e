"""The table of metrics, the report and the page say the same."""

import pytest

from swingvision.command.metric_page import PAGE, renewed
from swingvision.metric_table import METRICS, in_order
from swingvision.report import View
from tests.helpers.golfer import Noise, Rate
from tests.swingvision.analysis.golfers import measured

VIEWS: list[View] = ["face_on", "down_the_line"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_report_holds_every_metric_in_the_tables_order(view: View) -> None:
    report = measured(view, rate=Rate(fps=120), noise=Noise())
    assert list(report.metrics) == list(METRICS)
    for name, metric in report.metrics.items():
        assert metric.grade == METRICS[name].grade, name
        assert metric.unit == METRICS[name].unit_in(view), name


@pytest.mark.parametrize("view", VIEWS)
def test_on_a_clean_swing_what_the_view_allows_is_shown(view: View) -> None:
    """But for the club, which nobody looked for here, the finish, which is held to the clip's end, and what
    the pose model's errors leave open.
    """
    report = measured(view, rate=Rate(fps=120), noise=Noise())
    missing = {name for name, metric in report.metrics.items() if metric.value is None}
    club = {"shaft_plane_deg", "hogan_plane_deg", "slot_shaft", "slot_hogan", "shallowing_deg"}
    elsewhere = {name for name, facts in METRICS.items() if view not in facts.views}
    unsure = {"shoulder_turn_deg", "hip_turn_deg", "shoulder_tilt_impact_deg", "lead_arm_deg"}
    assert missing == elsewhere | club | unsure | {"finish_hold_s"}
    assert report.quality.implausible == 0


def test_the_page_is_the_current_one() -> None:
    """When it is not: python -m swingvision.command.metric_page"""
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page


def test_names_titles_and_units_are_sound() -> None:
    assert len({facts.title for facts in METRICS.values()}) == len(METRICS)
    for name, facts in METRICS.items():
        assert name == facts.name and facts.views and facts.formula and facts.source
        assert name.endswith("_deg") == (facts.unit == "deg"), name
        assert facts.band is None or facts.band[0] < facts.band[1]


def test_an_unknown_metric_is_an_error() -> None:
    with pytest.raises(KeyError, match="x_factor"):
        in_order({"x_factor": measured("face_on").metrics["tempo_ratio"]})
