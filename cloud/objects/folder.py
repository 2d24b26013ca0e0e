"""Objects in a folder: written beside, on the disk, then renamed; a key never names half an object."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cloud.objects.protocol import ObjectMissing, ObjectsUnavailable, WrongBytes
from swingvision.uuid7 import uuid7


class FolderObjects:
    """objects/ holds what counts, incoming/ uploads under way and what is being written."""

    def __init__(self, folder: Path) -> None:
        self._objects, self._incoming = folder / "objects", folder / "incoming"
        for made in (self._objects, self._incoming):
            made.mkdir(parents=True, exist_ok=True)

    def put(self, key: str, data: bytes) -> None:
        path = self._objects / key
        with _disk_errors("writing an object"):
            if path.is_file() and path.stat().st_size == len(data):
                return
            beside = self._incoming / f"put-{uuid7()}"
            try:
                _write(beside, data)
                self._keep(beside, path)
            finally:
                beside.unlink(missing_ok=True)

    def read(self, key: str) -> bytes:
        with _disk_errors("reading an object"):
            return (self._objects / key).read_bytes()

    def file(self, key: str) -> Path | None:
        path = self._objects / key
        if not path.is_file():
            raise ObjectMissing
        return path

    def link(self, key: str, valid_s: int) -> str | None:
        return None

    def remove_all(self, prefix: str) -> None:
        with _disk_errors("removing objects"):
            if (folder := self._objects / prefix).is_dir():
                shutil.rmtree(folder)
                _fsync_folder(folder.parent)

    def upload_link(self, upload_id: str, valid_s: int) -> str | None:
        return None

    def settle(self, upload_id: str, size_bytes: int, sha256: str, key: str) -> None:
        path = self.incoming(upload_id)
        with _disk_errors("keeping an upload"):
            if path.stat().st_size < size_bytes:
                raise ObjectMissing
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
                os.fsync(file.fileno())
            if found != sha256:
                path.unlink()
                raise WrongBytes
            self._keep(path, self._objects / key)

    def drop(self, upload_id: str) -> None:
        with _disk_errors("removing an upload"):
            self.incoming(upload_id).unlink(missing_ok=True)

    def incoming(self, upload_id: str) -> Path:
        """Where an upload's bytes are gathered."""
        return self._incoming / upload_id

    def _keep(self, beside: Path, path: Path) -> None:
        made = [folder for folder in path.parents if not folder.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.rename(path)
        # The name is on the disk once its folder is; a new folder once its own is.
        for folder in {path.parent, *(one.parent for one in made)}:
            _fsync_folder(folder)


@contextmanager
def _disk_errors(doing: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise ObjectMissing from error
    except OSError as error:
        raise ObjectsUnavailable(f"{doing} failed: {error}") from error


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
