"""Signing in and out; who it is that shows a cookie."""

import hmac
import secrets

import structlog

from cloud.clock import now_ms
from cloud.people.repository import PeopleRepository, Person
from cloud.problems import Problem
from cloud.secrets import Signer, sha256
from cloud.sessions.guesses import Guesses, Visitor
from cloud.sessions.passwords import Passwords
from cloud.sessions.repository import Session, SessionRepository
from cloud.sessions.schemas import PasswordChange, SignIn
from cloud.settings import PeopleSection
from swingvision.uuid7 import uuid7

log = structlog.get_logger()

WRONG = "This address and this password do not belong together."
# A session in use is written again when so much of its time is gone, not with every request.
EXTEND_AFTER = 0.1


class SessionService:
    def __init__(
        self,
        sessions: SessionRepository,
        people: PeopleRepository,
        signer: Signer,
        passwords: Passwords,
        settings: PeopleSection,
    ) -> None:
        self._sessions, self._people, self._signer = sessions, people, signer
        self._passwords, self._guesses = passwords, Guesses(signer)
        self._idle_ms, self._most_ms = 1000 * settings.session_s, 1000 * settings.session_most_s

    def right(self, said: SignIn, visitor: Visitor) -> Person:
        """Whose address and password these are. Raises Problem 401, 429, whether or not there is such a
        person, and 401 after one computation of a password.
        """
        right = self._guesses.take(said.email, visitor, now_ms())
        person = self._people.by_email(said.email)
        if person is not None and person.removed_at_ms is not None:
            person = None
        fits = self._passwords.fit(said.password, None if person is None else person.password_hash)
        if person is None or not fits:
            log.info("sign-in refused", account=sha256(said.email)[:12], address=visitor.address)
            raise Problem(401, WRONG)
        right()
        if self._passwords.is_old(person.password_hash):
            renewed = self._passwords.hash(said.password)
            self._people.set_password(person.person_id, renewed, person.sessions_from_ms)
        return person

    def begin(self, person: Person, visitor: Visitor) -> tuple[Session, str]:
        """A new session, whatever the browser had before, and its cookie."""
        now, secret = now_ms(), secrets.token_hex(32)
        session = Session(
            uuid7(), sha256(secret), person.person_id, visitor.browser, now, now + self._idle_ms
        )
        self._sessions.begin(session)
        return session, f"{session.session_id}.{secret}"

    def known(self, cookie: str) -> tuple[Person, Session]:
        """Who shows this cookie. Raises Problem 401 where it is not, or no longer, in force."""
        session_id, _, secret = cookie.partition(".")
        session = self._sessions.session(session_id) if len(session_id) == 36 else None
        now = now_ms()
        if (
            session is None
            or not hmac.compare_digest(session.secret_sha256, sha256(secret))
            or session.ended_at_ms is not None
            or now >= session.expires_at_ms
        ):
            raise _over()
        person = self._people.person(session.person_id)
        if person is None or person.removed_at_ms is not None or session.made_at_ms < person.sessions_from_ms:
            raise _over()
        longer = min(now + self._idle_ms, session.made_at_ms + self._most_ms)
        if longer - session.expires_at_ms > EXTEND_AFTER * self._idle_ms:
            self._sessions.extend(session.session_id, longer)
        return person, session

    def csrf(self, session: Session) -> str:
        return self._signer.sign("csrf", session.session_id, session.made_at_ms + self._most_ms)

    def has_csrf(self, session: Session, shown: str) -> bool:
        return self._signer.opened("csrf", shown, now_ms()) == session.session_id

    def browser_cookie(self, person: Person, session: Session) -> str:
        return self._guesses.known(person.email, session.session_id, now_ms())

    def list(self, person_id: str) -> list[Session]:
        """Those in force."""
        now = now_ms()
        found = self._sessions.sessions_of(person_id)
        return [one for one in found if one.ended_at_ms is None and now < one.expires_at_ms]

    def end(self, person_id: str, session_id: str) -> None:
        """Raises Problem 404: another person's session is no session."""
        session = self._sessions.session(session_id)
        if session is None or session.person_id != person_id:
            raise Problem(404, "There is no such session.")
        self._sessions.end(session_id, now_ms())

    def change_password(self, person: Person, said: PasswordChange, visitor: Visitor) -> None:
        """All of the person's sessions end. Raises Problem 403 for a wrong old password, 429."""
        right = self._guesses.take(person.email, visitor, now_ms())
        if not self._passwords.fit(said.old, person.password_hash):
            raise Problem(403, "The old password is another.", field="body.old")
        right()
        self._people.set_password(person.person_id, self._passwords.hash(said.new), now_ms())


def _over() -> Problem:
    return Problem(401, "You are not signed in, or no longer.", kind="signed_out")
