"""Files named by their content: complete and on the disk before anything refers to them."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ContentFolder:
    """A folder of files whose names are their SHA-256, so that a name never means two contents."""

    def __init__(self, folder: Path, incoming: Path, suffix: str) -> None:
        self._folder, self._incoming, self._suffix = folder, incoming, suffix
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}{self._suffix}"

    @contextmanager
    def new_file(self) -> Iterator[Path]:
        """A path on the same disk to write to; gone after the block unless it was kept."""
        handle, name = tempfile.mkstemp(suffix=self._suffix, dir=self._incoming)
        os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def keep(self, path: Path) -> str:
        """Move a complete file here under its SHA-256, which is returned: fsync, rename, fsync the folder."""
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        path.rename(self.path(sha256))
        fsync_folder(self._folder)
        return sha256


def fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
