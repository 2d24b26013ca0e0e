"""People in SQLite."""

from collections.abc import Sequence
from typing import Any

from cloud.people.repository import Person, Role
from cloud.sqlite.database import Connection, Database

TAKE = "INSERT INTO address VALUES (?, ?) ON CONFLICT DO NOTHING"
HOLDER = "SELECT person_id FROM address WHERE email = ?"
ADD = "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
PERSON = "SELECT * FROM person WHERE person_id = ?"
BY_EMAIL = "SELECT person.* FROM person JOIN address USING (person_id) WHERE address.email = ?"
PEOPLE = """SELECT * FROM person WHERE ?1 IS NULL OR organisation_id = ?1
    ORDER BY name, person_id LIMIT 10000"""
SET_ROLES = "UPDATE person SET roles = ? WHERE person_id = ?"
SET_PASSWORD = "UPDATE person SET password_hash = ?, sessions_from_ms = ? WHERE person_id = ?"
REMOVE = "UPDATE person SET removed_at_ms = COALESCE(removed_at_ms, ?) WHERE person_id = ?"
REJOIN = """UPDATE person SET organisation_id = ?, name = ?, roles = ?, password_hash = ?,
    sessions_from_ms = ?, removed_at_ms = NULL WHERE person_id = ?"""


class SqlitePeople:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, person: Person) -> Person:
        def work(connection: Connection) -> Person:
            connection.execute(TAKE, (person.email, person.person_id))
            (holder,) = connection.execute(HOLDER, (person.email,)).fetchone()
            connection.execute(ADD, (holder, *_row(person)[1:]))
            return _person(connection.execute(PERSON, (holder,)).fetchone())

        return self._database.write(work)

    def person(self, person_id: str) -> Person | None:
        return self._one(PERSON, person_id)

    def by_email(self, email: str) -> Person | None:
        return self._one(BY_EMAIL, email)

    def people(self, organisation_id: str | None) -> list[Person]:
        rows = self._database.eventual(lambda c: c.execute(PEOPLE, (organisation_id,)).fetchall())
        return [_person(row) for row in rows]

    def set_roles(self, person_id: str, roles: Sequence[Role]) -> bool:
        return self._changed(SET_ROLES, (" ".join(roles), person_id))

    def set_password(self, person_id: str, password_hash: str, sessions_from_ms: int) -> bool:
        return self._changed(SET_PASSWORD, (password_hash, sessions_from_ms, person_id))

    def remove(self, person_id: str, at_ms: int) -> bool:
        return self._changed(REMOVE, (at_ms, person_id))

    def rejoin(self, person: Person) -> None:
        roles = " ".join(person.roles)
        said = (person.organisation_id, person.name, roles, person.password_hash, person.sessions_from_ms)
        self._changed(REJOIN, (*said, person.person_id))

    def _one(self, statement: str, key: str) -> Person | None:
        row = self._database.read(lambda c: c.execute(statement, (key,)).fetchone())
        return None if row is None else _person(row)

    def _changed(self, statement: str, row: tuple[Any, ...]) -> bool:
        return self._database.write(lambda c: c.execute(statement, row).rowcount > 0)


def _row(person: Person) -> tuple[Any, ...]:
    return (
        person.person_id,
        person.organisation_id,
        person.email,
        person.name,
        " ".join(person.roles),
        person.password_hash,
        person.made_at_ms,
        person.sessions_from_ms,
        person.removed_at_ms,
    )


def _person(row: Any) -> Person:
    person_id, organisation_id, email, name, roles, *rest = row
    return Person(person_id, organisation_id, email, name, tuple(roles.split()), *rest)
