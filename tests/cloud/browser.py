"""A person's browser: it keeps cookies and shows the session's csrf with every change."""

from http.cookies import SimpleCookie
from typing import Any

import httpx

from cloud.people.repository import Person, Role
from cloud.sessions.cookies import SESSION_COOKIE
from cloud.sessions.guesses import Visitor
from swingvision.uuid7 import uuid7
from tests.cloud.running import Running

PASSWORD = "correct horse battery"
VISITOR = Visitor("test", "test", None)


class Browser:
    """On loopback a browser sends Secure cookies over http, which httpx does not; so they are kept here."""

    def __init__(self, http: httpx.Client) -> None:
        self.http, self.csrf = http, ""
        self.cookies: dict[str, str] = {}
        self.person_id = ""

    @property
    def session_id(self) -> str:
        return self.cookies.get(SESSION_COOKIE, "").partition(".")[0]

    @property
    def headers(self) -> dict[str, str]:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"x-csrf-token": self.csrf, **({"cookie": kept} if kept else {})}

    def ask(self, method: str, path: str, said: Any = None, **headers: str) -> httpx.Response:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.http.request(method, path, json=said, headers={**self.headers, **given})
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0":
                    del self.cookies[name]
        return answer

    def sign_in(self, email: str, password: str = PASSWORD, **headers: str) -> httpx.Response:
        answer = self.ask("POST", "/v1/session", {"email": email, "password": password}, **headers)
        return self._seen(answer)

    def use(self, link: str, **said: str) -> httpx.Response:
        body = {"link": link.partition("#")[2] or link, "password": PASSWORD, **said}
        return self._seen(self.ask("POST", "/v1/links/use", body))

    def _seen(self, answer: httpx.Response) -> httpx.Response:
        if answer.is_success:
            self.csrf, self.person_id = answer.json()["csrf"], answer.json()["person_id"]
        return answer


def joined(service: Running, http: httpx.Client, email: str, *roles: Role, name: str = "Ana") -> Browser:
    """Somebody who came by an invitation."""
    browser = Browser(http)
    link = service.parts.links.invite(service.organisation_id, email, roles or ("player",))
    answer = browser.use(link, name=name)
    assert answer.status_code == 200, answer.text
    return browser


def member(
    service: Running, http: httpx.Client, *roles: Role, organisation: str = "Range", name: str = "A name"
) -> Browser:
    """Somebody who is there and signed in, without the work of a password."""
    person_id = uuid7()
    organisation_id = service.parts.organisations.named(organisation)
    password_hash = service.parts.links._passwords.hash(PASSWORD)
    email = f"{person_id}@a.example"
    person = Person(person_id, organisation_id, email, name, tuple(roles), password_hash, 0)
    service.parts.store.people.add(person)
    return signed_in(service, http, person)


def signed_in(service: Running, http: httpx.Client, person: Person) -> Browser:
    browser = Browser(http)
    session, cookie = service.parts.sessions.begin(person, VISITOR)
    browser.cookies[SESSION_COOKIE] = cookie
    browser.csrf, browser.person_id = service.parts.sessions.csrf(session), person.person_id
    return browser
