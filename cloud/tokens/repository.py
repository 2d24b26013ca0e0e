"""Service tokens, known by a hash."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ServiceToken:
    token_id: str
    secret_sha256: str
    organisation_id: str
    scopes: tuple[str, ...]
    name: str
    made_at_ms: int
    expires_at_ms: int | None = None
    revoked_at_ms: int | None = None


class TokenRepository(Protocol):
    def add(self, token: ServiceToken) -> None:
        """By key (token_id); one that is there already stays as it is."""

    def token(self, token_id: str) -> ServiceToken | None:
        """By key."""

    def tokens(self, organisation_id: str | None) -> list[ServiceToken]:
        """All, or an organisation's, oldest first; at most 10,000. Eventual."""

    def revoke(self, token_id: str, at_ms: int) -> bool:
        """False where there is no such token; the first revocation's time stays. By key."""
