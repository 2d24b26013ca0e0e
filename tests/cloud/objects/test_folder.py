from pathlib import Path

import pytest

from cloud.objects import FolderObjects, ObjectMissing, ObjectsUnavailable, WrongBytes
from cloud.objects.protocol import key, prefix
from tests.cloud.rows import sha256

KEY = key("organisation", "device", "swing", "name.mp4")


@pytest.fixture
def objects(tmp_path: Path) -> FolderObjects:
    return FolderObjects(tmp_path)


def test_what_was_put_is_read_and_putting_again_is_harmless(objects: FolderObjects, tmp_path: Path) -> None:
    for _ in range(2):
        objects.put(KEY, b"bytes")
        assert objects.read(KEY) == b"bytes"
    assert objects.file(KEY) == tmp_path / "objects" / KEY
    assert not list((tmp_path / "incoming").iterdir())


def test_what_is_not_there_is_missing(objects: FolderObjects) -> None:
    for ask in (objects.read, objects.file):
        with pytest.raises(ObjectMissing):
            ask(KEY)
    objects.remove_all(prefix("organisation", "device", "swing"))
    objects.drop("nothing")


def test_all_of_a_swing_is_removed_and_nothing_else(objects: FolderObjects) -> None:
    other = key("organisation", "device", "other", "name.mp4")
    for one in (KEY, KEY + "2", other):
        objects.put(one, b"x")
    objects.remove_all(prefix("organisation", "device", "swing"))
    with pytest.raises(ObjectMissing):
        objects.read(KEY)
    assert objects.read(other) == b"x"


def test_an_upload_counts_once_it_is_proved(objects: FolderObjects) -> None:
    whole = "the clip"
    with pytest.raises(ObjectMissing):
        objects.settle("upload", len(whole), sha256(whole), KEY)
    objects.incoming("upload").write_text(whole[:3])
    with pytest.raises(ObjectMissing):
        objects.settle("upload", len(whole), sha256(whole), KEY)
    objects.incoming("upload").write_text(whole.upper())
    with pytest.raises(WrongBytes):
        objects.settle("upload", len(whole), sha256(whole), KEY)
    assert not objects.incoming("upload").exists()
    objects.incoming("upload").write_text(whole)
    objects.settle("upload", len(whole), sha256(whole), KEY)
    assert objects.read(KEY) == whole.encode() and not objects.incoming("upload").exists()


def test_a_disk_that_fails_is_said_so_and_leaves_nothing(
    objects: FolderObjects, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cloud.objects.folder.os.fsync", full)
    with pytest.raises(ObjectsUnavailable, match="No space left"):
        objects.put(KEY, b"x")
    assert not list((tmp_path / "incoming").iterdir())
    with pytest.raises(ObjectMissing):
        objects.read(KEY)
