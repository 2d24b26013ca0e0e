"""Consents in SQLite."""

from cloud.consents.repository import Consent
from cloud.sqlite.database import Database

GIVE = """INSERT INTO consent VALUES (?, ?, ?, ?, ?) ON CONFLICT (player_id, coach_id) DO UPDATE SET
    organisation_id = excluded.organisation_id, given_at_ms = excluded.given_at_ms,
    withdrawn_at_ms = excluded.withdrawn_at_ms"""
WITHDRAW = """UPDATE consent SET withdrawn_at_ms = COALESCE(withdrawn_at_ms, ?)
    WHERE player_id = ? AND coach_id = ?"""
CONSENT = "SELECT * FROM consent WHERE player_id = ? AND coach_id = ?"
OF_PLAYER = "SELECT * FROM consent WHERE player_id = ? ORDER BY given_at_ms DESC, coach_id LIMIT 1000"
OF_COACH = """SELECT * FROM consent WHERE coach_id = ? AND withdrawn_at_ms IS NULL
    ORDER BY given_at_ms DESC, player_id LIMIT 10000"""


class SqliteConsents:
    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, consent: Consent) -> None:
        row = (
            consent.player_id,
            consent.coach_id,
            consent.organisation_id,
            consent.given_at_ms,
            consent.withdrawn_at_ms,
        )
        self._database.write(lambda connection: connection.execute(GIVE, row))

    def withdraw(self, player_id: str, coach_id: str, at_ms: int) -> bool:
        row = (at_ms, player_id, coach_id)
        return self._database.write(lambda c: c.execute(WITHDRAW, row).rowcount > 0)

    def consent(self, player_id: str, coach_id: str) -> Consent | None:
        row = self._database.read(lambda c: c.execute(CONSENT, (player_id, coach_id)).fetchone())
        return None if row is None else Consent(*row)

    def of_player(self, player_id: str) -> list[Consent]:
        return self._many(OF_PLAYER, player_id)

    def of_coach(self, coach_id: str) -> list[Consent]:
        return self._many(OF_COACH, coach_id)

    def _many(self, statement: str, person_id: str) -> list[Consent]:
        rows = self._database.eventual(lambda c: c.execute(statement, (person_id,)).fetchall())
        return [Consent(*row) for row in rows]
