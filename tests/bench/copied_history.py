"""A long history made of copies of a shorter one: ten million swings in minutes instead of hours.

Each copy has ids, players, bays and times of its own, so no index holds one key ten times. What a page or
trend reads is all there; the notes of deliveries, which neither reads, are not copied, and of a report, which
only a swing's own address reads, no more than its beginning.
"""

from contextlib import closing
from pathlib import Path

from cloud.sqlite import SqliteStore
from swingvision.sqlite import sqlite3

AT_ONCE = 10_000
BODY = 1000
# Copies lie this far apart: a swing and its copies are neighbours in every index by time.
APART_MS = 137
FAST = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "temp_store = MEMORY")
SAME = """organisation_id, device_id, session_id, captured_at_exact, received_at_ms, revision, club, view,
    handedness, definition_version, names_id, numbers"""
IDS = (
    "CREATE TEMP TABLE place AS SELECT rowid AS nr FROM source.swing ORDER BY organisation_id, captured_at_ms"
)
COPIES = f"""WITH RECURSIVE copy (nr) AS (SELECT 0 UNION ALL SELECT nr + 1 FROM copy WHERE nr + 1 < ?),
    made AS MATERIALIZED (
        SELECT swing.*, copy.nr AS copy, captured_at_ms + {APART_MS} * copy.nr AS at_ms,
            substr(swing_id, 1, 24) || lower(hex(randomblob(6))) AS id
        FROM place CROSS JOIN source.swing ON swing.rowid = place.nr CROSS JOIN copy
        WHERE place.rowid > ? AND place.rowid <= ?)
    INSERT INTO swing (swing_id, captured_at_ms, bay, player_id, body, {SAME})
    SELECT id, at_ms, bay || substr('.' || copy, 1, 9 * min(copy, 1)),
        substr(player_id, 1, 32) || format('%04x', copy),
        substr(body, 1, {BODY}), {SAME} FROM made"""
REST = ("device", "taken", "metric_names")


def copy(source: Path, target: Path, times: int) -> None:
    """Write `times` copies of every swing of one database into a new one."""
    SqliteStore.open(target).close()
    with closing(sqlite3.connect(str(target), isolation_level=None)) as db:
        for setting in FAST:
            db.execute(f"PRAGMA {setting}")
        db.execute("ATTACH ? AS source", (str(source),))
        for table in REST:
            db.execute(f"INSERT INTO {table} SELECT * FROM source.{table}")
        db.execute(IDS)
        (count,) = db.execute("SELECT count(*) FROM place").fetchone()
        for done in range(0, count, AT_ONCE):
            db.execute(COPIES, (times, done, done + AT_ONCE))
        db.execute("PRAGMA journal_mode = WAL")
