"""Who is asking, and whether they may: by the table in cloud.policies, before any endpoint is reached."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI, Request
from fastapi.routing import iter_route_contexts

from cloud.audit.service import entry_of
from cloud.callers import Caller
from cloud.devices.repository import Device
from cloud.parts import AllParts, Parts
from cloud.people.repository import Person
from cloud.policies import POLICIES, Policy
from cloud.problems import Problem
from cloud.sessions.cookies import SESSION_COOKIE
from cloud.sessions.repository import Session

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
CSRF_HEADER = "x-csrf-token"
NONE = "Sign in, or show a token: Authorization: Bearer ..."


def check(request: Request, parts: Parts) -> None:
    """Of every route. Raises Problem 401, 403."""
    policy = POLICIES[request.scope["route"].name]
    shown = request.headers.get("authorization")
    if shown is None and request.method not in SAFE:
        _refuse_foreign_pages(request, parts.base)
    if policy.anyone:
        return
    if shown is not None and policy.device:
        request.state.device = parts.devices.known(_bearer(shown))
    elif shown is not None:
        _admit(request, parts, policy, _by_token(parts, policy, _bearer(shown)))
    elif policy.roles and (cookie := request.cookies.get(SESSION_COOKIE)):
        request.state.signed = signed = _by_session(request, parts, policy, cookie)
        _admit(request, parts, policy, Caller.of_person(signed[0]))
    else:
        raise Problem(401, NONE)


def signed_in(request: Request, person: Person) -> None:
    """Who asked has just shown who they are."""
    request.state.entry = entry_of(request, Caller.of_person(person))


def still(request: Request, parts: AllParts) -> Caller | None:
    """Who would be let in with the same request now; for answers that do not end."""
    try:
        check(request, parts)
    except Problem:
        return None
    return _asker(request)


def every_route_has_a_policy(app: FastAPI) -> None:
    """Raises ValueError where the table and the routes differ."""
    names = [getattr(one.route, "name", None) for one in iter_route_contexts(app.routes)]
    if wrong := set(names) ^ POLICIES.keys():
        raise ValueError(f"routes without a policy, or policies without a route: {sorted(map(str, wrong))}")
    if len(names) != len(set(names)):
        raise ValueError("two routes have one name")


def _admit(request: Request, parts: AllParts, policy: Policy, caller: Caller) -> None:
    """What a person asks and what a program changes is noted, a change before it is made; a program's reading
    is not: its token's name says who may read.
    """
    request.state.caller, changes = caller, request.method not in SAFE
    if policy.noted and (changes or caller.kind == "person"):
        request.state.entry = entry_of(request, caller)
        if changes:
            parts.audit.note(request.state.entry)


def _bearer(shown: str) -> str:
    kind, _, token = shown.partition(" ")
    if kind.lower() != "bearer" or not token:
        raise Problem(401, NONE)
    return token.strip()


def _by_token(parts: AllParts, policy: Policy, token: str) -> Caller:
    known = parts.tokens.known(token)
    if policy.scope is None:
        raise Problem(403, "This is for people who are signed in.", kind="scope")
    if policy.scope not in known.scopes:
        raise Problem(403, f"This token lacks the scope {policy.scope}.", kind="scope")
    return Caller.of_token(known)


def _by_session(request: Request, parts: AllParts, policy: Policy, cookie: str) -> tuple[Person, Session]:
    person, session = parts.sessions.known(cookie)
    shown = request.headers.get(CSRF_HEADER, "")
    if request.method not in SAFE and not parts.sessions.has_csrf(session, shown):
        raise Problem(403, "Show the session's `csrf` in X-CSRF-Token.", kind="csrf", field=CSRF_HEADER)
    if not policy.roles & set(person.roles):
        raise Problem(403, "Your role does not allow this.", kind="role")
    return person, session


def _refuse_foreign_pages(request: Request, base: str) -> None:
    """A browser says which page a change comes from. Raises Problem 403."""
    origin = request.headers.get("origin")
    own = {request.headers.get("host", ""), urlsplit(base).netloc}
    foreign = urlsplit(origin).netloc not in own if origin is not None else False
    if foreign or request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise Problem(403, "Another site's page asks this.", kind="csrf", field="origin")


def _device(request: Request) -> Device:
    device: Device = request.state.device
    return device


def _asker(request: Request) -> Caller:
    caller: Caller = request.state.caller
    return caller


def _signed(request: Request) -> tuple[Person, Session]:
    signed: tuple[Person, Session] = request.state.signed
    return signed


Bay = Annotated[Device, Depends(_device)]
Asker = Annotated[Caller, Depends(_asker)]
Signed = Annotated[tuple[Person, Session], Depends(_signed)]
