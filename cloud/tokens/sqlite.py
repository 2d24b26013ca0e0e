"""Service tokens in SQLite."""

from typing import Any

from cloud.sqlite.database import Database
from cloud.tokens.repository import ServiceToken

ADD = "INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
TOKEN = "SELECT * FROM token WHERE token_id = ?"
TOKENS = """SELECT * FROM token WHERE ?1 IS NULL OR organisation_id = ?1
    ORDER BY made_at_ms, token_id LIMIT 10000"""
REVOKE = "UPDATE token SET revoked_at_ms = COALESCE(revoked_at_ms, ?) WHERE token_id = ?"


class SqliteTokens:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, token: ServiceToken) -> None:
        row = (
            token.token_id,
            token.secret_sha256,
            token.organisation_id,
            " ".join(token.scopes),
            token.name,
            token.made_at_ms,
            token.expires_at_ms,
            token.revoked_at_ms,
        )
        self._database.write(lambda connection: connection.execute(ADD, row))

    def token(self, token_id: str) -> ServiceToken | None:
        row = self._database.read(lambda c: c.execute(TOKEN, (token_id,)).fetchone())
        return None if row is None else _token(row)

    def tokens(self, organisation_id: str | None) -> list[ServiceToken]:
        rows = self._database.eventual(lambda c: c.execute(TOKENS, (organisation_id,)).fetchall())
        return [_token(row) for row in rows]

    def revoke(self, token_id: str, at_ms: int) -> bool:
        return self._database.write(lambda c: c.execute(REVOKE, (at_ms, token_id)).rowcount > 0)


def _token(row: Any) -> ServiceToken:
    token_id, secret_sha256, organisation_id, scopes, *rest = row
    return ServiceToken(token_id, secret_sha256, organisation_id, tuple(scopes.split()), *rest)
