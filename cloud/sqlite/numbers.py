"""Metrics as SQLite keeps them: their names once for all swings that have the same ones, their values packed.

Packed: float64, little-endian, in the order of the names; not a number where a value is withheld. An index
that carries them is a third of one with JSON, and forty thousand values of a trend are read as one array.
"""

import json
import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sqlite3 import Connection

KEEP = "INSERT INTO metric_names (names) VALUES (?) ON CONFLICT DO NOTHING"
ID = "SELECT names_id FROM metric_names WHERE names = ?"
NAMES = "SELECT names_id, names FROM metric_names WHERE names_id IN (SELECT value FROM json_each(?))"
WITHHELD = math.nan

Metrics = Mapping[str, float | None]
# captured_at_ms, names_id, numbers
PackedRow = tuple[int, int, bytes]


class NamesIds:
    """The ids of lists of names. One of these lives in one transaction: what is undone is forgotten."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._ids: dict[tuple[str, ...], int] = {}

    def of(self, metrics: Metrics) -> int:
        names = tuple(metrics)
        found = self._ids.get(names)
        if found is None:
            text = json.dumps(names)
            self._connection.execute(KEEP, (text,))
            found = self._ids[names] = int(self._connection.execute(ID, (text,)).fetchone()[0])
        return found


def packed(metrics: Metrics) -> bytes:
    values = [WITHHELD if value is None else value for value in metrics.values()]
    return struct.pack(f"<{len(values)}d", *values)


def unpacked(names: str, numbers: bytes) -> dict[str, float | None]:
    """names: as they are kept, a JSON list."""
    known = _list(names)
    values = struct.unpack(f"<{len(known)}d", numbers)
    return {name: None if math.isnan(value) else value for name, value in zip(known, values, strict=True)}


def series(
    connection: "Connection", rows: Sequence[PackedRow], metric: str
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """(n,) times in ms and (n,) values of one metric, where it was not withheld."""
    times = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    ids = np.fromiter((row[1] for row in rows), np.int64, len(rows))
    values = np.full(len(rows), WITHHELD)
    for names_id, names in _kept(connection, np.unique(ids).tolist()):
        if metric in names:
            (where,) = np.nonzero(ids == names_id)
            table = np.frombuffer(b"".join(rows[place][2] for place in where.tolist()), "<f8")
            values[where] = table.reshape(len(where), len(names))[:, names.index(metric)]
    known = ~np.isnan(values)
    return times[known], values[known]


def _kept(connection: "Connection", ids: list[int]) -> Iterable[tuple[int, tuple[str, ...]]]:
    for names_id, names in connection.execute(NAMES, (json.dumps(ids),)).fetchall():
        yield names_id, _list(names)


@lru_cache(maxsize=256)
def _list(names: str) -> tuple[str, ...]:
    return tuple(json.loads(names))
