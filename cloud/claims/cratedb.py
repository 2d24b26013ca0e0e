"""Claims in CrateDB: of two that put the same key at once, the table's primary key lets one."""

from collections.abc import Iterable

from cloud.claims.repository import Claim, OwnedSession, SessionSwings
from cloud.cratedb.database import Database
from cloud.cratedb.rows import columns, insert, keys, values
from cloud.ingest.repository import NewCode

PUT_CODE = insert("claim_code", NewCode)
CODES = f"SELECT {columns(NewCode)} FROM claim_code WHERE code_sha256 IN ({{keys}})"
PUT_CLAIM = insert("claim", Claim)
CLAIM = f"SELECT {columns(Claim)} FROM claim WHERE code_sha256 = ?"
CLAIMS = f"""SELECT {columns(Claim)} FROM claim WHERE person_id = ?
    ORDER BY claimed_at_ms DESC, code_sha256 LIMIT ?"""
PUT_OWNER = f"""INSERT INTO session_owner (session_key, {columns(OwnedSession)})
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
OWNERS = f"SELECT {columns(OwnedSession)} FROM session_owner WHERE session_key IN ({{keys}})"
REFRESH_OWNERS = "REFRESH TABLE session_owner"
SESSIONS = f"""SELECT {columns(OwnedSession)} FROM session_owner WHERE person_id = ?
    ORDER BY owned_at_ms, session_id LIMIT 100000"""
REFRESH_SWINGS = "REFRESH TABLE swing"
OF_NOBODY = """SELECT swing_id FROM swing WHERE device_id = ? AND session_id = ? AND player_id IS NULL
    ORDER BY captured_at, swing_id LIMIT ?"""
SWINGS = """SELECT count(*), min(captured_at)::BIGINT, max(captured_at)::BIGINT, min(received_at)::BIGINT
    FROM swing WHERE device_id = ? AND session_id = ?"""
UNCLAIMED = """SELECT organisation_id, swing_id, device_id FROM swing
    WHERE player_id IS NULL AND received_at < ? AND device_id || '/' || session_id IN
        (SELECT device_id || '/' || session_id FROM claim_code)
    ORDER BY received_at LIMIT ?"""
REFRESH_CLAIMS = "REFRESH TABLE claim"
ERASE_CLAIMS = "DELETE FROM claim WHERE organisation_id = ? AND person_id = ?"
# By its whole key, so that it meets the newest row.
BURY = "UPDATE session_owner SET person_id = NULL WHERE session_key = ?"
FORGET_CODES = "DELETE FROM claim_code WHERE expires_at_ms < ?"
FORGET_CLAIMS = "DELETE FROM claim WHERE claimed_at_ms < ?"
KEYED = (CODES, CLAIM, OWNERS, BURY)


class CratedbClaims:
    def __init__(self, database: Database) -> None:
        self._database = database

    def code(self, code_sha256: str) -> NewCode | None:
        return codes(self._database, [code_sha256]).get(code_sha256)

    def claim(self, claim: Claim) -> Claim:
        self._database.change(PUT_CLAIM, values(claim))
        # Where it was erased in this very moment, nobody else has it.
        return self.claim_of(claim.code_sha256) or claim

    def claim_of(self, code_sha256: str) -> Claim | None:
        return next((Claim(*row) for row in self._database.select(CLAIM, (code_sha256,))), None)

    def claims(self, person_id: str, limit: int) -> list[Claim]:
        return [Claim(*row) for row in self._database.select(CLAIMS, (person_id, limit))]

    def own(self, session: OwnedSession) -> OwnedSession:
        key = session_key(session.device_id, session.session_id)
        self._database.change(PUT_OWNER, [key, *values(session)])
        return owners(self._database, [key])[key]

    def owned(self, device_id: str, session_id: str) -> OwnedSession | None:
        key = session_key(device_id, session_id)
        return owners(self._database, [key]).get(key)

    def sessions(self, person_id: str) -> list[OwnedSession]:
        self._database.change(REFRESH_OWNERS)
        return [OwnedSession(*row) for row in self._database.select(SESSIONS, (person_id,))]

    def of_nobody(self, device_id: str, session_id: str, limit: int) -> list[str]:
        self._database.change(REFRESH_SWINGS)
        rows = self._database.select(OF_NOBODY, (device_id, session_id, limit))
        return [swing_id for (swing_id,) in rows]

    def swings(self, device_id: str, session_id: str) -> SessionSwings:
        (row,) = self._database.select(SWINGS, (device_id, session_id))
        return SessionSwings(*row)

    def unclaimed(self, received_before_ms: int, limit: int) -> list[tuple[str, str, str]]:
        rows = self._database.select(UNCLAIMED, (received_before_ms, limit))
        return [(organisation_id, swing_id, device_id) for organisation_id, swing_id, device_id in rows]

    def erase(self, organisation_id: str, person_id: str) -> None:
        self._database.change(REFRESH_CLAIMS)
        self._database.change(ERASE_CLAIMS, (organisation_id, person_id))
        mine = [one for one in self.sessions(person_id) if one.organisation_id == organisation_id]
        rows = [(session_key(one.device_id, one.session_id),) for one in mine]
        self._database.change_each(BURY, rows)

    def forget(self, before_ms: int) -> None:
        for statement in (FORGET_CODES, FORGET_CLAIMS):
            self._database.change(statement, (before_ms,))


def session_key(device_id: str, session_id: str) -> str:
    return f"{device_id}/{session_id}"


def codes(database: Database, hashes: Iterable[str]) -> dict[str, NewCode]:
    """By hash."""
    found = (NewCode(*row) for row in database.select(CODES.format(keys=keys(hashes))))
    return {one.code_sha256: one for one in found}


def owners(database: Database, session_keys: Iterable[str]) -> dict[str, OwnedSession]:
    """By key."""
    found = (OwnedSession(*row) for row in database.select(OWNERS.format(keys=keys(session_keys))))
    return {session_key(one.device_id, one.session_id): one for one in found}
