"""Claims in SQLite."""

from dataclasses import astuple
from typing import Any

from cloud.claims.repository import Claim, OwnedSession, SessionSwings
from cloud.ingest.repository import NewCode
from cloud.sqlite.database import Connection, Database

CODE = "SELECT * FROM claim_code WHERE code_sha256 = ?"
PUT_CLAIM = "INSERT INTO claim VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
CLAIM = "SELECT * FROM claim WHERE code_sha256 = ?"
CLAIMS = "SELECT * FROM claim WHERE person_id = ? ORDER BY claimed_at_ms DESC, code_sha256 LIMIT ?"
PUT_OWNER = "INSERT INTO session_owner VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
OWNER = "SELECT * FROM session_owner WHERE device_id = ? AND session_id = ?"
SESSIONS = "SELECT * FROM session_owner WHERE person_id = ? ORDER BY owned_at_ms, session_id"
OF_NOBODY = """SELECT swing_id FROM swing WHERE device_id = ? AND session_id = ? AND player_id IS NULL
    ORDER BY captured_at_ms, swing_id LIMIT ?"""
SWINGS = """SELECT count(*), min(captured_at_ms), max(captured_at_ms), min(received_at_ms) FROM swing
    WHERE device_id = ? AND session_id = ?"""
UNCLAIMED = """SELECT organisation_id, swing_id, device_id FROM swing
    WHERE player_id IS NULL AND received_at_ms < ? AND EXISTS (SELECT 1 FROM claim_code
        WHERE claim_code.device_id = swing.device_id AND claim_code.session_id = swing.session_id)
    ORDER BY received_at_ms, swing_id LIMIT ?"""
ERASE_CLAIMS = "DELETE FROM claim WHERE organisation_id = ? AND person_id = ?"
BURY = "UPDATE session_owner SET person_id = NULL WHERE organisation_id = ? AND person_id = ?"
FORGET_CODES = "DELETE FROM claim_code WHERE expires_at_ms < ?"
FORGET_CLAIMS = "DELETE FROM claim WHERE claimed_at_ms < ?"


class SqliteClaims:
    def __init__(self, database: Database) -> None:
        self._database = database

    def code(self, code_sha256: str) -> NewCode | None:
        row = self._row(CODE, (code_sha256,))
        return None if row is None else NewCode(*row)

    def claim(self, claim: Claim) -> Claim:
        def work(connection: Connection) -> Claim:
            connection.execute(PUT_CLAIM, astuple(claim))
            return Claim(*connection.execute(CLAIM, (claim.code_sha256,)).fetchone())

        return self._database.write(work)

    def claim_of(self, code_sha256: str) -> Claim | None:
        row = self._row(CLAIM, (code_sha256,))
        return None if row is None else Claim(*row)

    def claims(self, person_id: str, limit: int) -> list[Claim]:
        rows = self._database.eventual(lambda c: c.execute(CLAIMS, (person_id, limit)).fetchall())
        return [Claim(*row) for row in rows]

    def own(self, session: OwnedSession) -> OwnedSession:
        def work(connection: Connection) -> OwnedSession:
            connection.execute(PUT_OWNER, astuple(session))
            key = (session.device_id, session.session_id)
            return OwnedSession(*connection.execute(OWNER, key).fetchone())

        return self._database.write(work)

    def owned(self, device_id: str, session_id: str) -> OwnedSession | None:
        row = self._row(OWNER, (device_id, session_id))
        return None if row is None else OwnedSession(*row)

    def sessions(self, person_id: str) -> list[OwnedSession]:
        rows = self._database.read(lambda c: c.execute(SESSIONS, (person_id,)).fetchall())
        return [OwnedSession(*row) for row in rows]

    def of_nobody(self, device_id: str, session_id: str, limit: int) -> list[str]:
        values = (device_id, session_id, limit)
        rows = self._database.read(lambda c: c.execute(OF_NOBODY, values).fetchall())
        return [swing_id for (swing_id,) in rows]

    def swings(self, device_id: str, session_id: str) -> SessionSwings:
        values = (device_id, session_id)
        return SessionSwings(*self._database.eventual(lambda c: c.execute(SWINGS, values).fetchone()))

    def unclaimed(self, received_before_ms: int, limit: int) -> list[tuple[str, str, str]]:
        values = (received_before_ms, limit)
        return self._database.eventual(lambda c: c.execute(UNCLAIMED, values).fetchall())

    def erase(self, organisation_id: str, person_id: str) -> None:
        def work(connection: Connection) -> None:
            for statement in (ERASE_CLAIMS, BURY):
                connection.execute(statement, (organisation_id, person_id))

        self._database.write(work)

    def forget(self, before_ms: int) -> None:
        def work(connection: Connection) -> None:
            for statement in (FORGET_CODES, FORGET_CLAIMS):
                connection.execute(statement, (before_ms,))

        self._database.write(work)

    def _row(self, statement: str, key: tuple[str, ...]) -> Any:
        return self._database.read(lambda c: c.execute(statement, key).fetchone())
