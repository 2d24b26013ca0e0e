"""The log of who saw and changed what."""

from dataclasses import dataclass
from typing import Literal, Protocol

AskerKind = Literal["person", "token"]


@dataclass(frozen=True, slots=True)
class Entry:
    """entry_id: a UUIDv7. asker_id: a person's or a token's. about: what the address named, or whose.

    status: of the answer; None where the service stopped before there was one.
    """

    entry_id: str
    organisation_id: str
    at_ms: int
    asker_kind: AskerKind
    asker_id: str
    operation: str
    about: str | None
    status: int | None
    request_id: str


class AuditRepository(Protocol):
    def note(self, entry: Entry) -> None:
        """Insert, or set the status. By key (entry_id)."""

    def entries(self, organisation_id: str, limit: int, before: str | None) -> list[Entry]:
        """Newest first, those whose entry_id is less than `before`. Eventual."""
