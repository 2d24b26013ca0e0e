"""The HTTP interface over a real server and a real store."""

import re
import socket
import uuid

import httpx
import pytest
from fastapi import FastAPI

from edge.live import LiveServer, PortTaken
from edge.messages import (
    BayStatus,
    ClaimOffer,
    Golfer,
    Health,
    Problem,
    ReplayPoses,
    StateMessage,
    Swing,
    SwingPage,
)
from tests.edge.live.conftest import Service
from tests.edge.samples import record_clip, sample_poses, sample_swing

JSON = {"content-type": "application/json"}


def saved(service: Service, number: int = 1) -> Swing:
    swing = service.store.save_swing(sample_swing(number, "session"), sample_poses())
    return service.store.attach_clip(swing.swing_id, record_clip(service.store.incoming / "r.mp4"))


def problem(response: httpx.Response, status: int) -> str:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/json"
    words = Problem.model_validate_json(response.content).words
    assert re.fullmatch(r"[A-Z].*[.)]", words, re.DOTALL), f"no sentence: {words}"
    return words


def test_health_status_and_swings_are_answered_as_the_document_says(service: Service) -> None:
    swings = [saved(service, number) for number in (1, 2, 3)]
    with service.http as http:
        assert Health.model_validate_json(http.get("/healthz").content).ok
        assert BayStatus.model_validate_json(http.get("/api/status").content) == service.bay.state().status
        page = SwingPage.model_validate_json(http.get("/api/swings?session_id=session&limit=2").content)
        assert page.swings == [swings[2], swings[1]] and page.next_before is not None
        rest = http.get("/api/swings", params={"limit": 2, "before": page.next_before})
        assert SwingPage.model_validate_json(rest.content).swings == [swings[0]]
        one = http.get(f"/api/swings/{swings[0].swing_id}")
        assert Swing.model_validate_json(one.content) == swings[0]
        poses = ReplayPoses.model_validate_json(http.get(str(swings[0].poses_url)).content)
        assert poses == service.store.poses(swings[0].swing_id)


def test_golfer_and_new_session_reach_the_bay(service: Service) -> None:
    golfer = Golfer(handedness="left", club="wedge")
    with service.http as http:
        answered = http.put("/api/golfer", json=golfer.model_dump())
        assert Golfer.model_validate_json(answered.content) == golfer == service.bay.golfer
        assert http.post("/api/session/new").status_code == 204
    assert service.bay.sessions_ended == 1


def test_a_clip_is_answered_whole_and_in_ranges(service: Service) -> None:
    swing = saved(service)
    path = service.store.clip_path(swing.swing_id)
    assert path is not None and swing.clip_url is not None
    content = path.read_bytes()
    with service.http as http:
        whole = http.get(swing.clip_url)
        assert (whole.status_code, whole.content) == (200, content)
        assert whole.headers["content-type"] == "video/mp4"
        assert whole.headers["accept-ranges"] == "bytes"
        assert whole.headers["etag"] == f'"{path.stem}"'
        for asked, first, last in (
            ("bytes=0-99", 0, 99),
            ("bytes=100-", 100, len(content) - 1),
            ("bytes=-50", len(content) - 50, len(content) - 1),
            (f"bytes=10-{len(content) + 1000}", 10, len(content) - 1),
        ):
            part = http.get(swing.clip_url, headers={"range": asked})
            assert (part.status_code, part.content) == (206, content[first : last + 1]), asked
            assert part.headers["content-range"] == f"bytes {first}-{last}/{len(content)}"
            assert part.headers["content-length"] == str(last - first + 1)
        beyond = http.get(swing.clip_url, headers={"range": f"bytes={len(content)}-"})
        assert beyond.status_code == 416
        assert beyond.headers["content-range"] == f"bytes */{len(content)}"
        changed = http.get(swing.clip_url, headers={"range": "bytes=0-9", "if-range": '"other"'})
        assert (changed.status_code, changed.content) == (200, content)


def raw_answer(service: Service, path: str) -> bytes:
    """By hand: a client library would tidy the path up before it is sent."""
    with socket.create_connection(("127.0.0.1", service.port), 5) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: raw.recv(65536), b""))


def test_a_path_trick_finds_nothing(service: Service) -> None:
    saved(service)
    for path in (
        "/api/swings/..%2f..%2fswings.db",
        "/api/swings/..%2f..%2f..%2fetc%2fpasswd/clip",
        "/api/swings/../../../etc/passwd",
        "/api/swings/%2e%2e/clip",
        "/api/swings/%00/clip",
        "/api/swings/%ff/clip",
        "/api/swings/'%20OR%201=1%20--/clip",
        f"/api/swings/{'x' * 5000}/poses",
        f"/api/swings/{uuid.uuid4()}",
        f"/api/swings/{uuid.uuid4()}/clip",
        f"/api/swings/{uuid.uuid4()}/poses",
        "/api/nothing",
        "/../swings.db",
        "/..%2f..%2fswings.db",
        "/_next/static/%2e%2e/%2e%2e/%2e%2e/x",
        "//etc/passwd",
        "/docs/assets/..%2fcore.py",
        "/%00",
        f"/{'x' * 5000}",
    ):
        assert raw_answer(service, path).startswith(b"HTTP/1.1 404 "), path
    assert raw_answer(service, "/api/swings").startswith(b"HTTP/1.1 200 ")


def test_bad_requests_get_one_sentence(service: Service) -> None:
    with service.http as http:
        assert "query.limit" in problem(http.get("/api/swings?limit=0"), 422)
        assert "query.limit" in problem(http.get("/api/swings?limit=many"), 422)
        assert "body.club" in problem(http.put("/api/golfer", json={"club": "umbrella"}), 422)
        assert "JSON" in problem(http.put("/api/golfer", content=b"{", headers=JSON), 422)
        problem(http.delete("/api/golfer"), 404)
        problem(http.put("/api/golfer", content=b"x" * 20_000), 413)
        problem(http.put("/api/golfer", content=iter([b"x"])), 411)
    assert service.bay.golfer == Golfer()


def test_a_store_that_fails_is_said_and_the_service_stays(service: Service) -> None:
    database = service.store.data_dir / "swings.db"
    service.store._database.close()
    database.rename(service.store.data_dir / "elsewhere")
    database.mkdir()
    with service.http as http:
        assert "swings.db" in problem(http.get("/healthz"), 503)
        assert "swings.db" in problem(http.get("/api/swings"), 503)
        assert http.get("/api/status").status_code == 200
        database.rmdir()
        (service.store.data_dir / "elsewhere").rename(database)
        assert http.get("/healthz").status_code == 200


def test_an_unexpected_error_is_said_without_its_details(
    service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> StateMessage:
        raise ZeroDivisionError("the secret detail")

    monkeypatch.setattr(service.bay, "state", fails)
    with service.http as http:
        answer = http.get("/api/status")
    assert "log says why" in problem(answer, 500) and "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "the secret detail" in capsys.readouterr().out


def test_a_taken_port_is_said(service: Service) -> None:
    with pytest.raises(PortTaken, match=f"cannot listen on 127.0.0.1:{service.port}: .*choose another"):
        LiveServer(FastAPI(), service.port)


def test_the_service_listens_on_loopback_only(service: Service) -> None:
    assert service.url == f"http://127.0.0.1:{service.port}/"
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in others - {"127.0.0.1"}:
        with socket.socket() as raw:
            raw.settimeout(1)
            assert raw.connect_ex((str(address), service.port)) != 0, address


def test_a_code_is_offered_for_the_session_on_the_screen(service: Service) -> None:
    with service.http as http:
        offer = ClaimOffer.model_validate_json(
            http.post("/api/claims", json={"session_id": "session"}).content
        )
        assert offer.session_id == "session" and offer.url.endswith(f"#{offer.code}")
        assert "over" in problem(http.post("/api/claims", json={"session_id": "the last one"}), 404)
        problem(http.post("/api/claims", json={}), 422)
