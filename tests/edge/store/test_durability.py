"""The order that a power cut cannot break: a file is on the disk, under its name, before a row names it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from edge.store import Store
from tests.edge.samples import record_clip, sample_poses, sample_swing


class Disk:
    """Writes down what the store does to its disk, in order, and lets it happen."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.steps: list[str] = []
        self._fsync, self._rename = os.fsync, Path.rename
        patch.setattr(os, "fsync", self.fsync)
        patch.setattr(Path, "rename", lambda path, target: self.rename(path, target))

    def fsync(self, handle: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        self.steps.append(f"fsync of folder {path.name}" if path.is_dir() else f"fsync in {path.parent.name}")
        self._fsync(handle)

    def rename(self, path: Path, target: Path) -> Path:
        self.steps.append(f"rename to {target.parent.name}")
        return self._rename(path, target)

    def sql(self, statement: str) -> None:
        if row := re.match(r'(?:INSERT INTO|UPDATE) "(swing|outbox)"', statement, re.IGNORECASE):
            self.steps.append(f"row in {row[1]}")
        if statement == "COMMIT":
            self.steps.append("commit")


@pytest.fixture
def disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    made = Disk(monkeypatch)
    with store._database.transaction("watching") as db:
        db.conn.set_trace_callback(made.sql)
    yield made
    with store._database.transaction("not watching any more") as db:
        db.conn.set_trace_callback(None)


def test_an_epoch_is_on_the_disk_before_the_first_row_of_it(store: Store, disk: Disk) -> None:
    disk.steps.clear()
    store.save_swing(sample_swing(1), None)
    store.save_swing(sample_swing(2), None)
    epoch = ["fsync in data", "fsync of folder data"]
    swing = ["row in swing", "row in outbox", "commit"]
    assert disk.steps == ["row in swing", *epoch, "row in outbox", "commit", *swing]


def test_poses_are_on_the_disk_before_the_swing_and_its_outbox_rows(store: Store, disk: Disk) -> None:
    store.save_swing(sample_swing(1), None)
    disk.steps.clear()
    store.save_swing(sample_swing(2), sample_poses())
    assert disk.steps == [
        "fsync in incoming",
        "rename to poses",
        "fsync of folder poses",
        "row in swing",
        "row in outbox",
        "row in outbox",
        "commit",
    ]


def test_a_clip_is_on_the_disk_before_its_row(store: Store, disk: Disk) -> None:
    swing = store.save_swing(sample_swing(), None)
    disk.steps.clear()
    store.attach_clip(swing.swing_id, record_clip(store.incoming / "recording.mp4"))
    assert disk.steps == [
        "fsync in incoming",
        "rename to clips",
        "fsync of folder clips",
        "row in swing",
        "row in outbox",
        "commit",
    ]
