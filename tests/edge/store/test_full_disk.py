"""A full disk at any write: said by name, nothing saved is damaged, saving goes on when there is room."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from edge.store import Store, StoreFull
from tests.edge.samples import record_clip, sample_poses, sample_swing
from tests.edge.store import small_disk
from tests.edge.store.small_disk import whole


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The system refuses to make any file longer (EFBIG), as a full disk does, for an ordinary user too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_database_that_cannot_grow_says_so_and_goes_on_when_it_can(store: Store) -> None:
    kept = [store.save_swing(sample_swing(n), sample_poses()).swing_id for n in range(1, 4)]
    with store._database.transaction("limiting the size") as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
    refused = sample_swing(9)
    with pytest.raises(StoreFull, match="saving a swing in .*: there is no room left on its disk"):
        for number in range(10, 30):
            store.save_swing(refused := sample_swing(number), sample_poses())
    assert store.swing(refused.swing_id) is None
    assert all(whole(store, swing_id) for swing_id in kept)
    assert store.counts().outbox["result"] == store.counts().swings

    with store._database.transaction("room returns") as db:
        db.execute("PRAGMA max_page_count = 1000000")
    assert store.save_swing(refused, sample_poses()).saved
    assert whole(store, refused.swing_id)


def test_a_clip_that_finds_no_room_says_so_and_is_saved_later(store: Store) -> None:
    swing = store.save_swing(sample_swing(), sample_poses())
    recording = record_clip(store.incoming / "recording.mp4")
    for size in (0, 1000, recording.stat().st_size // 2):
        with no_file_longer_than(size), pytest.raises(StoreFull, match="saving the clip of a swing"):
            store.attach_clip(swing.swing_id, recording)
        assert store.clip_path(swing.swing_id) is None
        assert list((store.data_dir / "clips").iterdir()) == []
        assert list(store.incoming.iterdir()) == [recording]
    assert store.attach_clip(swing.swing_id, recording).clip_url is not None


def test_poses_that_find_no_room_save_no_swing(store: Store) -> None:
    swing = sample_swing()
    with no_file_longer_than(100), pytest.raises(StoreFull, match="saving the poses of a swing"):
        store.save_swing(swing, sample_poses())
    assert store.swing(swing.swing_id) is None and store.counts().outbox == {}
    assert store.save_swing(swing, sample_poses()).saved


def own_mounts() -> list[str]:
    """The command that gives a process mounts of its own: as root, or as root of a user namespace."""
    for command in (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"]):
        if subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    pytest.skip("this kernel gives an ordinary user no mounts of its own")


@pytest.mark.slow
@pytest.mark.parametrize("scenario", small_disk.SCENARIOS)
def test_on_a_disk_that_is_really_full(tmp_path: Path, scenario: str) -> None:
    (disk := tmp_path / "disk").mkdir()
    command = [sys.executable, "-m", small_disk.__name__, str(disk), scenario]
    done = subprocess.run([*own_mounts(), *command], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert list(disk.iterdir()) == [], "it ran on its own file system"
