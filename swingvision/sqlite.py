"""The SQLite in use, and whether it can be trusted with more than one connection."""

import platform
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3

__all__ = ["exclusive_only", "sqlite3", "version"]

Version = tuple[int, int, int]

FIRST_AFFECTED: Version = (3, 7, 0)
FIXED: Version = (3, 51, 3)
FIXED_IN_BRANCH: dict[tuple[int, int], int] = {(3, 50): 7, (3, 44): 6}


def version() -> Version:
    """Of the library that sqlite-utils uses: pysqlite3's where it is installed, the system's otherwise."""
    major, minor, patch = (int(part) for part in sqlite3.sqlite_version.split(".")[:3])
    return major, minor, patch


def exclusive_only(of: Version) -> bool:
    """Whether this version can lose committed rows when a write and a checkpoint of two connections race.

    That is 3.7.0 to 3.51.2, but for the branches that had the fix ported back (3.50.7, 3.44.6). Such a
    version may only be used with one connection that owns writing and checkpointing.
    """
    if not FIRST_AFFECTED <= of < FIXED:
        return False
    fixed_patch = FIXED_IN_BRANCH.get(of[:2])
    return fixed_patch is None or of[2] < fixed_patch


def description() -> str:
    return f"SQLite {sqlite3.sqlite_version} ({sqlite3.__name__}, Python {platform.python_version()})"
