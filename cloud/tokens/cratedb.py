"""Service tokens in CrateDB."""

from cloud.cratedb.database import Database, Row
from cloud.cratedb.rows import columns, insert, values
from cloud.tokens.repository import ServiceToken

ADD = insert("token", ServiceToken)
TOKEN = f"SELECT {columns(ServiceToken)} FROM token WHERE token_id = ?"
TOKENS = f"SELECT {columns(ServiceToken)} FROM token ORDER BY made_at_ms, token_id LIMIT 10000"
TOKENS_OF = f"""SELECT {columns(ServiceToken)} FROM token WHERE organisation_id = ?
    ORDER BY made_at_ms, token_id LIMIT 10000"""
REVOKE = "UPDATE token SET revoked_at_ms = COALESCE(revoked_at_ms, ?) WHERE token_id = ?"
KEYED = (TOKEN, REVOKE)


class CratedbTokens:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, token: ServiceToken) -> None:
        self._database.change(ADD, values(token))

    def token(self, token_id: str) -> ServiceToken | None:
        return next(map(_token, self._database.select(TOKEN, (token_id,))), None)

    def tokens(self, organisation_id: str | None) -> list[ServiceToken]:
        if organisation_id is None:
            return list(map(_token, self._database.select(TOKENS)))
        return list(map(_token, self._database.select(TOKENS_OF, (organisation_id,))))

    def revoke(self, token_id: str, at_ms: int) -> bool:
        return self._database.change(REVOKE, (at_ms, token_id)) > 0


def _token(row: Row) -> ServiceToken:
    token_id, secret_sha256, organisation_id, scopes, *rest = row
    return ServiceToken(token_id, secret_sha256, organisation_id, tuple(scopes), *rest)
