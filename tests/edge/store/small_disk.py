"""What a store does on a disk that is really full: run on a file system of 1 MiB that only this process sees.

unshare --mount python -m tests.edge.store.small_disk FOLDER SCENARIO
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from edge.keeper import Keeper
from edge.metrics import Metrics
from edge.screen import Screen
from edge.store import Store, StoreFull
from tests.edge.bay.recorder import Recorder
from tests.edge.bay.test_screen import status
from tests.edge.samples import record_clip, sample_poses, sample_swing


def whole(store: Store, swing_id: str) -> bool:
    return store.swing(swing_id) is not None and store.poses(swing_id) is not None


def fill(folder: Path) -> None:
    """Leave no byte on the folder's disk."""
    with (folder / "filling").open("wb", buffering=0) as file:
        for size in (64 * 1024, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def save_until_full(store: Store, disk: Path) -> tuple[list[str], list[str]]:
    """Ids of swings that were acknowledged with their clip, and of all that were acknowledged."""
    with_clip: list[str] = []
    saved: list[str] = []
    for number in range(1, 500):
        swing = sample_swing(number)
        try:
            store.save_swing(swing, sample_poses(number))
            saved.append(swing.swing_id)
            recording = store.incoming / "recording.mp4"
            recording.symlink_to(record_clip(disk.parent / "recording.mp4", number % 5))
            store.attach_clip(swing.swing_id, recording)
            with_clip.append(swing.swing_id)
        except StoreFull:
            return with_clip, saved
        finally:
            (store.incoming / "recording.mp4").unlink(missing_ok=True)
    raise AssertionError("the small disk never became full")


def a_full_disk_damages_nothing(disk: Path) -> None:
    (ballast := disk / "ballast").write_bytes(b"x" * 256 * 1024)
    store = Store.open(disk / "data")
    with_clip, saved = save_until_full(store, disk)
    fill(disk)
    assert len(with_clip) > 3
    for number in range(1, 4):
        with pytest.raises(StoreFull):
            store.save_swing(sample_swing(number), sample_poses(number))
    assert all(whole(store, swing_id) for swing_id in saved)
    store.close()

    again = Store.open(disk / "data")
    assert again.counts().swings == len(saved)
    assert all(whole(again, swing_id) for swing_id in saved)
    ballast.unlink()
    assert all(whole(again, swing_id) for swing_id in saved)
    assert all(again.clip_path(swing_id) is not None for swing_id in with_clip)
    swing = sample_swing()
    again.save_swing(swing, sample_poses())
    assert whole(again, swing.swing_id)
    again.close()


def a_bay_starts_on_a_full_disk_and_saves_when_there_is_room(disk: Path) -> None:
    (disk / "data").mkdir()
    for name in ("incoming", "clips", "poses"):
        (disk / "data" / name).mkdir()
    (disk / "data" / "lock").touch()
    (ballast := disk / "ballast").write_bytes(b"x" * 256 * 1024)
    fill(disk)
    store = Store.open(disk / "data")
    with pytest.raises(StoreFull):
        store.save_swing(sample_swing(), None)
    assert store.free_bytes() == 0
    keeper = Keeper(store, Screen(Recorder(), status), Metrics(status))
    assert (keeper.status().state, keeper.status().swings_saved) == ("full", 0), "and the page is told"
    ballast.unlink()
    swing = store.save_swing(sample_swing(), None)
    assert store.swing(swing.swing_id) == swing
    assert shutil.disk_usage(disk).free == store.free_bytes() > 0
    store.close()


SCENARIOS = {
    scenario.__name__: scenario
    for scenario in (a_full_disk_damages_nothing, a_bay_starts_on_a_full_disk_and_saves_when_there_is_room)
}

if __name__ == "__main__":
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", sys.argv[1]], check=True)
    SCENARIOS[sys.argv[2]](Path(sys.argv[1]))
