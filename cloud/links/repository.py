"""Links, known by their hash."""

from dataclasses import dataclass
from typing import Literal, Protocol

from cloud.people.repository import Role

LinkKind = Literal["invitation", "reset", "first_admin"]


@dataclass(frozen=True, slots=True)
class Link:
    """email: None where the person who uses it says it (first_admin). person_id: whose password (reset)."""

    link_sha256: str
    kind: LinkKind
    organisation_id: str
    person_id: str | None
    email: str | None
    roles: tuple[Role, ...]
    made_at_ms: int
    expires_at_ms: int


class LinkRepository(Protocol):
    def make(self, link: Link) -> None:
        """By key (link_sha256); one that is there already stays as it is."""

    def link(self, link_sha256: str) -> Link | None:
        """By key."""

    def forget(self, before_ms: int) -> None:
        """Remove those that expired before then. Eventual."""
