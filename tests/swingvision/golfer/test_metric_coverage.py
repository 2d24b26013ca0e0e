"""The intervals keep their word: over golfers who differ, each metric's 95 % interval holds what was
true, and is hardly wider than its error asks for.
"""

from functools import lru_cache

import numpy as np
import pytest

from swingvision.metric_table import METRICS
from swingvision.report import View
from tests.helpers.metric_sweep import Condition, Line, Shown, summary, sweep

pytestmark = pytest.mark.slow
VIEWS: list[View] = ["face_on", "down_the_line"]
SWINGS = 24
# Of 24 swings a metric that is covered 93 times of 100 misses five or fewer, 99 times of 100.
MOST_MISSED = 5
# Bars that the pose model's measured errors do not let us reach; they stay, and each miss is named.
UNMET = pytest.mark.xfail(reason="the pose model's measured errors are larger than this bar")
WAYS_UNMET = {"head_sway_top", "head_lift_impact", "hip_sway_impact", "hip_lift_top", "hip_lift_impact"}
# A hold is told too short by a third of a second, which its interval has to reach; the others are hardly ever
# shown.
WIDTHS_UNMET = ("finish_hold_s", "shoulder_turn_deg", "hip_turn_deg", "shoulder_tilt_impact_deg")
# The error's spread is told from 24 swings, give or take a seventh.
WIDEST, WIDEST_HERE = 1.5, 1.5 * 1.25


@lru_cache(maxsize=4)
def lines(view: View, aligned: bool) -> dict[str, Line]:
    """Of the metrics that are shown at all."""
    found = summary(rows(view, aligned))
    return {name: line for name, line in found.items() if line.count}


@lru_cache(maxsize=4)
def rows(view: View, aligned: bool) -> list[Shown]:
    return sweep(Condition(view, aligned), SWINGS)


@pytest.mark.parametrize("aligned", [True, False])
@pytest.mark.parametrize("view", VIEWS)
def test_each_interval_holds_the_truth(view: View, aligned: bool) -> None:
    found = lines(view, aligned)
    for name, line in found.items():
        assert line.count * (1 - line.coverage) <= MOST_MISSED, (name, str(line))


@pytest.mark.parametrize("aligned", [True, False])
@pytest.mark.parametrize("view", VIEWS)
def test_intervals_hold_the_truth_as_often_as_they_say(view: View, aligned: bool) -> None:
    held = [line.coverage for line in lines(view, aligned).values()]
    assert 0.90 <= np.mean(held) <= 0.99


@pytest.mark.parametrize("name", [pytest.param(name, marks=UNMET) for name in WIDTHS_UNMET])
def test_no_interval_of_these_is_much_wider_either(name: str) -> None:
    for view in VIEWS:
        if view in METRICS[name].views:
            line = lines(view, True)[name]
            assert line.width <= WIDEST_HERE * line.asked, str(line)


@pytest.mark.parametrize("view", VIEWS)
def test_no_interval_is_much_wider_than_its_error_asks_for(view: View) -> None:
    found = {name: line for name, line in lines(view, True).items() if name not in WIDTHS_UNMET}
    for name, line in found.items():
        assert line.width / line.asked <= WIDEST_HERE, (name, str(line))
    assert np.median([line.width / line.asked for line in found.values()]) <= WIDEST


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("hand_path_plane_deg", 3.0),
        ("shaft_plane_deg", 3.0),
        pytest.param("forward_bend_deg", 4.0, marks=UNMET),
    ],
)
def test_down_the_line_angles_are_right(name: str, most: float) -> None:
    assert lines("down_the_line", True)[name].p95 <= most


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=UNMET if name in WAYS_UNMET else ())
        for name in METRICS
        if "_sway_" in name or "_lift_" in name
    ],
)
def test_face_on_ways_are_right(name: str) -> None:
    assert lines("face_on", True)[name].p95 <= 0.08


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_eligible_is_shown(view: View) -> None:
    for name, line in summary(rows(view, True)).items():
        if METRICS[name].grade == "A":
            assert line.count >= 0.95 * (line.count + line.withheld), (name, str(line))
