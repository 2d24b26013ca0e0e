"""One clock for two swings: events fall together, everything between them in proportion."""

import numpy as np
import pytest

from swingvision.comparison.timeline import STEPS, common_timeline
from swingvision.report import Event, Events


def events(**times: float) -> Events:
    rows = dict.fromkeys(Events.model_fields) | {
        name: Event(frame=0, pts_s=time, time_s=time, uncertainty_s=0.01 * time)
        for name, time in times.items()
    }
    return Events(**rows)


SLOW = events(takeaway=1.0, top=2.0, impact=2.4, finish=3.0)
QUICK = events(takeaway=5.0, top=5.6, impact=5.8, finish=6.4)


def test_events_meet_and_halves_meet() -> None:
    line = common_timeline(SLOW, QUICK)
    assert line.events == ("takeaway", "top", "impact", "finish")
    clock, times = line.grid()
    assert times[:, clock == 1].ravel() == pytest.approx([2.0, 5.6])
    assert times[:, clock == 1.5].ravel() == pytest.approx([2.2, 5.7])
    assert len(clock) == 3 * STEPS + 1
    assert line.doubt_s(clock)[:, 0] == pytest.approx([0.01, 0.05])


def test_outside_the_events_time_runs_at_the_first_swings_pace() -> None:
    line = common_timeline(SLOW, QUICK)
    assert line.second_s(2.2) == pytest.approx(5.7)
    assert line.second_s(0.5) == pytest.approx(4.5)
    assert line.second_s(3.25) == pytest.approx(6.65)


def test_events_that_one_lacks_or_that_are_out_of_order_are_left_out() -> None:
    line = common_timeline(SLOW, events(takeaway=5.0, toe_up=5.2, top=5.6, impact=5.8))
    assert line.events == ("takeaway", "top", "impact")
    odd = events(address=1.0, takeaway=1.0, top=2.0, impact=2.4)
    assert common_timeline(odd, odd).events == ("address", "top", "impact")


def test_phases_are_between_their_events() -> None:
    line = common_timeline(SLOW, events(takeaway=5.0, top=5.6, impact=5.8))
    clock, _ = line.grid()
    inside = line.of_phase("downswing", clock)
    assert inside is not None and clock[inside].tolist() == np.linspace(1, 2, STEPS + 1).tolist()
    assert line.of_phase("follow_through", clock) is None
