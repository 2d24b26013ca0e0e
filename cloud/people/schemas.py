"""People as they are asked for and answered."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from cloud.people.repository import Person, Role
from cloud.people.texts import Email
from cloud.swings.schemas import SwingView

Roles = Annotated[
    list[Role], Field(min_length=1, max_length=4), AfterValidator(lambda roles: list(dict.fromkeys(roles)))
]


class PersonView(BaseModel):
    """As an admin sees one. removed_at_ms: has no access since."""

    person_id: str
    name: str
    email: str
    roles: list[Role]
    made_at_ms: int
    removed_at_ms: int | None

    @classmethod
    def of(cls, person: Person) -> "PersonView":
        return cls(
            person_id=person.person_id,
            name=person.name,
            email=person.email,
            roles=list(person.roles),
            made_at_ms=person.made_at_ms,
            removed_at_ms=person.removed_at_ms,
        )


class People(BaseModel):
    people: list[PersonView]


class Invited(BaseModel):
    email: Email
    roles: Roles


class NewRoles(BaseModel):
    roles: Roles


class Named(BaseModel):
    """A player or a coach as others see them."""

    person_id: str
    name: str


class PlayerView(Named):
    """last: their newest swing; null where there is none, or it was not asked for."""

    last: SwingView | None


class Players(BaseModel):
    people: list[PlayerView]


class NamedPeople(BaseModel):
    people: list[Named]

    @classmethod
    def of(cls, people: list[Person]) -> "NamedPeople":
        return cls(people=[Named(person_id=one.person_id, name=one.name) for one in people])
