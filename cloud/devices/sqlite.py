"""Devices in SQLite."""

from collections.abc import Sequence
from typing import Any

from cloud.devices.repository import Device, Invitation, Wish
from cloud.sqlite.database import Connection, Database

TAKE = "INSERT INTO taken (kind, value, owner, until_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
HOLDER = "SELECT owner FROM taken WHERE kind = ? AND value = ?"
FORGET_TAKEN = "DELETE FROM taken WHERE until_ms < ?"
INVITE = "INSERT INTO invitation VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
INVITATION = "SELECT * FROM invitation WHERE code_sha256 = ?"
JOIN = "INSERT INTO device VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
DEVICE = "SELECT * FROM device WHERE device_id = ?"
DEVICES = """SELECT * FROM device WHERE ?1 IS NULL OR organisation_id = ?1
    ORDER BY bay, joined_at_ms, device_id LIMIT 10000"""
REVOKE = "UPDATE device SET revoked_at_ms = COALESCE(revoked_at_ms, ?) WHERE device_id = ?"
SEEN = "UPDATE device SET seen_at_ms = ?, clock_offset_ms = ?, balance = ? WHERE device_id = ?"
WISH = "INSERT INTO wish VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
WISHES = """SELECT * FROM wish WHERE device_id = ? AND acknowledged_at_ms IS NULL
    ORDER BY made_at_ms, instruction_id LIMIT ?"""
WISH_BY_ID = "SELECT * FROM wish WHERE device_id = ? AND instruction_id = ?"
ACKNOWLEDGE = """UPDATE wish SET acknowledged_at_ms = COALESCE(acknowledged_at_ms, ?)
    WHERE device_id = ? AND instruction_id = ?"""


class SqliteDevices:
    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, kind: str, value: str, owner: str, until_ms: int | None) -> str:
        def work(connection: Connection) -> str:
            connection.execute(TAKE, (kind, value, owner, until_ms))
            return str(connection.execute(HOLDER, (kind, value)).fetchone()[0])

        return self._database.write(work)

    def forget_taken(self, before_ms: int) -> None:
        self._database.write(lambda connection: connection.execute(FORGET_TAKEN, (before_ms,)))

    def invite(self, invitation: Invitation) -> None:
        row = (
            invitation.code_sha256,
            invitation.device_id,
            invitation.organisation_id,
            invitation.bay,
            invitation.expires_at_ms,
        )
        self._database.write(lambda connection: connection.execute(INVITE, row))

    def invitation(self, code_sha256: str) -> Invitation | None:
        row = self._row(INVITATION, (code_sha256,))
        return None if row is None else Invitation(*row)

    def join(self, device: Device) -> None:
        row = (
            device.device_id,
            device.organisation_id,
            device.bay,
            device.public_key,
            device.joined_at_ms,
            device.revoked_at_ms,
            device.seen_at_ms,
            device.clock_offset_ms,
            device.balance,
        )
        self._database.write(lambda connection: connection.execute(JOIN, row))

    def device(self, device_id: str) -> Device | None:
        row = self._row(DEVICE, (device_id,))
        return None if row is None else Device(*row)

    def devices(self, organisation_id: str | None) -> list[Device]:
        rows = self._database.eventual(lambda c: c.execute(DEVICES, (organisation_id,)).fetchall())
        return [Device(*row) for row in rows]

    def revoke(self, device_id: str, at_ms: int) -> bool:
        return self._database.write(lambda c: c.execute(REVOKE, (at_ms, device_id)).rowcount > 0)

    def seen(self, device_id: str, at_ms: int, clock_offset_ms: int, balance: str) -> None:
        self._database.write(lambda c: c.execute(SEEN, (at_ms, clock_offset_ms, balance, device_id)))

    def wish(self, wish: Wish) -> None:
        row = (wish.device_id, wish.instruction_id, wish.body, wish.made_at_ms, wish.acknowledged_at_ms)
        self._database.write(lambda connection: connection.execute(WISH, row))

    def wishes(self, device_id: str, limit: int) -> list[Wish]:
        rows = self._database.eventual(lambda c: c.execute(WISHES, (device_id, limit)).fetchall())
        return [Wish(*row) for row in rows]

    def wish_by_id(self, device_id: str, instruction_id: str) -> Wish | None:
        row = self._row(WISH_BY_ID, (device_id, instruction_id))
        return None if row is None else Wish(*row)

    def acknowledge(self, device_id: str, instruction_ids: Sequence[str], at_ms: int) -> None:
        rows = [(at_ms, device_id, instruction_id) for instruction_id in instruction_ids]
        self._database.write(lambda connection: connection.executemany(ACKNOWLEDGE, rows))

    def _row(self, statement: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._database.read(lambda c: c.execute(statement, values).fetchone())
        return row
