"""Service tokens: made and revoked by an operator on the command line, until there are accounts."""

import hmac
import secrets
from collections.abc import Sequence

from cloud.clock import now_ms
from cloud.problems import Problem
from cloud.secrets import sha256
from cloud.tokens.repository import ServiceToken, TokenRepository
from cloud.tokens.schemas import Scope

PREFIX = "swt"


class TokenService:
    def __init__(self, tokens: TokenRepository) -> None:
        self._tokens = tokens

    def add(self, organisation_id: str, scopes: Sequence[Scope], name: str, valid_s: int | None) -> str:
        """The token's text, which is known here by its hash from now on."""
        token_id, secret = secrets.token_hex(8), secrets.token_hex(24)
        made_ms = now_ms()
        ends_ms = None if valid_s is None else made_ms + 1000 * valid_s
        self._tokens.add(
            ServiceToken(token_id, sha256(secret), organisation_id, tuple(scopes), name, made_ms, ends_ms)
        )
        return f"{PREFIX}_{token_id}_{secret}"

    def known(self, shown: str) -> ServiceToken:
        """Raises Problem 401 for a text that is no token in force."""
        prefix, _, rest = shown.partition("_")
        token_id, _, secret = rest.partition("_")
        token = self._tokens.token(token_id) if prefix == PREFIX and len(token_id) == 16 else None
        if (
            token is None
            or not hmac.compare_digest(token.secret_sha256, sha256(secret))
            or token.revoked_at_ms is not None
            or (token.expires_at_ms is not None and now_ms() >= token.expires_at_ms)
        ):
            raise Problem(401, "This token is not known or no longer in force.")
        return token

    def list(self) -> list[ServiceToken]:
        return self._tokens.tokens(None)

    def revoke(self, token_id: str) -> bool:
        return self._tokens.revoke(token_id, now_ms())
