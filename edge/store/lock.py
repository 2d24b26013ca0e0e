"""One program of a kind to a data folder."""

import fcntl
import os
from pathlib import Path

from edge.store.errors import StoreRefused


class FolderLock:
    """Held until `release` or the end of the process, however it ends.

    A record lock (lockf): children made by fork do not inherit it, so a bay that was killed never leaves its
    folder locked behind a surviving child.
    """

    def __init__(self, folder: Path, name: str = "lock", program: str = "bay") -> None:
        self._handle = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.lockf(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._handle)
            raise StoreRefused(
                f"The data folder {folder} is in use by another {program}."
                " Stop that one or choose another folder."
            ) from error

    def release(self) -> None:
        os.close(self._handle)
