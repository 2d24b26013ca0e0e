"""The store's schema, one numbered step after the other.

`user_version` in the file is the number of steps taken. A step that was released is never edited: add the
next one to MIGRATIONS.
"""

from collections.abc import Callable, Sequence

from sqlite_utils import Database

# "SWNG": tells the bay's database from another program's.
APPLICATION_ID = 0x53574E47

Migration = Callable[[Database], None]


def _first_tables(db: Database) -> None:
    """Sessions, swings and the outbox of what is to be delivered.

    swing.body: the swing as JSON text, exactly as it is to be delivered.
    swing.poses_sha256, swing.clip_sha256: names of the content-addressed files, null where there is none.
    outbox.seq: this device's own order of deliveries, never used twice.
    outbox.body_sha256: of the swing's body, or of the file.
    """
    db.execute("""
        CREATE TABLE session (
            session_id TEXT PRIMARY KEY NOT NULL,
            started_ms INTEGER NOT NULL,
            ended_ms INTEGER
        ) STRICT""")
    db.execute("""
        CREATE TABLE swing (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            swing_id TEXT NOT NULL UNIQUE,
            session_id TEXT NOT NULL REFERENCES session,
            captured_at_ms INTEGER NOT NULL,
            body TEXT NOT NULL,
            poses_sha256 TEXT,
            clip_sha256 TEXT
        ) STRICT""")
    db.execute("CREATE INDEX swing_by_session ON swing (session_id, seq)")
    db.execute("""
        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            swing_id TEXT NOT NULL REFERENCES swing (swing_id),
            class TEXT NOT NULL CHECK (class IN ('result', 'keypoints', 'clip')),
            body_sha256 TEXT NOT NULL,
            created_ms INTEGER NOT NULL,
            UNIQUE (swing_id, class)
        ) STRICT""")


MIGRATIONS: tuple[Migration, ...] = (_first_tables,)
LATEST = len(MIGRATIONS)


def schema_version(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def application_id(db: Database) -> int:
    return int(db.execute("PRAGMA application_id").fetchone()[0])


def migrate(db: Database, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Take the steps that are missing, each in a transaction of its own with its number."""
    for number in range(schema_version(db), len(migrations)):
        with db.atomic():
            migrations[number](db)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {number + 1}")
