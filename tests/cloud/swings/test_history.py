"""The history over HTTP: pages, filters, trends, likeness, notes; nobody else's."""

import uuid

import httpx
import pytest

from cloud.tokens.schemas import Scope
from tests.cloud.bay import Bay, now_ms, poses, swing, swing_report
from tests.cloud.devices.test_devices import problem
from tests.cloud.running import Running

pytestmark = pytest.mark.slow

DAY_MS = 86_400_000


def ids(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["swing_id"] for one in answer.json()["swings"]]


def test_pages_go_on_until_the_last(bay: Bay, people: httpx.Client) -> None:
    start = now_ms() - DAY_MS
    made = [swing(captured_at_ms=start + n // 3) for n in range(10)]
    bay.deliver(*[bay.result(one) for one in made])
    wanted = [s.swing_id for s in sorted(made, key=lambda s: (s.captured_at_ms, s.swing_id), reverse=True)]
    got: list[str] = []
    after: dict[str, str] = {}
    while True:
        answer = people.get("/v1/swings", params={"limit": 3, **after})
        got += ids(answer)
        if answer.json()["next_after"] is None:
            break
        after = {"after": answer.json()["next_after"]}
    assert got == wanted


def test_filters_of_club_bay_view_date_and_player(service: Running, bay: Bay, people: httpx.Client) -> None:
    now = now_ms()
    first, second = swing(club="driver", captured_at_ms=now - 5 * DAY_MS), swing(captured_at_ms=now - DAY_MS)
    down = swing_report().model_copy(update={"view": "down_the_line"})
    third = swing(report=down, captured_at_ms=now - 2 * DAY_MS)
    bay.deliver(*[bay.result(one) for one in (first, second, third)])
    with service.http() as http:
        other = Bay.joined(service, http, "Bay 2")
        fourth = swing(captured_at_ms=now - 3 * DAY_MS)
        other.deliver(other.result(fourth))
    player_id = str(uuid.uuid4())
    claimed = people.put(f"/v1/swings/{third.swing_id}/player", json={"player_id": player_id})
    assert claimed.status_code == 204
    asked: dict[str, dict[str, str | int]] = {
        first.swing_id: {"club": "driver"},
        third.swing_id: {"view": "down_the_line"},
        fourth.swing_id: {"bay": "Bay 2"},
        second.swing_id: {"from_ms": now - 36 * 3_600_000},
    }
    for swing_id, which in asked.items():
        assert ids(people.get("/v1/swings", params=which)) == [swing_id], which
    assert ids(people.get("/v1/swings", params={"player_id": player_id})) == [third.swing_id]
    until = {"until_ms": now - 60 * 3_600_000}
    assert ids(people.get("/v1/swings", params=until)) == [fourth.swing_id, first.swing_id]


def test_another_organisation_sees_nothing(service: Running, bay: Bay, people: httpx.Client) -> None:
    one, clip = swing(), b"clip"
    bay.deliver(bay.result(one), bay.keypoints(one.swing_id, poses()), bay.clip(one.swing_id, clip))
    player_id = str(uuid.uuid4())
    people.put(f"/v1/swings/{one.swing_id}/player", json={"player_id": player_id})
    people.put(f"/v1/swings/{one.swing_id}/note", json={"text": "secret arm"})
    with service.http(service.token(organisation="Other")) as other:
        address = f"/v1/swings/{one.swing_id}"
        for path in ("", "/poses", "/clip", "/nearest"):
            assert problem(other.get(address + path), 404, "not_found") == ""
        assert problem(other.put(address + "/note", json={"text": "x"}), 404, "not_found") == ""
        assert problem(other.put(address + "/player", json={"player_id": None}), 404, "not_found") == ""
        assert problem(other.delete(address + "/note"), 404, "not_found") == ""
        assert problem(other.delete(f"/v1/players/{player_id}"), 404, "not_found") == ""
        for which in ({}, {"player_id": player_id}, {"bay": "Bay 1"}):
            assert ids(other.get("/v1/swings", params=which)) == []
        assert ids(other.get("/v1/search", params={"words": "secret"})) == []
        assert other.get("/v1/devices").json() == {"devices": []}
    detail = people.get(f"/v1/swings/{one.swing_id}").json()
    assert (detail["note"], detail["player_id"]) == ("secret arm", player_id)


A_SWING = "01990a5d-ac96-774b-bcce-b302099a8057"
ROUTES: list[tuple[str, str, Scope]] = [
    ("GET", "/v1/swings", "swings:read"),
    ("GET", f"/v1/swings/{A_SWING}", "swings:read"),
    ("GET", f"/v1/swings/{A_SWING}/poses", "swings:read"),
    ("GET", f"/v1/swings/{A_SWING}/clip", "swings:read"),
    ("GET", f"/v1/swings/{A_SWING}/nearest", "swings:read"),
    ("GET", "/v1/trends?metric=tempo_ratio", "swings:read"),
    ("GET", "/v1/search?words=a", "swings:read"),
    ("GET", "/v1/devices", "swings:read"),
    ("GET", "/v1/live", "swings:read"),
    ("PUT", f"/v1/swings/{A_SWING}/note", "swings:write"),
    ("DELETE", f"/v1/swings/{A_SWING}/note", "swings:write"),
    ("PUT", f"/v1/swings/{A_SWING}/player", "swings:write"),
    ("DELETE", f"/v1/players/{A_SWING}", "players:erase"),
    ("GET", f"/v1/receipts/{A_SWING}", "players:erase"),
]


LESSER: dict[Scope, Scope] = {
    "swings:read": "swings:write",
    "swings:write": "swings:read",
    "players:erase": "swings:write",
}


def test_no_token_is_401_and_a_lesser_one_403(service: Running) -> None:
    tokens = {scope: service.token(lesser) for scope, lesser in LESSER.items()}
    with service.http() as http:
        for method, path, scope in ROUTES:
            assert problem(http.request(method, path), 401, "not_known") == "", path
            token = tokens[scope]
            shown = {"authorization": f"Bearer {token}"}
            assert problem(http.request(method, path, headers=shown), 403, "scope") == "", path
            wrong = {"authorization": f"Bearer {token[:-1]}{'0' if token[-1] != '0' else '1'}"}
            assert problem(http.request(method, path, headers=wrong), 401, "not_known") == "", path


def test_every_route_is_in_the_table_of_scopes(service: Running) -> None:
    """A new one that people may call without a scope must not slip through."""
    with service.http() as http:
        paths = http.get("/openapi.json").json()["paths"]
    known = {(method, path.split("?")[0].split("/")[2]) for method, path, _ in ROUTES}
    by_token = {
        (method.upper(), path.split("/")[2])
        for path, methods in paths.items()
        for method, operation in methods.items()
        if {"service token": []} in operation["security"]
    }
    assert by_token == known


def test_a_revoked_token_is_none(service: Running, people: httpx.Client) -> None:
    assert people.get("/v1/swings").status_code == 200
    token_id = people.headers["authorization"].split("_")[1]
    assert service.parts.tokens.revoke(token_id)
    assert problem(people.get("/v1/swings"), 401, "not_known") == ""


def test_a_token_that_has_ended_is_none(service: Running) -> None:
    ended = service.parts.tokens.add(service.organisation_id, ["swings:read"], "old", -1)
    with service.http(ended) as http:
        assert problem(http.get("/v1/swings"), 401, "not_known") == ""


def test_a_trend_of_a_player(bay: Bay, people: httpx.Client) -> None:
    start = (now_ms() - 60 * DAY_MS) // (7 * DAY_MS) * 7 * DAY_MS
    player_id = str(uuid.uuid4())
    for week, tempos in enumerate(((2.0, 2.5, 3.0), (3.0,))):
        for n, tempo in enumerate(tempos):
            one = swing(captured_at_ms=start + week * 7 * DAY_MS + n, report=swing_report(tempo))
            bay.deliver(bay.result(one))
            people.put(f"/v1/swings/{one.swing_id}/player", json={"player_id": player_id})
    asked: dict[str, str | int] = {
        "metric": "tempo_ratio",
        "player_id": player_id,
        "from_ms": start,
        "until_ms": now_ms(),
    }
    points = people.get("/v1/trends", params=asked).json()["points"]
    assert [(one["starts_at_ms"], one["count"], one["p50"]) for one in points] == [
        (start, 3, 2.5),
        (start + 7 * DAY_MS, 1, 3.0),
    ]
    assert points[0]["p10"] == pytest.approx(2.1) and points[0]["p90"] == pytest.approx(2.9)
    assert people.get("/v1/trends", params={**asked, "metric": "nothing"}).json()["points"] == []
    unbounded = {**asked, "from_ms": 0}
    assert problem(people.get("/v1/trends", params=unbounded), 422, "does_not_fit") == "query.from_ms"
    everyone = {name: value for name, value in asked.items() if name != "player_id"}
    assert problem(people.get("/v1/trends", params=everyone), 422, "does_not_fit") == "query.player_id"


def test_the_nearest_swings_come_first(bay: Bay, people: httpx.Client) -> None:
    made = [swing() for _ in range(4)]
    for one, bend in zip(made, (0, 150, 10, 60), strict=True):
        bay.deliver(bay.result(one), bay.keypoints(one.swing_id, poses(bend)))
    near = people.get(f"/v1/swings/{made[0].swing_id}/nearest").json()["neighbours"]
    assert [one["swing"]["swing_id"] for one in near] == [made[n].swing_id for n in (2, 3, 1)]
    assert 0 < near[0]["distance"] < near[1]["distance"] < near[2]["distance"] < 2
    bare = swing()
    bay.deliver(bay.result(bare))
    assert problem(people.get(f"/v1/swings/{bare.swing_id}/nearest"), 404, "not_found") == ""


def test_notes_are_written_found_and_removed(bay: Bay, people: httpx.Client) -> None:
    one = swing()
    bay.deliver(bay.result(one))
    address = f"/v1/swings/{one.swing_id}/note"
    assert people.put(address, json={"text": "Hips turned too early"}).status_code == 204
    assert ids(people.get("/v1/search", params={"words": "hip early"})) == [one.swing_id]
    assert ids(people.get("/v1/search", params={"words": "'; DROP TABLE swing --"})) == []
    assert people.delete(address).status_code == 204
    assert ids(people.get("/v1/search", params={"words": "hips"})) == []
    assert ids(people.get("/v1/swings")) == [one.swing_id]
