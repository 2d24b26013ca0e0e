"""A full disk at any write: said by name, nothing saved is damaged, saving goes on when there is room."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from edge.store import Store, StoreFull
from tests.edge.samples import record_clip, sample_poses, sample_swing


def whole(store: Store, swing_id: str) -> bool:
    return store.swing(swing_id) is not None and store.poses(swing_id) is not None


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


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("a small file system is mounted by root only")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("this machine lets nobody mount a file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Leave no byte on the folder's disk."""
    with (folder / "filling").open("wb", buffering=0) as file:
        for size in (64 * 1024, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def save_until_full(store: Store) -> tuple[list[str], list[str]]:
    """Ids of swings that were acknowledged with their clip, and of all that were acknowledged."""
    with_clip: list[str] = []
    saved: list[str] = []
    for number in range(1, 500):
        swing = sample_swing(number)
        try:
            store.save_swing(swing, sample_poses(number))
            saved.append(swing.swing_id)
            recording = store.incoming / "recording.mp4"
            recording.symlink_to(record_clip(store.data_dir.parent / "recording.mp4", number % 5))
            store.attach_clip(swing.swing_id, recording)
            with_clip.append(swing.swing_id)
        except StoreFull:
            return with_clip, saved
        finally:
            (store.incoming / "recording.mp4").unlink(missing_ok=True)
    raise AssertionError("the small disk never became full")


def test_a_really_full_disk_damages_nothing(small_disk: Path) -> None:
    (ballast := small_disk / "ballast").write_bytes(b"x" * 256 * 1024)
    store = Store.open(small_disk / "data")
    with_clip, saved = save_until_full(store)
    fill(small_disk)
    assert len(with_clip) > 3
    for number in range(1, 4):
        with pytest.raises(StoreFull):
            store.save_swing(sample_swing(number), sample_poses(number))
    assert all(whole(store, swing_id) for swing_id in saved)
    store.close()

    again = Store.open(small_disk / "data")
    assert again.counts().swings == len(saved)
    assert all(whole(again, swing_id) for swing_id in saved)
    ballast.unlink()
    assert all(whole(again, swing_id) for swing_id in saved)
    assert all(again.clip_path(swing_id) is not None for swing_id in with_clip)
    swing = sample_swing()
    again.save_swing(swing, sample_poses())
    assert whole(again, swing.swing_id)
    again.close()


def test_a_bay_starts_on_a_full_disk_and_saves_when_there_is_room(small_disk: Path) -> None:
    (small_disk / "data").mkdir()
    for name in ("incoming", "clips", "poses"):
        (small_disk / "data" / name).mkdir()
    (small_disk / "data" / "lock").touch()
    (ballast := small_disk / "ballast").write_bytes(b"x" * 256 * 1024)
    fill(small_disk)
    store = Store.open(small_disk / "data")
    with pytest.raises(StoreFull):
        store.save_swing(sample_swing(), None)
    assert store.free_bytes() == 0
    ballast.unlink()
    swing = store.save_swing(sample_swing(), None)
    assert store.swing(swing.swing_id) == swing
    assert shutil.disk_usage(small_disk).free == store.free_bytes() > 0
    store.close()
