"""Consents in CrateDB."""

from cloud.consents.repository import Consent
from cloud.cratedb.database import Database
from cloud.cratedb.rows import columns, insert, values

GIVE = f"""{insert("consent", Consent).removesuffix("DO NOTHING")} (player_id, coach_id) DO UPDATE SET
    organisation_id = excluded.organisation_id, given_at_ms = excluded.given_at_ms,
    withdrawn_at_ms = excluded.withdrawn_at_ms"""
WITHDRAW = """UPDATE consent SET withdrawn_at_ms = COALESCE(withdrawn_at_ms, ?)
    WHERE player_id = ? AND coach_id = ?"""
CONSENT = f"SELECT {columns(Consent)} FROM consent WHERE player_id = ? AND coach_id = ?"
OF_PLAYER = f"""SELECT {columns(Consent)} FROM consent WHERE player_id = ?
    ORDER BY given_at_ms DESC, coach_id LIMIT 1000"""
OF_COACH = f"""SELECT {columns(Consent)} FROM consent WHERE coach_id = ? AND withdrawn_at_ms IS NULL
    ORDER BY given_at_ms DESC, player_id LIMIT 10000"""
KEYED = (WITHDRAW, CONSENT)


class CratedbConsents:
    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, consent: Consent) -> None:
        self._database.change(GIVE, values(consent))

    def withdraw(self, player_id: str, coach_id: str, at_ms: int) -> bool:
        return self._database.change(WITHDRAW, (at_ms, player_id, coach_id)) > 0

    def consent(self, player_id: str, coach_id: str) -> Consent | None:
        rows = self._database.select(CONSENT, (player_id, coach_id))
        return next((Consent(*row) for row in rows), None)

    def of_player(self, player_id: str) -> list[Consent]:
        return [Consent(*row) for row in self._database.select(OF_PLAYER, (player_id,))]

    def of_coach(self, coach_id: str) -> list[Consent]:
        return [Consent(*row) for row in self._database.select(OF_COACH, (coach_id,))]
