"""The bench of a board: the parts of a result's latency, and the table at the end."""

from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner

from edge.bench.board import hottest_c
from edge.bench.command import bench

from edge.bench.measure import Watch


def heard(watch: Watch, event: dict[str, object]) -> None:
    with pytest.raises(structlog.DropEvent):
        watch.hear(None, "info", event)


def test_the_parts_of_a_swing_add_up_to_its_latency() -> None:
    watch = Watch()
    watch.latency_s["one"] = 2.0
    stages_s = {"rest": 0.1, "poses": 0.5, "club": 0.6}
    heard(watch, {"event": "swing", "swing_id": "one", "measured_in_s": 1.2, "stages_s": stages_s})
    assert watch.parts_s.keys() == {"until it is noticed", *stages_s}
    assert sum(seconds[0] for seconds in watch.parts_s.values()) == pytest.approx(2.0)


def test_nothing_else_in_the_log_is_a_part() -> None:
    watch = Watch()
    heard(watch, {"event": "ring", "width": 1280})
    assert watch.parts_s == {}


def test_the_hottest_part_of_a_board(tmp_path: Path) -> None:
    assert hottest_c(tmp_path) is None
    for number, text in enumerate(("41200", "63500", "no number")):
        (tmp_path / f"thermal_zone{number}").mkdir()
        (tmp_path / f"thermal_zone{number}" / "temp").write_text(text)
    assert hottest_c(tmp_path) == 63.5


@pytest.mark.slow
def test_the_table_of_a_bay_that_saw_a_swing() -> None:
    told = CliRunner().invoke(bench, ["--swings", "1"])
    assert told.exit_code == 0, told.output
    rows = {
        line.split("  ")[1].strip(): line.split()[-3:] for line in told.output.splitlines() if "  " in line
    }
    for name in ("impact to tempo", "finish to result"):
        p50, p95, times = rows[name]
        assert 0 < float(p50) == float(p95) and times == "1"
    assert float(rows["infer"][0]) > 0 and "pose model: blazepose-full on cpu" in told.output


def test_a_camera_that_is_none_is_refused() -> None:
    told = CliRunner().invoke(bench, ["--camera", "nonsense:1"])
    assert told.exit_code == 2 and "is no camera address" in told.output
