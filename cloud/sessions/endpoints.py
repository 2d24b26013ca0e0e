"""Signing in and out, and one's own sessions."""

from fastapi import Request
from starlette.responses import Response

from cloud.access import Asker, Signed, signed_in
from cloud.parts import AllParts, Parts
from cloud.people.repository import Person
from cloud.routing import router_for
from cloud.sessions.cookies import Visiting, remove_session_cookie, set_cookies
from cloud.sessions.guesses import Visitor
from cloud.sessions.repository import Session
from cloud.sessions.schemas import OneSession, PasswordChange, Sessions, SessionView, SignIn, view
from swingvision.delivery import Uuid

router = router_for("sessions")


@router.post("/session")
async def sign_in(
    parts: Parts, request: Request, answer: Response, visitor: Visiting, said: SignIn
) -> SessionView:
    """Sign in. A wrong password and an unknown address are answered alike, after the same work."""

    def work() -> SessionView:
        return let_in(parts, request, answer, visitor, parts.sessions.right(said, visitor))

    return await parts.turns.take(work)


@router.get("/session")
def session(parts: Parts, signed: Signed) -> SessionView:
    """Who is signed in, and what a page has to show with every change."""
    return _view(parts, *signed)


@router.delete("/session", status_code=204)
def sign_out(parts: Parts, signed: Signed, answer: Response) -> None:
    person, current = signed
    parts.sessions.end(person.person_id, current.session_id)
    remove_session_cookie(answer)


@router.get("/sessions")
def sessions(parts: Parts, signed: Signed) -> Sessions:
    """Where this person is signed in. A change may take a second to appear."""
    person, current = signed
    found = parts.sessions.list(person.person_id)
    return Sessions(sessions=[OneSession.of(one, current.session_id) for one in found])


@router.delete("/sessions/{session_id}", status_code=204)
def end_session(parts: Parts, caller: Asker, session_id: Uuid) -> None:
    """Sign another browser out; in force with its next request."""
    parts.sessions.end(caller.id, session_id)


@router.put("/password")
async def change_password(
    parts: Parts, request: Request, answer: Response, visitor: Visiting, signed: Signed, said: PasswordChange
) -> SessionView:
    """A new password ends all sessions, and begins one."""

    def work() -> SessionView:
        parts.sessions.change_password(signed[0], said, visitor)
        return let_in(parts, request, answer, visitor, signed[0])

    return await parts.turns.take(work)


def let_in(
    parts: AllParts, request: Request, answer: Response, visitor: Visitor, person: Person
) -> SessionView:
    """Begin a session for somebody who has just shown who they are."""
    signed_in(request, person)
    begun, cookie = parts.sessions.begin(person, visitor)
    set_cookies(answer, cookie, parts.sessions.browser_cookie(person, begun))
    return _view(parts, person, begun)


def _view(parts: AllParts, person: Person, session: Session) -> SessionView:
    organisation = parts.organisations.name_of(person.organisation_id)
    return view(person, session, organisation, parts.sessions.csrf(session))
