"""Figures of outcomes written by hand."""

import pytest

from tests.accuracy.figures import of_group, wrong_share
from tests.accuracy.outcome import EventOutcome, MetricOutcome, Outcome


def outcome(name: str = "a", view: str = "face_on", **changes: object) -> Outcome:
    events = {event: EventOutcome(error_s=0.0, sigma_s=0.01) for event in EVENTS}
    given = {"missed": False, "invented": 0, "view_right": True, "handedness_right": True, "events": events}
    about = {"name": name, "view": view, "handedness": "right", "fps": 120.0}
    return Outcome.model_validate({**about, **given, **changes})


EVENTS = (
    "address",
    "takeaway",
    "toe_up",
    "mid_backswing",
    "top",
    "mid_downswing",
    "impact",
    "mid_follow_through",
    "finish",
)


def row(value: float | None, truth: float | None = 3.0, half: float = 0.2) -> MetricOutcome:
    ends = (None, None) if value is None else (value - half, value + half)
    return MetricOutcome(
        truth=truth,
        value=value,
        low=ends[0],
        high=ends[1],
        unit="ratio",
        grade="A",
        apparent=False,
        withheld="unseen" if value is None else None,
    )


def test_ratios_err_in_percent_of_the_truth() -> None:
    figures = of_group([outcome(metrics={"tempo_ratio": row(3.3)})])
    assert figures["tempo_ratio.median_error"] == pytest.approx(10)
    assert figures["tempo_ratio.width"] == pytest.approx((0.2 / 3) / 0.1)
    assert figures["tempo_ratio.covered"] == 0


def test_shown_counts_where_the_metric_can_be_shown_at_all() -> None:
    outcomes = [
        outcome("a", metrics={"tempo_ratio": row(3.0)}),
        outcome("b", metrics={"tempo_ratio": row(None)}),
        outcome("c", view="down_the_line", metrics={"tempo_ratio": row(None)}),
    ]
    assert of_group(outcomes)["tempo_ratio.shown"] == 50


def test_a_missed_swing_counts_and_has_no_errors() -> None:
    figures = of_group([outcome(), outcome(missed=True, events={})])
    assert figures["missed"] == 50 and figures["top.told"] == 100


def test_events_err_in_milliseconds() -> None:
    events = {name: EventOutcome(error_s=-0.02, sigma_s=0.01) for name in EVENTS}
    events["finish"] = EventOutcome(error_s=None, sigma_s=None)
    figures = of_group([outcome(events=events)])
    assert figures["top.p95_ms"] == pytest.approx(20) and figures["finish.told"] == 0


def test_wrong_numbers_are_those_outside_their_interval() -> None:
    outcomes = [outcome(metrics={"a": row(3.1), "b": row(3.5), "c": row(3.0, truth=None), "d": row(None)})]
    assert wrong_share(outcomes) == 50
