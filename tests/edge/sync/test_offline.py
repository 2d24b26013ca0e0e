"""Two weeks offline, then back: everything there, in order; a new swing does not wait for the old ones."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.edge.bay.test_command import environment
from tests.helpers.cloud.history import differences, out_of_order
from tests.helpers.cloud.server import running
from tests.helpers.cloud.state import State

DAYS, SWINGS_A_DAY = 14, 60
MOST_GROWTH = 32 << 20
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def offline_then_back(folder: Path, days: int, swings: int) -> tuple[dict[str, Any], State]:
    """What the device said of it, and what the cloud then had."""
    with running() as cloud:
        command = [sys.executable, "-m", "tests.edge.sync.offline_rig", str(folder / "data"), cloud.url]
        done = subprocess.run(
            [*command, str(days), str(swings)],
            capture_output=True,
            text=True,
            env=environment(NO_PROXY="127.0.0.1", no_proxy="127.0.0.1"),
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout), cloud.state


def test_everything_is_there_once_and_in_order(tmp_path: Path) -> None:
    said, state = offline_then_back(tmp_path, DAYS, SWINGS_A_DAY)
    captured = {swing_id: ["result"] for swing_id in said["swings"] + [one for one, _ in said["live"]]}
    assert len(captured) == DAYS * SWINGS_A_DAY + len(said["live"])
    assert differences(captured, state) + out_of_order(state) == []
    (device,) = state.devices.values()
    results = sorted(
        (item for item in device.items.values() if item.kind == "result"), key=lambda item: item.seq
    )
    assert [item.swing_id for item in results] == said["swings"] + [one for one, _ in said["live"]]
    assert len({item.boot_epoch for item in results[:-1]}) == DAYS, "a boot each"
    assert said["grown_bytes"] < MOST_GROWTH
    arrived = [device.items[one].swing_id for one in device.arrivals if device.items[one].kind == "result"]
    last_of_the_backlog = max(arrived.index(swing_id) for swing_id in said["swings"])
    overtook = [one for one, _ in said["live"] if arrived.index(one) < last_of_the_backlog]
    assert overtook, "new swings went before old ones"
