"""Who belongs to an organisation; an admin's business."""

from collections.abc import Sequence

from cloud.clock import now_ms
from cloud.people.repository import PeopleRepository, Person, Role
from cloud.problems import Problem


class PeopleService:
    def __init__(self, people: PeopleRepository) -> None:
        self._people = people

    def everybody(self, organisation_id: str | None) -> list[Person]:
        """Those removed too."""
        return self._people.people(organisation_id)

    def with_role(self, organisation_id: str, role: Role) -> list[Person]:
        found = self._people.people(organisation_id)
        return [one for one in found if role in one.roles and one.removed_at_ms is None]

    def by_email(self, email: str) -> Person | None:
        """With access only."""
        person = self._people.by_email(email)
        return None if person is None or person.removed_at_ms is not None else person

    def one(self, organisation_id: str, person_id: str) -> Person:
        """Raises Problem 404: another organisation's person is nobody, nor is one who was removed."""
        person = self._people.person(person_id)
        if person is None or person.organisation_id != organisation_id or person.removed_at_ms is not None:
            raise Problem(404, "There is no such person.")
        return person

    def set_roles(self, person: Person, roles: Sequence[Role], by_id: str) -> None:
        """Raises Problem 409: an admin who could step down alone could leave nobody."""
        if person.person_id == by_id and "admin" not in roles:
            raise Problem(409, "Another admin has to take this role from you.", field="body.roles")
        self._people.set_roles(person.person_id, roles)

    def remove(self, person: Person, by_id: str) -> None:
        """No access from now on. Raises Problem 409."""
        if person.person_id == by_id:
            raise Problem(409, "Another admin has to remove you.")
        self._people.remove(person.person_id, now_ms())
