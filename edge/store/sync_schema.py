"""sync.db: what became of every delivery. Written by sync alone; the bay and `swingvision bay` read it.

It may be lost: deliveries keep their identity in the bay's outbox, so they are sent again and known again.
"""

from sqlite_utils import Database

from edge.store.migrations import EPOCH_TABLE, Schema

SYNC_NAME = "sync.db"
# "SWSY"
APPLICATION_ID = 0x53575359

STATES = ("queued", "synced", "evicted", "dead_lettered")


def _first_tables(db: Database) -> None:
    """Deliveries and their account, what the cloud asked for, and what sync remembers.

    delivery.nr: the order in which sync learned of them. sha256: of the swing's body or of the file; of the
        body for telemetry, which alone carries it here. announced: the clip's announcement was accepted.
        upload_url: of a begun upload. file_gone: retention took the file.
    account: deliveries by state, and `captured`; kept by triggers, so no statement can forget it.
    source: the last row of the bay's outbox that was read.
    instruction.state: given -> done -> acknowledged. removal: swings that the bay is to remove.
    """
    db.execute("""
        CREATE TABLE delivery (
            nr INTEGER PRIMARY KEY AUTOINCREMENT,
            delivery_id TEXT NOT NULL UNIQUE,
            boot_epoch INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('result', 'keypoints', 'clip', 'telemetry')),
            swing_id TEXT,
            sha256 TEXT NOT NULL,
            created_ms INTEGER NOT NULL,
            body TEXT,
            state TEXT NOT NULL DEFAULT 'queued'
                CHECK (state IN ('queued', 'synced', 'evicted', 'dead_lettered')),
            announced INTEGER NOT NULL DEFAULT 0,
            upload_url TEXT,
            reason TEXT,
            settled_ms INTEGER,
            file_gone INTEGER NOT NULL DEFAULT 0,
            UNIQUE (boot_epoch, seq)
        ) STRICT""")
    db.execute("CREATE TABLE account (name TEXT PRIMARY KEY NOT NULL, deliveries INTEGER NOT NULL) STRICT")
    db.table("account").insert_all({"name": name, "deliveries": 0} for name in ("captured", *STATES))
    _index_and_count(db)
    db.execute("CREATE TABLE source (seq INTEGER NOT NULL, delivery_id TEXT NOT NULL) STRICT")
    db.execute("""
        CREATE TABLE instruction (
            instruction_id TEXT PRIMARY KEY NOT NULL,
            body TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'given' CHECK (state IN ('given', 'done', 'acknowledged'))
        ) STRICT""")
    db.execute("CREATE TABLE removal (swing_id TEXT PRIMARY KEY NOT NULL) STRICT")
    db.execute("CREATE TABLE memory (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT")
    db.execute(EPOCH_TABLE)


def _index_and_count(db: Database) -> None:
    """What hangs on the table of deliveries."""
    db.execute("CREATE INDEX delivery_queue ON delivery (kind, nr) WHERE state = 'queued'")
    db.execute("CREATE INDEX delivery_dead ON delivery (nr) WHERE state = 'dead_lettered'")
    db.execute("CREATE INDEX delivery_file ON delivery (state, kind, nr) WHERE file_gone = 0")
    db.execute("CREATE INDEX delivery_swing ON delivery (swing_id)")
    db.execute("""
        CREATE TRIGGER delivery_captured AFTER INSERT ON delivery BEGIN
            UPDATE account SET deliveries = deliveries + 1 WHERE name IN ('captured', NEW.state);
        END""")
    db.execute("""
        CREATE TRIGGER delivery_moved AFTER UPDATE OF state ON delivery WHEN NEW.state <> OLD.state BEGIN
            UPDATE account SET deliveries = deliveries - 1 WHERE name = OLD.state;
            UPDATE account SET deliveries = deliveries + 1 WHERE name = NEW.state;
        END""")
    db.execute("""
        CREATE TRIGGER delivery_kept BEFORE DELETE ON delivery BEGIN
            SELECT RAISE (ABORT, 'a delivery is accounted for, never deleted');
        END""")


def _claims(db: Database) -> None:
    """Deliveries of a kind of their own: claim codes, which like telemetry carry their body here."""
    db.execute("ALTER TABLE delivery RENAME TO old_delivery")
    db.execute("""
        CREATE TABLE delivery (
            nr INTEGER PRIMARY KEY AUTOINCREMENT,
            delivery_id TEXT NOT NULL UNIQUE,
            boot_epoch INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('result', 'claim', 'keypoints', 'clip', 'telemetry')),
            swing_id TEXT,
            sha256 TEXT NOT NULL,
            created_ms INTEGER NOT NULL,
            body TEXT,
            state TEXT NOT NULL DEFAULT 'queued'
                CHECK (state IN ('queued', 'synced', 'evicted', 'dead_lettered')),
            announced INTEGER NOT NULL DEFAULT 0,
            upload_url TEXT,
            reason TEXT,
            settled_ms INTEGER,
            file_gone INTEGER NOT NULL DEFAULT 0,
            UNIQUE (boot_epoch, seq)
        ) STRICT""")
    # Before its triggers: these rows are counted already.
    db.execute("INSERT INTO delivery SELECT * FROM old_delivery ORDER BY nr")
    db.execute("DROP TABLE old_delivery")
    _index_and_count(db)


# A rescued account counts what was rescued: its triggers run as the rows come in. `source` is not rescued, so
# that the bay's outbox is read from its start and brings the deliveries that were lost.
SYNC = Schema(
    APPLICATION_ID, (_first_tables, _claims), tables=("delivery", "instruction", "removal", "memory")
)
