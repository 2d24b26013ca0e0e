"""Pages from elsewhere cannot use the service: a foreign Host (DNS rebinding) or Origin is refused."""

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from edge.messages import Golfer, Problem
from tests.edge.live.conftest import Service

DRIVER = Golfer(club="driver").model_dump()
FOREIGN_HOSTS = [
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1.evil.example",
    "192.168.1.7",
    "[::2]",
    "",
    "a:b:c",
]
FOREIGN_ORIGINS = [
    "http://evil.example",
    "http://evil.example:{port}",
    "http://localhost:1",
    "http://localhost",
    "https://localhost:{port}",
    "http://localhost.evil.example:{port}",
    "http://localhost:{port}@evil.example",
    "http://[",
    "null",
    "file://",
]


def test_loopback_names_are_answered(service: Service) -> None:
    with service.http as http:
        for host in ("localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}", "LOCALHOST", "localhost:9000"):
            answer = http.get("/healthz", headers={"host": host.format(port=service.port)})
            assert answer.status_code == 200, host


def test_a_foreign_host_is_refused_everywhere(service: Service) -> None:
    with service.http as http:
        for host in FOREIGN_HOSTS:
            for path in ("/", "/api/status", "/api/swings", "/docs", "/openapi.json"):
                answer = http.get(path, headers={"host": host.format(port=service.port)})
                assert answer.status_code == 403, (host, path)
                assert Problem.model_validate_json(answer.content).problem == "refused"


def test_a_foreign_origin_changes_nothing(service: Service) -> None:
    with service.http as http:
        for origin in FOREIGN_ORIGINS:
            headers = {"origin": origin.format(port=service.port)}
            for answer in (
                http.put("/api/golfer", json=DRIVER, headers=headers),
                http.post("/api/session/new", headers=headers),
            ):
                assert answer.status_code == 403, origin
                assert Problem.model_validate_json(answer.content).problem == "refused"
    assert service.bay.golfer == Golfer() and service.bay.sessions_ended == 0


def test_the_pages_own_origin_is_served(service: Service) -> None:
    for name in ("localhost", "127.0.0.1", "[::1]"):
        origin = f"http://{name}:{service.port}"
        with service.http as http:
            assert http.put("/api/golfer", json=DRIVER, headers={"origin": origin}).status_code == 200, name
        with service.page(origin=origin) as page:
            assert '"type":"state"' in str(page.recv(5)), name


def test_a_foreign_origin_gets_no_websocket(service: Service) -> None:
    for origin in FOREIGN_ORIGINS:
        with pytest.raises(InvalidStatus, match="403"):
            with service.page(origin=origin.format(port=service.port)):
                pass


def test_a_foreign_host_gets_no_websocket(service: Service) -> None:
    handshake = {
        "host": "evil.example",
        "connection": "upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "c3dpbmcgdGhlIGNsdWIhIQ==",
    }
    with service.http as http:
        assert http.get("/ws", headers=handshake).status_code == 403


def test_every_answer_carries_the_security_headers(service: Service) -> None:
    with service.http as http:
        answers: list[httpx.Response] = [
            http.get(path)
            for path in ("/", "/healthz", "/api/nothing", "/docs", "/icon.svg", "/api/swings?limit=x")
        ]
        answers.append(http.get("/", headers={"host": "evil.example"}))
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-embedder-policy"] == "require-corp"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'") and "unsafe-inline" not in policy
        assert "server" not in answer.headers
