"""kill -9 of bay and sync at random moments under load: nothing lost, nothing doubled."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.edge.bay.test_command import environment
from tests.helpers.cloud.history import differences
from tests.helpers.cloud.server import running

KILLS, CONTROL_KILLS = 100, 5
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def killed_again_and_again(folder: Path, kills: int, seed: int, *words: str) -> tuple[int, list[str]]:
    """How many swings and clips were acknowledged, and what the cloud's history is missing or has twice."""
    with running() as cloud:
        command = [sys.executable, "-m", "tests.edge.sync.kill_rig", str(folder), cloud.url]
        done = subprocess.run(
            [*command, str(kills), str(seed), *words],
            capture_output=True,
            text=True,
            env=environment(NO_PROXY="127.0.0.1", no_proxy="127.0.0.1"),
        )
        assert done.returncode == 0, done.stderr[-3000:]
        captured: dict[str, list[str]] = {}
        for line in (folder / "said").read_text().splitlines():
            what, _, swing_id = line.partition(" ")
            captured.setdefault(swing_id, []).extend(["result", "keypoints"] if what == "swing" else [what])
        assert list(folder.glob("*.damaged-*")) == []
        return len(captured), differences(captured, cloud.state)


def test_nothing_is_lost_or_doubled_by_kill_9(tmp_path: Path) -> None:
    captured, wrong = killed_again_and_again(tmp_path / "data", KILLS, random.randrange(1 << 30))
    assert wrong == [] and captured > KILLS


def test_a_sync_that_assumes_delivery_is_caught(tmp_path: Path) -> None:
    _, wrong = killed_again_and_again(tmp_path / "data", CONTROL_KILLS, 1, "assume")
    assert any("is lost" in words for words in wrong)
