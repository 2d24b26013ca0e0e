"""The schema, one numbered step after the other; `user_version` is the number of steps taken.

A step that was released is never edited: add the next one to MIGRATIONS.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cloud.errors import StoreRefused
from cloud.sqlite import packing

if TYPE_CHECKING:
    from sqlite3 import Connection

# "SWCL": tells the cloud's database from another program's.
APPLICATION_ID = 0x5357434C

FIRST_TABLES = (
    """CREATE TABLE taken (
        kind TEXT NOT NULL, value TEXT NOT NULL, owner TEXT NOT NULL, until_ms INTEGER,
        PRIMARY KEY (kind, value)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE invitation (
        code_sha256 TEXT PRIMARY KEY NOT NULL, device_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
        bay TEXT NOT NULL, expires_at_ms INTEGER NOT NULL) STRICT""",
    """CREATE TABLE device (
        device_id TEXT PRIMARY KEY NOT NULL, organisation_id TEXT NOT NULL, bay TEXT NOT NULL,
        public_key TEXT NOT NULL, joined_at_ms INTEGER NOT NULL, revoked_at_ms INTEGER, seen_at_ms INTEGER,
        clock_offset_ms INTEGER, balance TEXT) STRICT""",
    """CREATE TABLE wish (
        device_id TEXT NOT NULL, instruction_id TEXT NOT NULL, body TEXT NOT NULL,
        made_at_ms INTEGER NOT NULL, acknowledged_at_ms INTEGER,
        PRIMARY KEY (device_id, instruction_id)) STRICT""",
    "CREATE INDEX wish_open ON wish (device_id, made_at_ms) WHERE acknowledged_at_ms IS NULL",
    """CREATE TABLE token (
        token_id TEXT PRIMARY KEY NOT NULL, secret_sha256 TEXT NOT NULL, organisation_id TEXT NOT NULL,
        scopes TEXT NOT NULL, name TEXT NOT NULL, made_at_ms INTEGER NOT NULL, expires_at_ms INTEGER,
        revoked_at_ms INTEGER) STRICT""",
    """CREATE TABLE delivery (
        device_id TEXT NOT NULL, boot_epoch INTEGER NOT NULL, seq INTEGER NOT NULL, delivery_id TEXT NOT NULL,
        kind TEXT NOT NULL, body_sha256 TEXT NOT NULL, received_at_ms INTEGER NOT NULL,
        PRIMARY KEY (device_id, boot_epoch, seq)) STRICT, WITHOUT ROWID""",
    # The body comes last: what pages and trends look at lies before it, on the row's first page.
    """CREATE TABLE swing (
        swing_id TEXT NOT NULL UNIQUE, organisation_id TEXT NOT NULL, device_id TEXT NOT NULL,
        bay TEXT NOT NULL, session_id TEXT NOT NULL, captured_at_ms INTEGER NOT NULL,
        captured_at_exact INTEGER NOT NULL, received_at_ms INTEGER NOT NULL, revision INTEGER NOT NULL,
        club TEXT NOT NULL, view TEXT NOT NULL, handedness TEXT NOT NULL,
        definition_version TEXT NOT NULL, player_id TEXT, metrics TEXT NOT NULL, body TEXT NOT NULL)
        STRICT""",
    "CREATE INDEX swing_of_organisation ON swing (organisation_id, captured_at_ms, swing_id, club, view)",
    # With the metrics, so that a bay's trend, tens of thousands of swings, is read from the index alone.
    """CREATE INDEX swing_of_bay
        ON swing (organisation_id, bay, captured_at_ms, swing_id, club, view, metrics)""",
    """CREATE INDEX swing_of_player
        ON swing (organisation_id, player_id, captured_at_ms, swing_id, club, view)
        WHERE player_id IS NOT NULL""",
    """CREATE TABLE attachment (
        swing_id TEXT NOT NULL, kind TEXT NOT NULL, device_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
        sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL, stored_at_ms INTEGER,
        PRIMARY KEY (swing_id, kind)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE telemetry (
        device_id TEXT NOT NULL, received_at_ms INTEGER NOT NULL, delivery_id TEXT NOT NULL,
        body TEXT NOT NULL, PRIMARY KEY (device_id, received_at_ms, delivery_id)) STRICT""",
    "CREATE TABLE form (swing_id TEXT PRIMARY KEY NOT NULL, form BLOB NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE note (
        note_id INTEGER PRIMARY KEY, swing_id TEXT NOT NULL UNIQUE, text TEXT NOT NULL) STRICT""",
    """CREATE VIRTUAL TABLE note_words USING fts5 (
        text, content='note', content_rowid='note_id', tokenize='porter unicode61')""",
    """CREATE TRIGGER note_added AFTER INSERT ON note BEGIN
        INSERT INTO note_words (rowid, text) VALUES (new.note_id, new.text); END""",
    """CREATE TRIGGER note_removed AFTER DELETE ON note BEGIN
        INSERT INTO note_words (note_words, rowid, text) VALUES ('delete', old.note_id, old.text); END""",
    """CREATE TRIGGER note_changed AFTER UPDATE ON note BEGIN
        INSERT INTO note_words (note_words, rowid, text) VALUES ('delete', old.note_id, old.text);
        INSERT INTO note_words (rowid, text) VALUES (new.note_id, new.text); END""",
    "CREATE TABLE erased (swing_id TEXT PRIMARY KEY NOT NULL, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE upload (
        upload_id TEXT PRIMARY KEY NOT NULL, swing_id TEXT NOT NULL, device_id TEXT NOT NULL,
        organisation_id TEXT NOT NULL, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL, way TEXT NOT NULL,
        expires_at_ms INTEGER NOT NULL) STRICT""",
    "CREATE INDEX upload_by_end ON upload (expires_at_ms)",
    """CREATE TABLE receipt (
        receipt_id TEXT PRIMARY KEY NOT NULL, organisation_id TEXT NOT NULL, player_id TEXT NOT NULL,
        swings TEXT NOT NULL, wishes TEXT NOT NULL, asked_at_ms INTEGER NOT NULL, finished_at_ms INTEGER)
        STRICT""",
    "CREATE INDEX receipt_unfinished ON receipt (asked_at_ms) WHERE finished_at_ms IS NULL",
)

PEOPLE_TABLES = (
    """CREATE TABLE organisation (
        organisation_id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, made_at_ms INTEGER NOT NULL) STRICT""",
    # Of those that are older than this table only the folded name is known.
    "INSERT INTO organisation SELECT owner, value, 0 FROM taken WHERE kind = 'organisation'",
    "CREATE TABLE address (email TEXT PRIMARY KEY NOT NULL, person_id TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE person (
        person_id TEXT PRIMARY KEY NOT NULL, organisation_id TEXT NOT NULL, email TEXT NOT NULL,
        name TEXT NOT NULL, roles TEXT NOT NULL, password_hash TEXT NOT NULL, made_at_ms INTEGER NOT NULL,
        sessions_from_ms INTEGER NOT NULL, removed_at_ms INTEGER) STRICT""",
    "CREATE INDEX person_of_organisation ON person (organisation_id, name)",
    """CREATE TABLE person_session (
        session_id TEXT PRIMARY KEY NOT NULL, secret_sha256 TEXT NOT NULL, person_id TEXT NOT NULL,
        browser TEXT NOT NULL, made_at_ms INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL,
        ended_at_ms INTEGER) STRICT""",
    "CREATE INDEX session_of_person ON person_session (person_id, made_at_ms)",
    "CREATE INDEX session_by_end ON person_session (expires_at_ms)",
    """CREATE TABLE link (
        link_sha256 TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, organisation_id TEXT NOT NULL,
        person_id TEXT, email TEXT, roles TEXT NOT NULL, made_at_ms INTEGER NOT NULL,
        expires_at_ms INTEGER NOT NULL) STRICT""",
    """CREATE TABLE consent (
        player_id TEXT NOT NULL, coach_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
        given_at_ms INTEGER NOT NULL, withdrawn_at_ms INTEGER, PRIMARY KEY (player_id, coach_id))
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX consent_of_coach ON consent (coach_id, given_at_ms) WHERE withdrawn_at_ms IS NULL",
    """CREATE TABLE audit (
        entry_id TEXT PRIMARY KEY NOT NULL, organisation_id TEXT NOT NULL, at_ms INTEGER NOT NULL,
        asker_kind TEXT NOT NULL, asker_id TEXT NOT NULL, operation TEXT NOT NULL, about TEXT,
        status INTEGER, request_id TEXT NOT NULL) STRICT""",
    "CREATE INDEX audit_of_organisation ON audit (organisation_id, entry_id)",
)

# session_owner.person_id: null where the session was erased with its owner's data.
CLAIM_TABLES = (
    """CREATE TABLE claim_code (
        code_sha256 TEXT PRIMARY KEY NOT NULL, organisation_id TEXT NOT NULL, device_id TEXT NOT NULL,
        session_id TEXT NOT NULL, expires_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX claim_code_by_end ON claim_code (expires_at_ms)",
    "CREATE INDEX claim_code_of_session ON claim_code (device_id, session_id)",
    """CREATE TABLE claim (
        code_sha256 TEXT PRIMARY KEY NOT NULL, organisation_id TEXT NOT NULL, person_id TEXT NOT NULL,
        claimed_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX claim_of_person ON claim (person_id, claimed_at_ms)",
    "CREATE INDEX claim_by_time ON claim (claimed_at_ms)",
    """CREATE TABLE session_owner (
        device_id TEXT NOT NULL, session_id TEXT NOT NULL, organisation_id TEXT NOT NULL, person_id TEXT,
        owned_at_ms INTEGER NOT NULL, PRIMARY KEY (device_id, session_id)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX session_owner_of_person ON session_owner (person_id) WHERE person_id IS NOT NULL",
    "CREATE INDEX swing_of_session ON swing (device_id, session_id)",
    "CREATE INDEX swing_of_nobody ON swing (received_at_ms) WHERE player_id IS NULL",
)

# Statements; or what does a part of a long step, and says whether it was the last.
Migration = Sequence[str] | Callable[["Connection"], bool]
MIGRATIONS: tuple[Migration, ...] = (
    FIRST_TABLES,
    PEOPLE_TABLES,
    CLAIM_TABLES,
    packing.PREPARE,
    packing.pack_some,
    packing.FINISH,
)
LATEST = len(MIGRATIONS)


def schema_version(connection: "Connection") -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_foreign(connection: "Connection", path: Path) -> None:
    """Raise StoreRefused before anything is written to a database that is not this version's to write to."""
    # At one moment: another process may be taking the first step.
    connection.execute("BEGIN")
    try:
        found = schema_version(connection)
        ours = int(connection.execute("PRAGMA application_id").fetchone()[0]) == APPLICATION_ID
        empty = connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
    finally:
        connection.execute("COMMIT")
    if not ours and (found or not empty):
        raise StoreRefused(f"{path} is another program's database; choose another data folder")
    if found > LATEST:
        raise StoreRefused(
            f"{path} has schema version {found}, this SwingVision knows versions up to {LATEST}; "
            "install the newer SwingVision again"
        )


def migrate(connection: "Connection", migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Take the steps that are missing, each in a transaction with its number, a long one in several."""
    for number in range(schema_version(connection), len(migrations)):
        while not _took(connection, number, migrations[number]):
            pass


def _took(connection: "Connection", number: int, migration: Migration) -> bool:
    """Take the step, or a part of it; returns whether it is taken."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have taken it while this one waited.
        done = schema_version(connection) > number or _done(connection, migration)
        if done and schema_version(connection) == number:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")
        return done
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _done(connection: "Connection", migration: Migration) -> bool:
    if callable(migration):
        return migration(connection)
    for statement in migration:
        connection.execute(statement)
    return True
