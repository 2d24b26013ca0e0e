"""A power cut at any moment: nothing acknowledged is lost, nothing is doubled."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.edge.store.crash_states import check, memory_folder, recorded, with_sync
from tests.helpers.disk.states import Cuts

STATES, CONTROL_STATES = 5_000, 1_000
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs the Debian package strace"),
]


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory where there is one: the states are many, and no test of the disk."""
    with tempfile.TemporaryDirectory(dir=memory_folder()) as folder:
        yield Path(folder)


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.endswith("-shm")
    }


def test_the_recording_is_what_the_program_did(memory: Path) -> None:
    recording = with_sync(root := memory / "recorded")
    assert Cuts(recording).everything().files == files(root)


def test_no_power_cut_loses_or_doubles_anything(memory: Path) -> None:
    cuts = Cuts(with_sync(memory / "recorded"))
    seen, found = check(cuts, memory, itertools.count(), STATES)
    assert found == [] and seen == STATES


@pytest.mark.parametrize("fault", ["normal", "no-folder-sync"])
def test_what_is_not_synced_is_noticed(memory: Path, fault: str) -> None:
    cuts = Cuts(recorded(memory / "recorded", fault))
    _, found = check(cuts, memory, range(CONTROL_STATES), CONTROL_STATES)
    assert any("lost" in words or "no whole" in words for words in found)
