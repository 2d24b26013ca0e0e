"""People in CrateDB."""

from collections.abc import Sequence
from dataclasses import replace

from cloud.cratedb.database import Database, Row
from cloud.cratedb.rows import columns, insert, values
from cloud.people.repository import Person, Role

TAKE = "INSERT INTO address (email, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
HOLDER = "SELECT person_id FROM address WHERE email = ?"
ADD = insert("person", Person)
PERSON = f"SELECT {columns(Person)} FROM person WHERE person_id = ?"
PEOPLE = f"SELECT {columns(Person)} FROM person ORDER BY name, person_id LIMIT 10000"
PEOPLE_OF = f"""SELECT {columns(Person)} FROM person WHERE organisation_id = ?
    ORDER BY name, person_id LIMIT 10000"""
SET_ROLES = "UPDATE person SET roles = ? WHERE person_id = ?"
SET_PASSWORD = "UPDATE person SET password_hash = ?, sessions_from_ms = ? WHERE person_id = ?"
REMOVE = "UPDATE person SET removed_at_ms = COALESCE(removed_at_ms, ?) WHERE person_id = ?"
REJOIN = """UPDATE person SET organisation_id = ?, name = ?, roles = ?, password_hash = ?,
    sessions_from_ms = ?, removed_at_ms = NULL WHERE person_id = ?"""
KEYED = (HOLDER, PERSON, SET_ROLES, SET_PASSWORD, REMOVE, REJOIN)


class CratedbPeople:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, person: Person) -> Person:
        while True:
            self._database.change(TAKE, (person.email, person.person_id))
            for (holder,) in self._database.select(HOLDER, (person.email,)):
                self._database.change(ADD, values(replace(person, person_id=holder)))
                if (found := self.person(holder)) is not None:
                    return found

    def person(self, person_id: str) -> Person | None:
        return next(map(_person, self._database.select(PERSON, (person_id,))), None)

    def by_email(self, email: str) -> Person | None:
        holder = next(iter(self._database.select(HOLDER, (email,))), None)
        return None if holder is None else self.person(holder[0])

    def people(self, organisation_id: str | None) -> list[Person]:
        if organisation_id is None:
            return list(map(_person, self._database.select(PEOPLE)))
        return list(map(_person, self._database.select(PEOPLE_OF, (organisation_id,))))

    def set_roles(self, person_id: str, roles: Sequence[Role]) -> bool:
        return self._database.change(SET_ROLES, (list(roles), person_id)) > 0

    def set_password(self, person_id: str, password_hash: str, sessions_from_ms: int) -> bool:
        return self._database.change(SET_PASSWORD, (password_hash, sessions_from_ms, person_id)) > 0

    def remove(self, person_id: str, at_ms: int) -> bool:
        return self._database.change(REMOVE, (at_ms, person_id)) > 0

    def rejoin(self, person: Person) -> None:
        said = (person.organisation_id, person.name, list(person.roles), person.password_hash)
        self._database.change(REJOIN, (*said, person.sessions_from_ms, person.person_id))


def _person(row: Row) -> Person:
    person_id, organisation_id, email, name, roles, *rest = row
    return Person(person_id, organisation_id, email, name, tuple(roles), *rest)
