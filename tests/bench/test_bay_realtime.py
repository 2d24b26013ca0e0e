"""What the bench makes of the bay's log: the parts of a result's latency."""

import pytest
import structlog

from tests.bench.bay_realtime import Stopwatch


def heard(watch: Stopwatch, event: dict[str, object]) -> None:
    with pytest.raises(structlog.DropEvent):
        watch.hear(None, "info", event)


def test_the_parts_of_a_swing_add_up_to_its_latency() -> None:
    watch = Stopwatch()
    watch.latency_s["one"] = 2.0
    stages_s = {"rest": 0.1, "poses": 0.5, "club": 0.6}
    heard(watch, {"event": "swing", "swing_id": "one", "measured_in_s": 1.2, "stages_s": stages_s})
    assert watch.parts_s.keys() == {"until it is noticed", *stages_s}
    assert sum(seconds[0] for seconds in watch.parts_s.values()) == pytest.approx(2.0)


def test_nothing_else_in_the_log_is_a_part() -> None:
    watch = Stopwatch()
    heard(watch, {"event": "ring", "width": 1280})
    assert watch.parts_s == {}
