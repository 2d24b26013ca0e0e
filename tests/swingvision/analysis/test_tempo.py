"""Timing with known answers, its intervals and its refusals."""

import math

import pytest

from swingvision.moment import Moment
from swingvision.report import EventName
from swingvision.tempo import NO_REAL_TIME, TOO_LONG, TOO_UNSURE, UNSEEN, measure_timing


def moments(sigma_s: float = 0.005, **times: float) -> dict[EventName, Moment]:
    usual = {"address": 0.9, "takeaway": 1.0, "top": 1.75, "impact": 2.0, "finish": 2.7, **times}
    return {name: Moment(time_s, sigma_s) for name, time_s in usual.items()}  # type: ignore[misc]


def test_durations_and_ratio_on_paper() -> None:
    rows = measure_timing(moments())
    values = {name: rows[name].value for name in rows}
    assert values == pytest.approx(
        {"backswing_s": 0.75, "downswing_s": 0.25, "tempo_ratio": 3.0, "follow_through_s": 0.7}
    )


def test_the_ratios_interval_counts_the_top_twice() -> None:
    row = measure_timing(moments(sigma_s=0.01))["tempo_ratio"]
    sigma = math.hypot(0.01 / 0.75, 0.01 * (1 / 0.75 + 1 / 0.25), 0.01 / 0.25)
    assert row.low == pytest.approx(3.0 * math.exp(-1.96 * sigma))
    assert row.high == pytest.approx(3.0 * math.exp(1.96 * sigma))


def test_a_durations_interval_is_two_sigmas_of_both_ends() -> None:
    row = measure_timing(moments(sigma_s=0.01))["downswing_s"]
    assert row.high is not None and row.low is not None
    assert row.high - row.low == pytest.approx(2 * 1.96 * math.hypot(0.01, 0.01))


def test_slow_motion_keeps_the_ratio_and_withholds_durations() -> None:
    rows = measure_timing(moments(address=3.6, takeaway=4.0, top=7.0, impact=8.0, finish=10.8))
    assert rows["tempo_ratio"].value == pytest.approx(3.0)
    for name in ("backswing_s", "downswing_s", "follow_through_s"):
        assert (rows[name].value, rows[name].withheld) == (None, NO_REAL_TIME)


@pytest.mark.parametrize("name", ["takeaway", "top", "impact"])
def test_an_event_that_was_not_seen_withholds_the_ratio_by_name(name: EventName) -> None:
    seen = moments()
    del seen[name]
    assert measure_timing(seen)["tempo_ratio"].withheld == UNSEEN[name]


def test_without_a_finish_only_the_follow_through_is_withheld() -> None:
    seen = moments()
    del seen["finish"]
    rows = measure_timing(seen)
    assert rows["follow_through_s"].withheld == UNSEEN["finish"]
    assert rows["tempo_ratio"].value is not None


def test_more_than_four_seconds_in_real_time_is_not_a_swing_read_right() -> None:
    rows = measure_timing(moments(address=-2.0))
    assert rows["tempo_ratio"].withheld == TOO_LONG


def test_an_interval_that_says_nothing_is_withheld() -> None:
    assert measure_timing(moments(sigma_s=0.08))["tempo_ratio"].withheld == TOO_UNSURE
