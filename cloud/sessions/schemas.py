"""Signing in as it is asked and answered."""

from pydantic import BaseModel, Field

from cloud.people.repository import Person, Role
from cloud.people.texts import Email, NewPassword, TypedPassword
from cloud.sessions.repository import Session


class SignIn(BaseModel):
    email: Email
    password: TypedPassword


class PasswordChange(BaseModel):
    old: TypedPassword
    new: NewPassword


class SessionView(BaseModel):
    """Who is signed in. csrf: to be shown in the header X-CSRF-Token with every change."""

    session_id: str
    person_id: str
    name: str
    email: str
    roles: list[Role]
    organisation_id: str
    organisation: str = Field(examples=["Range"])
    csrf: str
    expires_at_ms: int


class OneSession(BaseModel):
    session_id: str
    browser: str = Field(examples=["Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0"])
    made_at_ms: int
    expires_at_ms: int
    current: bool = Field(description="it is the one that asks")

    @classmethod
    def of(cls, session: Session, current_id: str) -> "OneSession":
        return cls(
            session_id=session.session_id,
            browser=session.browser,
            made_at_ms=session.made_at_ms,
            expires_at_ms=session.expires_at_ms,
            current=session.session_id == current_id,
        )


class Sessions(BaseModel):
    sessions: list[OneSession]


def view(person: Person, session: Session, organisation: str, csrf: str) -> SessionView:
    return SessionView(
        session_id=session.session_id,
        person_id=person.person_id,
        name=person.name,
        email=person.email,
        roles=list(person.roles),
        organisation_id=person.organisation_id,
        organisation=organisation,
        csrf=csrf,
        expires_at_ms=session.expires_at_ms,
    )
