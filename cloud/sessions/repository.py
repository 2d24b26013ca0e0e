"""Who is signed in, known by a hash."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Session:
    """browser: what it called itself, for the list that its person sees."""

    session_id: str
    secret_sha256: str
    person_id: str
    browser: str
    made_at_ms: int
    expires_at_ms: int
    ended_at_ms: int | None = None


class SessionRepository(Protocol):
    def begin(self, session: Session) -> None:
        """By key (session_id); one that is there already stays as it is."""

    def session(self, session_id: str) -> Session | None:
        """By key."""

    def sessions_of(self, person_id: str) -> list[Session]:
        """A person's, newest first; at most 100. Eventual."""

    def extend(self, session_id: str, expires_at_ms: int) -> None:
        """By key; no such session: nothing happens."""

    def end(self, session_id: str, at_ms: int) -> bool:
        """False where there is no such session; the first end's time stays. By key."""

    def forget(self, before_ms: int) -> None:
        """Remove those that expired before then. Eventual."""
