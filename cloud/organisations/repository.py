"""What an organisation is called."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Organisation:
    """name: as it was first written."""

    organisation_id: str
    name: str
    made_at_ms: int


class OrganisationRepository(Protocol):
    def add(self, organisation: Organisation) -> None:
        """By key (organisation_id); one that is there already stays as it is."""

    def organisation(self, organisation_id: str) -> Organisation | None:
        """By key."""
