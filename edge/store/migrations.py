"""The store's schema, one numbered step after the other.

`user_version` in the file is the number of steps taken. A step that was released is never edited: add the
next one to MIGRATIONS.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from swingvision.uuid7 import uuid7

# "SWNG": tells the bay's database from another program's.
APPLICATION_ID = 0x53574E47

EPOCH_TABLE = "CREATE TABLE epoch (boot_epoch INTEGER NOT NULL, boot_id TEXT NOT NULL) STRICT"

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


def _identities(db: Database) -> None:
    """A delivery gets its identity with its row, so that it has the same one however often it is sent.

    epoch: one row, the epoch that this database counts in and the boot that it belongs to (epoch.py).
    outbox.boot_epoch: the one in which the row was written; 0 for those from before there were any.
    """
    db.execute(EPOCH_TABLE)
    db.execute("ALTER TABLE outbox RENAME TO old_outbox")
    db.execute("""
        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            boot_epoch INTEGER NOT NULL,
            delivery_id TEXT NOT NULL UNIQUE,
            swing_id TEXT NOT NULL REFERENCES swing (swing_id),
            class TEXT NOT NULL CHECK (class IN ('result', 'keypoints', 'clip')),
            body_sha256 TEXT NOT NULL,
            created_ms INTEGER NOT NULL,
            UNIQUE (swing_id, class)
        ) STRICT""")
    for row in db.query("SELECT seq, swing_id, class, body_sha256, created_ms FROM old_outbox ORDER BY seq"):
        db.table("outbox").insert({**row, "boot_epoch": 0, "delivery_id": uuid7()})
    db.execute("DROP TABLE old_outbox")


def _claims(db: Database) -> None:
    """Deliveries that are of a session and of no swing: codes that its golfer was shown.

    outbox.body: the delivery itself, where it is not made from a swing.
    """
    (last,) = db.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
    db.execute("ALTER TABLE outbox RENAME TO old_outbox")
    db.execute("""
        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            boot_epoch INTEGER NOT NULL,
            delivery_id TEXT NOT NULL UNIQUE,
            swing_id TEXT REFERENCES swing (swing_id),
            class TEXT NOT NULL CHECK (class IN ('result', 'keypoints', 'clip', 'claim')),
            body_sha256 TEXT NOT NULL,
            created_ms INTEGER NOT NULL,
            body TEXT,
            CHECK ((class = 'claim') = (swing_id IS NULL) AND (class = 'claim') = (body IS NOT NULL)),
            UNIQUE (swing_id, class)
        ) STRICT""")
    db.execute("INSERT INTO outbox SELECT *, NULL FROM old_outbox ORDER BY seq")
    db.execute("DROP TABLE old_outbox")
    # A number is never used twice, also not that of a delivery which is gone.
    db.execute("DELETE FROM sqlite_sequence WHERE name = 'outbox'")
    db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', ?)", [last])


MIGRATIONS: tuple[Migration, ...] = (_first_tables, _identities, _claims)
LATEST = len(MIGRATIONS)


def _nothing(db: Database, folder: Path) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Schema:
    """What opening a database needs to know of it: whose it is, its steps, what to rescue of a damaged one.

    tables: those that are rescued, each after the ones that it refers to.
    mend: makes rescued rows whole again; called with the new database and the data folder.
    """

    application_id: int
    migrations: tuple[Migration, ...]
    tables: tuple[str, ...]
    mend: Callable[[Database, Path], None] = _nothing


def schema_version(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def application_id(db: Database) -> int:
    return int(db.execute("PRAGMA application_id").fetchone()[0])


def migrate(
    db: Database, migrations: Sequence[Migration] = MIGRATIONS, of_application: int = APPLICATION_ID
) -> None:
    """Take the steps that are missing, each in a transaction of its own with its number."""
    for number in range(schema_version(db), len(migrations)):
        with db.atomic():
            migrations[number](db)
            db.execute(f"PRAGMA application_id = {of_application}")
            db.execute(f"PRAGMA user_version = {number + 1}")
