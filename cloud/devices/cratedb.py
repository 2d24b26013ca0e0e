"""Devices in CrateDB."""

from collections.abc import Sequence

from cloud.cratedb.database import Database
from cloud.cratedb.rows import columns, insert, values
from cloud.devices.repository import Device, Invitation, Wish

TAKE = "INSERT INTO taken (kind, value, owner, until_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
HOLDER = "SELECT owner FROM taken WHERE kind = ? AND value = ?"
FORGET_TAKEN = "DELETE FROM taken WHERE until_ms < ?"
INVITE = insert("invitation", Invitation)
INVITATION = f"SELECT {columns(Invitation)} FROM invitation WHERE code_sha256 = ?"
JOIN = insert("device", Device)
DEVICE = f"SELECT {columns(Device)} FROM device WHERE device_id = ?"
DEVICES = f"SELECT {columns(Device)} FROM device ORDER BY bay, joined_at_ms, device_id LIMIT 10000"
DEVICES_OF = f"""SELECT {columns(Device)} FROM device WHERE organisation_id = ?
    ORDER BY bay, joined_at_ms, device_id LIMIT 10000"""
REVOKE = "UPDATE device SET revoked_at_ms = COALESCE(revoked_at_ms, ?) WHERE device_id = ?"
SEEN = "UPDATE device SET seen_at_ms = ?, clock_offset_ms = ?, balance = ? WHERE device_id = ?"
WISH = insert("wish", Wish)
WISHES = f"""SELECT {columns(Wish)} FROM wish WHERE device_id = ? AND acknowledged_at_ms IS NULL
    ORDER BY made_at_ms, instruction_id LIMIT ?"""
WISH_BY_ID = f"SELECT {columns(Wish)} FROM wish WHERE device_id = ? AND instruction_id = ?"
ACKNOWLEDGE = """UPDATE wish SET acknowledged_at_ms = COALESCE(acknowledged_at_ms, ?)
    WHERE device_id = ? AND instruction_id = ?"""
KEYED = (HOLDER, INVITATION, DEVICE, REVOKE, SEEN, WISH_BY_ID, ACKNOWLEDGE)


class CratedbDevices:
    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, kind: str, value: str, owner: str, until_ms: int | None) -> str:
        while True:
            # Who holds it is read, not told by the insert: that may have been our own first try.
            self._database.change(TAKE, (kind, value, owner, until_ms))
            for (holder,) in self._database.select(HOLDER, (kind, value)):
                return str(holder)

    def forget_taken(self, before_ms: int) -> None:
        self._database.change(FORGET_TAKEN, (before_ms,))

    def invite(self, invitation: Invitation) -> None:
        self._database.change(INVITE, values(invitation))

    def invitation(self, code_sha256: str) -> Invitation | None:
        return next((Invitation(*row) for row in self._database.select(INVITATION, (code_sha256,))), None)

    def join(self, device: Device) -> None:
        self._database.change(JOIN, values(device))

    def device(self, device_id: str) -> Device | None:
        return next((Device(*row) for row in self._database.select(DEVICE, (device_id,))), None)

    def devices(self, organisation_id: str | None) -> list[Device]:
        if organisation_id is None:
            return [Device(*row) for row in self._database.select(DEVICES)]
        return [Device(*row) for row in self._database.select(DEVICES_OF, (organisation_id,))]

    def revoke(self, device_id: str, at_ms: int) -> bool:
        return self._database.change(REVOKE, (at_ms, device_id)) > 0

    def seen(self, device_id: str, at_ms: int, clock_offset_ms: int, balance: str) -> None:
        self._database.change(SEEN, (at_ms, clock_offset_ms, balance, device_id))

    def wish(self, wish: Wish) -> None:
        self._database.change(WISH, values(wish))

    def wishes(self, device_id: str, limit: int) -> list[Wish]:
        return [Wish(*row) for row in self._database.select(WISHES, (device_id, limit))]

    def wish_by_id(self, device_id: str, instruction_id: str) -> Wish | None:
        rows = self._database.select(WISH_BY_ID, (device_id, instruction_id))
        return next((Wish(*row) for row in rows), None)

    def acknowledge(self, device_id: str, instruction_ids: Sequence[str], at_ms: int) -> None:
        rows = [(at_ms, device_id, instruction_id) for instruction_id in instruction_ids]
        self._database.change_each(ACKNOWLEDGE, rows)
