"""Epochs: within one, a device's deliveries are counted by one database and dated by one run of the clock.

A delivery is known by (device, boot_epoch, seq). A boot may set the clock anew, a database that is lost
begins to count anew: each begins an epoch with a number that was never used before. The last one taken stands
in a file beside the databases and outlives them.
"""

import fcntl
import os
import time
from pathlib import Path

from sqlite_utils import Database

from edge.store.files import fsync_folder

NAME = "epoch"
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot_id() -> str:
    """This boot of the machine."""
    return BOOT_ID.read_text().strip()


def current_epoch(db: Database, folder: Path) -> int:
    """The epoch in which this database counts now; takes one where it has none of this boot.

    To be called in a transaction. Raises OSError.
    """
    for row in db.table("epoch").rows_where("boot_id = ?", [boot_id()]):
        return int(row["boot_epoch"])
    taken = take_epoch(folder)
    db.execute("DELETE FROM epoch")
    db.table("epoch").insert({"boot_epoch": taken, "boot_id": boot_id()})
    return taken


def take_epoch(folder: Path) -> int:
    """The next epoch of this data folder, on the disk before it is returned. Raises OSError."""
    handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        # The bay and sync may begin their databases at the same time.
        fcntl.lockf(handle, fcntl.LOCK_EX)
        taken = _last(os.pread(handle, 64, 0)) + 1
        # Padded to one width and far below a sector: a power cut leaves the old number or the new one.
        os.pwrite(handle, b"%019d\n" % taken, 0)
        os.fsync(handle)
    finally:
        os.close(handle)
    fsync_folder(folder)
    return taken


def _last(text: bytes) -> int:
    try:
        return int(text or b"0")
    except ValueError:
        # The file rotted: seconds since 1970 are more than any device has begun databases.
        return time.time_ns() // 1_000_000_000
