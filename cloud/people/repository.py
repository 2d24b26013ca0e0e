"""People, each of one organisation and known by one address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

Role = Literal["player", "coach", "operator", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Person:
    """email: normalised, unique in the service. password_hash: argon2, with its parameters.

    sessions_from_ms: sessions that began before are void. removed_at_ms: has no access since.
    """

    person_id: str
    organisation_id: str
    email: str
    name: str
    roles: tuple[Role, ...]
    password_hash: str
    made_at_ms: int
    sessions_from_ms: int = 0
    removed_at_ms: int | None = None


class PeopleRepository(Protocol):
    def add(self, person: Person) -> Person:
        """Give the address to this person unless somebody has it; returns who has it now. By key (email).

        Where an earlier call was cut off after the address, its person_id is the one that counts.
        """

    def person(self, person_id: str) -> Person | None:
        """By key."""

    def by_email(self, email: str) -> Person | None:
        """By key."""

    def people(self, organisation_id: str | None) -> list[Person]:
        """All, or an organisation's, those removed too, by name; at most 10,000. Eventual."""

    def set_roles(self, person_id: str, roles: Sequence[Role]) -> bool:
        """False where there is no such person. By key."""

    def set_password(self, person_id: str, password_hash: str, sessions_from_ms: int) -> bool:
        """False where there is no such person. By key."""

    def remove(self, person_id: str, at_ms: int) -> bool:
        """False where there is no such person; the first removal's time stays. By key."""

    def rejoin(self, person: Person) -> None:
        """Replace all of a removed person but their id, address and first day. By key (person_id)."""
