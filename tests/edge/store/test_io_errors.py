"""A full disk or a failing one at any write, sync or rename: no false success, nothing lost, it goes on."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from edge.store.opening import open_database
from edge.store.outbox import SWINGS
from tests.edge.store.crash_states import _lost

# The scenario makes about 130 such calls; a few more numbers than that see it through without a failure.
CALLS, CONTROL_CALLS = 150, 60
SHORT = 30
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs the Debian package strace"),
]


def wrong_after(folder: Path, error: str, calls: list[int], *words: str) -> list[str]:
    """What was acknowledged and is not whole, in words."""
    program = [sys.executable, "-m", "tests.edge.store.io_rig"]
    command = [*program, str(folder), error, *map(str, calls), *words]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0, done.stderr[-3000:]
    found = []
    for nth in calls:
        data = folder / str(nth)
        db = open_database(data / "swings.db", SWINGS)
        found += [
            f"call {nth}: {words}" for words in _lost(db, data, (data / "said").read_text().splitlines())
        ]
        found += [f"call {nth}: {path.name}" for path in data.glob("*.damaged-*")]
        db.close()
    return found


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_call_that_fails_costs_nothing_that_was_acknowledged(tmp_path: Path, error: str) -> None:
    calls = sorted(random.sample(range(1, CALLS), SHORT))
    assert wrong_after(tmp_path, error, calls) == []


def test_a_failure_that_counts_as_success_is_caught(tmp_path: Path) -> None:
    wrong = wrong_after(tmp_path, "EIO", list(range(20, CONTROL_CALLS, 4)), "deaf")
    assert any("is lost" in words or "lost its clip" in words for words in wrong)
