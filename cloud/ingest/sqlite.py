"""Deliveries applied in SQLite."""

from collections.abc import Sequence

import structlog

from cloud.ingest.repository import (
    Arrival,
    Content,
    Delivery,
    NewAttachment,
    NewCode,
    NewSwing,
    NewTelemetry,
    Outcome,
)
from cloud.sqlite.database import Connection, Database
from cloud.sqlite.numbers import NamesIds, packed
from swingvision.sqlite import sqlite3

log = structlog.get_logger()

KNOWN = "SELECT body_sha256 FROM delivery WHERE device_id = ? AND boot_epoch = ? AND seq = ?"
NOTE_DELIVERY = "INSERT INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
ERASED = "SELECT 1 FROM erased WHERE swing_id = ?"
OWNER = "SELECT device_id, revision FROM swing WHERE swing_id = ?"
ATTACHMENT_OWNER = "SELECT device_id FROM attachment WHERE swing_id = ? AND device_id <> ? LIMIT 1"
# One that is there is replaced by a higher revision of its own device only; whose it is and its first receipt
# stay.
PUT_SWING = """INSERT INTO swing (swing_id, organisation_id, device_id, bay, session_id, captured_at_ms,
        captured_at_exact, received_at_ms, revision, club, view, handedness, definition_version, names_id,
        numbers, body, player_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (swing_id) DO UPDATE SET revision = excluded.revision, club = excluded.club,
        view = excluded.view, handedness = excluded.handedness,
        definition_version = excluded.definition_version, names_id = excluded.names_id,
        numbers = excluded.numbers, body = excluded.body
    WHERE excluded.revision > swing.revision AND excluded.device_id = swing.device_id"""
PUT_ATTACHMENT = """INSERT INTO attachment VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (swing_id, kind) DO UPDATE SET sha256 = excluded.sha256, size_bytes = excluded.size_bytes,
        stored_at_ms = excluded.stored_at_ms
    WHERE excluded.sha256 <> attachment.sha256"""
SESSION_OWNER = "SELECT person_id FROM session_owner WHERE device_id = ? AND session_id = ?"
PUT_CODE = "INSERT INTO claim_code VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
CODE_OF = "SELECT device_id, session_id FROM claim_code WHERE code_sha256 = ?"
PUT_TELEMETRY = "INSERT INTO telemetry VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"


class SqliteIngest:
    def __init__(self, database: Database) -> None:
        self._database = database

    def apply(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        def work(connection: Connection) -> list[Outcome]:
            names_ids = NamesIds(connection)
            return [_applied(connection, names_ids, one) for one in arrivals]

        return self._database.write(work)


def _applied(connection: Connection, names_ids: NamesIds, arrival: Arrival) -> Outcome:
    try:
        delivery = arrival.delivery
        known = connection.execute(KNOWN, (delivery.device_id, delivery.boot_epoch, delivery.seq)).fetchone()
        if known is not None:
            return "duplicate" if known[0] == delivery.body_sha256 else "conflict"
        outcome = _put(connection, names_ids, delivery, arrival.content)
        if outcome in ("accepted", "duplicate", "older"):
            connection.execute(
                NOTE_DELIVERY,
                (
                    delivery.device_id,
                    delivery.boot_epoch,
                    delivery.seq,
                    delivery.delivery_id,
                    delivery.kind,
                    delivery.body_sha256,
                    delivery.received_at_ms,
                ),
            )
        return outcome
    except (
        sqlite3.IntegrityError,
        sqlite3.DataError,
        sqlite3.InterfaceError,
        OverflowError,
        UnicodeError,
    ) as error:
        # The fault is this row's; each statement undid itself, and the others go on.
        log.warning("a row was refused", delivery_id=arrival.delivery.delivery_id, error=repr(error))
        return "failed"


def _put(connection: Connection, names_ids: NamesIds, delivery: Delivery, content: Content) -> Outcome:
    if isinstance(content, NewTelemetry):
        values = (delivery.device_id, delivery.received_at_ms, delivery.delivery_id, content.body)
        connection.execute(PUT_TELEMETRY, values)
        return "accepted"
    if isinstance(content, NewCode):
        return _put_code(connection, content)
    if connection.execute(ERASED, (content.swing_id,)).fetchone():
        return "erased"
    if isinstance(content, NewSwing):
        return _put_swing(connection, names_ids, content)
    return _put_attachment(connection, content)


def _put_swing(connection: Connection, names_ids: NamesIds, swing: NewSwing) -> Outcome:
    if connection.execute(ATTACHMENT_OWNER, (swing.swing_id, swing.device_id)).fetchone():
        return "foreign"
    owner = connection.execute(SESSION_OWNER, (swing.device_id, swing.session_id)).fetchone()
    if owner is not None and owner[0] is None:
        return "buried"
    row = _swing_row(swing, names_ids)
    if connection.execute(PUT_SWING, (*row, None if owner is None else owner[0])).rowcount:
        return "accepted"
    device_id, revision = connection.execute(OWNER, (swing.swing_id,)).fetchone()
    if device_id != swing.device_id:
        return "foreign"
    return "duplicate" if revision == swing.revision else "older"


def _swing_row(swing: NewSwing, names_ids: NamesIds) -> tuple[str | int | bytes, ...]:
    return (
        swing.swing_id,
        swing.organisation_id,
        swing.device_id,
        swing.bay,
        swing.session_id,
        swing.captured_at_ms,
        int(swing.captured_at_exact),
        swing.received_at_ms,
        swing.revision,
        swing.club,
        swing.view,
        swing.handedness,
        swing.definition_version,
        names_ids.of(swing.metrics),
        packed(swing.metrics),
        swing.body,
    )


def _put_code(connection: Connection, new: NewCode) -> Outcome:
    row = (new.code_sha256, new.organisation_id, new.device_id, new.session_id, new.expires_at_ms)
    if connection.execute(PUT_CODE, row).rowcount:
        return "accepted"
    there = connection.execute(CODE_OF, (new.code_sha256,)).fetchone()
    return "duplicate" if there == (new.device_id, new.session_id) else "foreign"


def _put_attachment(connection: Connection, new: NewAttachment) -> Outcome:
    owner = connection.execute(OWNER, (new.swing_id,)).fetchone()
    if owner is not None and owner[0] != new.device_id:
        return "foreign"
    if connection.execute(ATTACHMENT_OWNER, (new.swing_id, new.device_id)).fetchone():
        return "foreign"
    row = (
        new.swing_id,
        new.kind,
        new.device_id,
        new.organisation_id,
        new.sha256,
        new.size_bytes,
        new.stored_at_ms,
    )
    return "accepted" if connection.execute(PUT_ATTACHMENT, row).rowcount else "duplicate"
