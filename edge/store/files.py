"""Files named by their content: complete and on the disk before anything refers to them."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ContentFolder:
    """A folder of files whose names are their SHA-256, so that a name never means two contents.

    old_suffix: of files that an earlier version wrote; they are found, none is written.
    """

    def __init__(self, folder: Path, incoming: Path, suffix: str, old_suffix: str | None = None) -> None:
        self._folder, self._incoming = folder, incoming
        self._suffix, self._old_suffix = suffix, old_suffix
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        path = self._folder / f"{sha256}{self._suffix}"
        if self._old_suffix is not None and not path.exists():
            old = path.with_suffix(self._old_suffix)
            return old if old.exists() else path
        return path

    def names(self) -> set[str]:
        """SHA-256 of all that is here."""
        suffixes = {self._suffix, self._old_suffix}
        return {path.stem for path in self._folder.iterdir() if path.suffix in suffixes}

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
        path.rename(self._folder / f"{sha256}{self._suffix}")
        fsync_folder(self._folder)
        return sha256

    def remove(self, sha256: str) -> None:
        """Gone for good when this returns; what is not there is gone already."""
        self.path(sha256).unlink(missing_ok=True)
        fsync_folder(self._folder)


def fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
