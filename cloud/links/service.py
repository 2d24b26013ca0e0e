"""Links that let somebody in once, without a password: known by their hash, used by one, for a while."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from cloud.clock import now_ms
from cloud.devices.repository import DeviceRepository
from cloud.links import letters
from cloud.links.repository import Link, LinkKind, LinkRepository
from cloud.links.schemas import LinkView, UsedLink
from cloud.mail import Letter, Postman
from cloud.organisations.service import OrganisationService
from cloud.people.repository import PeopleRepository, Person, Role
from cloud.problems import Problem
from cloud.secrets import sha256
from cloud.sessions.guesses import Allowance, Visitor, too_many
from cloud.sessions.passwords import Passwords
from cloud.settings import PeopleSection
from swingvision.uuid7 import uuid7

PATH = "/join/#"
UNKNOWN = "This link is not known, was used, or is too old."


class LinkService:
    def __init__(
        self,
        links: LinkRepository,
        people: PeopleRepository,
        devices: DeviceRepository,
        organisations: OrganisationService,
        postman: Postman,
        passwords: Passwords,
        settings: PeopleSection,
        base: str,
    ) -> None:
        self._links, self._people, self._devices = links, people, devices
        self._organisations, self._postman, self._passwords = organisations, postman, passwords
        self._settings, self._base = settings, base
        self._asked_by = Allowance(10, 360.0)
        self._written_to = Allowance(3, 1200.0)

    def first_admin(self, organisation: str) -> str | None:
        """The address that makes the first admin; None where there are people already."""
        if self._people.people(None):
            return None
        organisation_id = self._organisations.named(organisation)
        return self._made("first_admin", organisation_id, self._settings.invitation_s, roles=("admin",))[0]

    def invite(self, organisation_id: str, email: str, roles: Sequence[Role]) -> str:
        """The address that makes a person."""
        return self._invited(organisation_id, email, roles)[0]

    def mail_invitation(self, organisation_id: str, email: str, roles: Sequence[Role]) -> None:
        """Raises Problem 409 where it is one of the organisation's people already, 429."""
        person = self._people.by_email(email)
        if person is not None and person.organisation_id == organisation_id and person.removed_at_ms is None:
            raise Problem(409, "This is one of your people already.", field="body.email")
        if wait_s := self._written_to.take(f"{organisation_id} {email}"):
            raise too_many(wait_s, "This address was invited several times; wait a little.")
        organisation = self._organisations.name_of(organisation_id)
        address, ends_ms = self._invited(organisation_id, email, roles)
        self._postman.take(lambda: letters.invitation(email, organisation, address, _day(ends_ms)))

    def mail_sign_up(self, organisation_id: str, email: str, visitor: Visitor) -> None:
        """Invite a player; who asks cannot tell whether the address has an account. Raises Problem 429."""
        if wait_s := self._asked_by.take(visitor.address):
            raise too_many(wait_s, "Too many asked for a link from here; wait a little.")
        self._postman.take(lambda: self._sign_up_letter(organisation_id, email))

    def reset(self, person: Person) -> str:
        """The address that gives a person a new password."""
        return self._for_password(person)[0]

    def mail_reset(self, email: str, visitor: Visitor) -> None:
        """Mail a link if it is somebody's address; who asks cannot tell. Raises Problem 429."""
        if wait_s := self._asked_by.take(visitor.address):
            raise too_many(wait_s, "Too many asked for a link from here; wait a little.")
        self._postman.take(lambda: self._reset_letter(email))

    def look(self, secret: str) -> LinkView:
        """Raises Problem 403."""
        link = self._found(secret)
        return LinkView(
            kind=link.kind,
            organisation=self._organisations.name_of(link.organisation_id),
            email=link.email,
            roles=list(link.roles),
            expires_at_ms=link.expires_at_ms,
        )

    def use(self, said: UsedLink) -> Person:
        """The person whom the link let in. Raises Problem 403, 409 (the address has an account), 422."""
        link = self._found(said.link)
        if link.kind == "reset":
            return self._reset_password(link, said.password)
        email = link.email or said.email
        if said.name is None or email is None:
            missing = "name" if said.name is None else "email"
            raise Problem(422, f"Say your {missing}.", field=f"body.{missing}")
        return self._join(link, email, said.name, said.password)

    def _join(self, link: Link, email: str, name: str, password: str) -> Person:
        before = self._people.by_email(email)
        if before is not None and before.removed_at_ms is None:
            raise _taken()
        now, password_hash = now_ms(), self._passwords.hash(password)
        self._use_up(link)
        wanted = Person(uuid7(), link.organisation_id, email, name, link.roles, password_hash, now, now)
        found = self._people.add(wanted)
        if found.removed_at_ms is not None:
            found = replace(wanted, person_id=found.person_id, made_at_ms=found.made_at_ms)
            self._people.rejoin(found)
        if found.password_hash != password_hash:
            raise _taken()
        return found

    def _reset_password(self, link: Link, password: str) -> Person:
        person = None if link.person_id is None else self._people.person(link.person_id)
        if person is None or person.removed_at_ms is not None:
            raise Problem(403, UNKNOWN, field="body.link")
        password_hash = self._passwords.hash(password)
        self._use_up(link)
        self._people.set_password(person.person_id, password_hash, now_ms())
        return person

    def _use_up(self, link: Link) -> None:
        """Of all that use it at once, one gets through. Raises Problem 403."""
        attempt = str(uuid.uuid4())
        wanted: list[tuple[str, str, int | None]] = [("link", link.link_sha256, link.expires_at_ms)]
        # Every start prints a link until there is an admin: all of them together work once.
        wanted += [("first_admin", "", None)] if link.kind == "first_admin" else []
        for kind, value, until_ms in wanted:
            if self._devices.take(kind, value, attempt, until_ms) != attempt:
                raise Problem(403, UNKNOWN, field="body.link")

    def _found(self, secret: str) -> Link:
        link = self._links.link(sha256(secret))
        if link is None or now_ms() >= link.expires_at_ms:
            raise Problem(403, UNKNOWN, field="body.link")
        return link

    def _reset_letter(self, email: str) -> Letter | None:
        person = self._people.by_email(email)
        if person is None or person.removed_at_ms is not None or self._written_to.take(email):
            return None
        address, ends_ms = self._for_password(person)
        return letters.reset(email, address, _day(ends_ms))

    def _sign_up_letter(self, organisation_id: str, email: str) -> Letter | None:
        person = self._people.by_email(email)
        if (person is not None and person.removed_at_ms is None) or self._written_to.take(
            f"{organisation_id} {email}"
        ):
            return None
        address, ends_ms = self._invited(organisation_id, email, ("player",))
        organisation = self._organisations.name_of(organisation_id)
        return letters.invitation(email, organisation, address, _day(ends_ms))

    def _invited(self, organisation_id: str, email: str, roles: Sequence[Role]) -> tuple[str, int]:
        valid_s = self._settings.invitation_s
        return self._made("invitation", organisation_id, valid_s, email=email, roles=tuple(roles))

    def _for_password(self, person: Person) -> tuple[str, int]:
        who, email, valid_s = person.person_id, person.email, self._settings.reset_s
        return self._made("reset", person.organisation_id, valid_s, person_id=who, email=email)

    def _made(
        self,
        kind: LinkKind,
        organisation_id: str,
        valid_s: int,
        person_id: str | None = None,
        email: str | None = None,
        roles: tuple[Role, ...] = (),
    ) -> tuple[str, int]:
        """Its address and its end."""
        secret, now = secrets.token_urlsafe(32), now_ms()
        ends_ms = now + 1000 * valid_s
        self._links.make(Link(sha256(secret), kind, organisation_id, person_id, email, roles, now, ends_ms))
        return f"{self._base}{PATH}{secret}", ends_ms


def _taken() -> Problem:
    return Problem(409, "There is an account with this address: sign in.", field="body.email")


def _day(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
