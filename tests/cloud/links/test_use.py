"""Links over HTTP: each lets one person in, once, for a while."""

import threading

import httpx
import pytest

from cloud import janitor
from cloud.clock import now_ms
from cloud.secrets import sha256
from tests.cloud.browser import PASSWORD, Browser, joined
from tests.cloud.devices.test_devices import problem
from tests.cloud.running import Running

pytestmark = pytest.mark.slow

SECRET = "/join/#"


def secret(link: str) -> str:
    return link.partition("#")[2]


def looked(http: httpx.Client, link: str) -> httpx.Response:
    return http.post("/v1/links/look", json={"link": secret(link)})


def test_an_invitation_says_what_it_is_for_and_works_once(service: Running, http: httpx.Client) -> None:
    link = service.parts.links.invite(service.organisation_id, "ana@a.example", ("coach", "player"))
    said = looked(http, link).json()
    assert (said["kind"], said["organisation"], said["email"]) == ("invitation", "Range", "ana@a.example")
    assert said["roles"] == ["coach", "player"] and looked(http, link).status_code == 200
    assert problem(Browser(http).use(link), 422, "does_not_fit") == "body.name"
    first, second = Browser(http), Browser(http)
    assert first.use(link, name="Ana").status_code == 200
    assert second.use(link, name="Thief").status_code == 409
    person = service.parts.people.by_email("ana@a.example")
    assert person is not None and (person.name, person.roles) == ("Ana", ("coach", "player"))


def test_of_many_that_use_a_link_at_once_one_gets_in(service: Running) -> None:
    link = service.parts.links.invite(service.organisation_id, "ana@a.example", ("admin",))
    reached: list[int] = []

    def use(n: int) -> None:
        with service.http() as client:
            reached.append(Browser(client).use(link, name=f"Number {n}").status_code)

    threads = [threading.Thread(target=use, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reached.count(200) == 1 and set(reached) <= {200, 403, 409}
    assert len(service.parts.people.everybody(None)) == 1


@pytest.mark.parametrize("made_up", ["", "x", "a" * 43, "ä" * 20])
def test_a_link_that_was_never_made_is_none(http: httpx.Client, made_up: str) -> None:
    assert problem(looked(http, SECRET + made_up), 403, "refused") == "body.link"
    assert Browser(http).use(SECRET + made_up, name="Ana").status_code == 403


def test_a_link_ends(service: Running, http: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    link = service.parts.links.invite(service.organisation_id, "ana@a.example", ("admin",))
    later = now_ms() + 7 * 86_400_000 + 1
    with monkeypatch.context() as patched:
        patched.setattr("cloud.links.service.now_ms", lambda: later)
        assert problem(looked(http, link), 403, "refused") == "body.link"
        assert Browser(http).use(link, name="Ana").status_code == 403
    assert looked(http, link).status_code == 200, "the control: it is still there"
    monkeypatch.setattr("cloud.janitor.now_ms", lambda: later)
    janitor.step(service.parts)
    assert service.parts.store.links.link(sha256(secret(link))) is None


def test_a_new_password_by_link_ends_the_sessions_and_works_once(
    service: Running, http: httpx.Client
) -> None:
    ana = joined(service, http, "ana@a.example")
    person = service.parts.people.by_email("ana@a.example")
    assert person is not None
    link, back = service.parts.links.reset(person), Browser(http)
    assert back.use(link, password="another long password").json()["person_id"] == ana.person_id
    assert ana.ask("GET", "/v1/session").status_code == 401
    assert problem(Browser(http).use(link, password="a thief's password"), 403, "refused") == "body.link"
    assert Browser(http).sign_in("ana@a.example").status_code == 401
    assert Browser(http).sign_in("ana@a.example", "another long password").status_code == 200


def test_who_was_removed_gets_in_by_no_old_link(service: Running, http: httpx.Client) -> None:
    ana = joined(service, http, "ana@a.example", "admin")
    person = service.parts.people.by_email("ana@a.example")
    assert person is not None
    link = service.parts.links.reset(person)
    service.parts.store.people.remove(ana.person_id, now_ms())
    assert problem(Browser(http).use(link), 403, "refused") == "body.link"
    again = service.parts.links.invite(service.organisation_id, "ana@a.example", ("player",))
    back = Browser(http)
    assert back.use(again, name="Ana again").status_code == 200, "a new invitation does it"
    assert back.person_id == ana.person_id and ana.ask("GET", "/v1/session").status_code == 401
    assert back.ask("GET", "/v1/session").json()["roles"] == ["player"]


def test_an_invitation_takes_no_account_over(service: Running, http: httpx.Client) -> None:
    joined(service, http, "ana@a.example", "player")
    other = service.parts.organisations.named("Other")
    link = service.parts.links.invite(other, "ana@a.example", ("admin",))
    answer = Browser(http).use(link, name="Mallory", password="a thief's password")
    assert problem(answer, 409, "conflict") == "body.email"
    person = service.parts.people.by_email("ana@a.example")
    assert person is not None and person.organisation_id == service.organisation_id
    assert Browser(http).sign_in("ana@a.example").status_code == 200


def test_all_first_links_together_make_one_admin(service: Running, http: httpx.Client) -> None:
    links = [service.parts.links.first_admin("Range") for _ in range(2)]
    first, second = [link for link in links if link is not None]
    assert problem(Browser(http).use(first, name="Ada"), 422, "does_not_fit") == "body.email"
    ada = Browser(http)
    assert ada.use(first, name="Ada", email="ada@a.example").status_code == 200
    assert ada.ask("GET", "/v1/people").status_code == 200
    late = Browser(http).use(second, name="Eve", email="eve@a.example")
    assert problem(late, 403, "refused") == "body.link"
    assert service.parts.links.first_admin("Range") is None


def test_a_session_begins_anew_with_a_link(service: Running, http: httpx.Client) -> None:
    joined(service, http, "ana@a.example")
    person = service.parts.people.by_email("ana@a.example")
    assert person is not None
    victim = joined(service, http, "ben@a.example")
    planted = victim.session_id
    victim.use(service.parts.links.reset(person))
    assert victim.session_id != planted


def test_the_store_holds_no_link_and_no_password(service: Running, http: httpx.Client) -> None:
    link = service.parts.links.invite(service.organisation_id, "ana@a.example", ("player",))
    ana = Browser(http)
    ana.use(link, name="Ana")
    held = b"".join(path.read_bytes() for path in service.data.glob("cloud.db*"))
    assert b"ana@a.example" in held, "the control"
    cookies = [value.partition(".")[2] for value in ana.cookies.values()]
    for text in (secret(link), PASSWORD, *cookies):
        assert text.encode() not in held
