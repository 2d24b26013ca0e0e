"""The step that packs the metrics of swings, and gives the pages of bays and players indexes of their own.

A history may be larger than the memory: what is moved goes in small parts, each of them durable, in which a
swing is in exactly one of both tables. One that was cut goes on with what is left.
"""

import json
from typing import TYPE_CHECKING

from cloud.sqlite.numbers import NamesIds, packed

if TYPE_CHECKING:
    from sqlite3 import Connection

PART = 1000

# The body comes last: what pages look at lies before it, on the row's first page.
PREPARE = (
    "DROP INDEX swing_of_organisation",
    "DROP INDEX swing_of_bay",
    "DROP INDEX swing_of_player",
    "ALTER TABLE swing RENAME TO swing_before",
    "CREATE TABLE metric_names (names_id INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE swing (
        swing_id TEXT NOT NULL UNIQUE, organisation_id TEXT NOT NULL, device_id TEXT NOT NULL,
        bay TEXT NOT NULL, session_id TEXT NOT NULL, captured_at_ms INTEGER NOT NULL,
        captured_at_exact INTEGER NOT NULL, received_at_ms INTEGER NOT NULL, revision INTEGER NOT NULL,
        club TEXT NOT NULL, view TEXT NOT NULL, handedness TEXT NOT NULL,
        definition_version TEXT NOT NULL, player_id TEXT, names_id INTEGER NOT NULL, numbers BLOB NOT NULL,
        body TEXT NOT NULL) STRICT""",
)
COLUMNS = """swing_id, organisation_id, device_id, bay, session_id, captured_at_ms, captured_at_exact,
    received_at_ms, revision, club, view, handedness, definition_version, player_id, body"""
OLDEST = f"SELECT rowid, metrics, {COLUMNS} FROM swing_before ORDER BY rowid LIMIT ?"
PUT = f"INSERT INTO swing (names_id, numbers, {COLUMNS}) VALUES ({', '.join('?' * 17)})"
MOVED = "DELETE FROM swing_before WHERE rowid <= ?"

# With all that a page shows and a trend counts: a bay's or a player's are read one after the other from the
# index alone, whatever else lies between them in the table. A trend of a bay counts tens of thousands, so it
# has a narrow one.
SHOWN = """captured_at_ms, swing_id, club, view, device_id, session_id, captured_at_exact, received_at_ms,
    revision, handedness, definition_version, names_id, numbers"""
FINISH = (
    "DROP TABLE swing_before",
    "CREATE INDEX swing_of_organisation ON swing (organisation_id, captured_at_ms, swing_id, club, view)",
    f"CREATE INDEX swing_of_bay ON swing (organisation_id, bay, {SHOWN}, player_id)",
    """CREATE INDEX trend_of_bay
        ON swing (organisation_id, bay, captured_at_ms, club, view, names_id, numbers)""",
    f"""CREATE INDEX swing_of_player ON swing (organisation_id, player_id, {SHOWN}, bay)
        WHERE player_id IS NOT NULL""",
    "CREATE INDEX swing_of_session ON swing (device_id, session_id)",
    "CREATE INDEX swing_of_nobody ON swing (received_at_ms) WHERE player_id IS NULL",
)


def pack_some(connection: "Connection") -> bool:
    """Move the oldest; returns whether none are left."""
    rows = connection.execute(OLDEST, (PART,)).fetchall()
    ids = NamesIds(connection)
    for _, text, *kept in rows:
        metrics = json.loads(text)
        connection.execute(PUT, (ids.of(metrics), packed(metrics), *kept))
    if rows:
        connection.execute(MOVED, (rows[-1][0],))
    return len(rows) < PART
