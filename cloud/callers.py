"""Who asks, once it is known."""

from dataclasses import dataclass

from cloud.audit.repository import AskerKind
from cloud.people.repository import Person, Role
from cloud.tokens.repository import ServiceToken


@dataclass(frozen=True, slots=True)
class Caller:
    """A person with their roles, or a program with its token."""

    kind: AskerKind
    id: str
    organisation_id: str
    roles: frozenset[Role] = frozenset()

    @classmethod
    def of_person(cls, person: Person) -> "Caller":
        return cls("person", person.person_id, person.organisation_id, frozenset(person.roles))

    @classmethod
    def of_token(cls, token: ServiceToken) -> "Caller":
        return cls("token", token.token_id, token.organisation_id)
