"""Other sites' pages: whatever a browser can be made to send, nothing is changed."""

import httpx
import pytest

from tests.cloud.browser import PASSWORD, Browser, joined, member
from tests.cloud.devices.test_devices import problem
from tests.cloud.running import Running


def invited(browser: Browser, **headers: str) -> httpx.Response:
    return browser.ask("POST", "/v1/people", {"email": "new@a.example", "roles": ["player"]}, **headers)


def test_a_change_needs_the_sessions_own_word(service: Running) -> None:
    with service.http() as http:
        admin, other = member(service, http, "admin"), member(service, http, "admin")
        for shown in ("", "made up", other.csrf, admin.csrf[:-1] + ("0" if admin.csrf[-1] != "0" else "1")):
            assert problem(invited(admin, x_csrf_token=shown), 403, "csrf") == "x-csrf-token"
        assert invited(admin).status_code == 202
        assert admin.ask("GET", "/v1/people", x_csrf_token="").status_code == 200, "reading needs none"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_another_sites_page_changes_nothing(service: Running, headers: dict[str, str]) -> None:
    with service.http() as http:
        admin = joined(service, http, "ana@a.example", "admin")
        assert problem(invited(admin, **headers), 403, "csrf") == "origin"
        stranger = Browser(http)
        assert problem(stranger.sign_in("ana@a.example", **headers), 403, "csrf") == "origin"
        assert stranger.cookies == {}, "nobody is signed in to another's account"


def test_our_own_page_may(service: Running) -> None:
    with service.http() as http:
        admin = joined(service, http, "ana@a.example", "admin")
        assert invited(admin, origin=service.url, sec_fetch_site="same-origin").status_code == 202


def test_a_form_of_another_page_is_no_json(service: Running) -> None:
    with service.http() as http:
        joined(service, http, "ana@a.example")
        text = f'{{"email": "ana@a.example", "password": "{PASSWORD}"}}'
        for kind in ("text/plain", "application/x-www-form-urlencoded"):
            answer = http.post("/v1/session", content=text, headers={"content-type": kind})
            assert answer.status_code == 422 and "set-cookie" not in answer.headers


def test_no_page_may_frame_an_answer(service: Running) -> None:
    with service.http() as http:
        assert "frame-ancestors 'none'" in http.get("/v1/session").headers["content-security-policy"]
