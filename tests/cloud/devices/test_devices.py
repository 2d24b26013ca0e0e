"""Joining, proving, revoking: over HTTP, with real keys."""

import time
from pathlib import Path

import httpx
import pytest

from tests.cloud.bay import Bay
from tests.cloud.running import Running, running

pytestmark = pytest.mark.slow

IN_FORCE_S = 5.0


def problem(answer: httpx.Response, status: int, kind: str) -> str:
    """The field at fault."""
    said = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, said["status"]) == (status, status), answer.text
    assert said["type"] == f"urn:swingvision:problem:{kind}" and said["detail"]
    assert said["instance"] == f"urn:uuid:{answer.headers['x-request-id']}"
    return said["errors"][0]["field"] if said["errors"] else ""


def test_a_bay_joins_and_is_known_by_its_token(service: Running, bay: Bay, people: httpx.Client) -> None:
    assert bay.deliver() == []
    (one,) = people.get("/v1/devices").json()["devices"]
    assert (one["device_id"], one["bay"], one["revoked_at_ms"]) == (bay.device_id, "Bay 1", None)
    assert one["balance"] == {"captured": 0, "synced": 0, "queued": 0, "evicted": 0, "dead_lettered": 0}


def test_a_claim_code_is_good_for_one_key(service: Running) -> None:
    code = service.parts.devices.invite("Range", "Bay 1", 3600)
    with service.http() as http:
        first, second = Bay(http), Bay(http)
        joined = first.claim(code)
        assert joined.status_code == 200 and joined.json()["bay_name"] == "Bay 1"
        assert joined.json()["organisation_id"] == service.organisation_id
        assert first.claim(code).json() == joined.json(), "the answer was lost: asked again"
        assert problem(second.claim(code), 403, "refused") == "body.claim_code"


def test_codes_that_are_wrong_or_too_old_are_refused(service: Running) -> None:
    old = service.parts.devices.invite("Range", "Bay 1", -1)
    with service.http() as http:
        assert problem(Bay(http).claim(old), 403, "refused") == "body.claim_code"
        assert problem(Bay(http).claim("AAAA-BBBB-CCCC-DDDD"), 403, "refused") == "body.claim_code"
    assert service.parts.devices.list(None) == []


def test_a_claim_without_the_keys_own_signature_is_refused(service: Running) -> None:
    code = service.parts.devices.invite("Range", "Bay 1", 3600)
    with service.http() as http:
        thief, owner = Bay(http), Bay(http)
        thief.public_key = owner.public_key
        assert problem(thief.claim(code), 403, "refused") == "body.signature"
        assert owner.claim(code).status_code == 200


def test_a_signed_nonce_works_once(service: Running, bay: Bay) -> None:
    nonce = bay.nonce()
    assert bay.ask_token(nonce).status_code == 200
    assert problem(bay.ask_token(nonce), 403, "old_nonce") == "body.nonce"
    made_up = nonce[:-1] + ("0" if nonce[-1] != "0" else "1")
    assert problem(bay.ask_token(made_up), 403, "old_nonce") == "body.nonce"


def test_another_key_gets_no_token(service: Running, bay: Bay) -> None:
    with service.http() as http:
        other = Bay(http)
        other.device_id = bay.device_id
        assert problem(other.ask_token(), 403, "refused") == "body.signature"


@pytest.mark.parametrize("shown", [None, "nonsense", "a.b", "x.1.y", "é.9.z"])
def test_without_a_token_of_ours_nothing_is_taken(service: Running, bay: Bay, shown: str | None) -> None:
    bay.token = bay.token if shown is None else shown
    headers = {} if shown is None else {"authorization": f"Bearer {shown}".encode()}
    answer = bay.http.post("/v1/deliveries", json=bay.batch(), headers=headers)  # type: ignore[arg-type]
    assert problem(answer, 401, "not_known") == "" and answer.headers["www-authenticate"] == "Bearer"


def test_a_token_of_another_kind_is_none(service: Running, bay: Bay, people: httpx.Client) -> None:
    assert people.post("/v1/deliveries", json=bay.batch()).status_code == 401
    assert bay.http.get("/v1/swings", headers=bay.headers).status_code == 401
    bay.token = bay.nonce()
    assert bay.send().status_code == 401


@pytest.mark.slow
def test_a_revocation_is_in_force_within_five_seconds(service: Running, bay: Bay) -> None:
    assert bay.send().status_code == 200
    assert service.parts.devices.revoke(bay.device_id)
    deadline = time.monotonic() + IN_FORCE_S
    while (answer := bay.send()).status_code == 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert problem(answer, 403, "revoked") == ""
    assert problem(bay.ask_token(), 403, "revoked") == ""


def test_a_token_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(tmp_path, token_s=10) as service, service.http() as http:
        bay = Bay.joined(service, http)
        assert bay.send().status_code == 200
        monkeypatch.setattr("cloud.devices.service.now_ms", lambda: time.time_ns() // 1_000_000 + 11_000)
        assert problem(bay.send(), 401, "not_known") == ""


def test_a_restart_forgets_no_device_and_no_token(tmp_path: Path) -> None:
    with running(tmp_path) as service, service.http() as http:
        bay = Bay.joined(service, http)
    with running(tmp_path) as service, service.http() as http:
        bay.http = http
        assert bay.send().status_code == 200


def test_organisations_of_one_name_are_one(service: Running) -> None:
    assert service.parts.organisations.named(" RANGE ") == service.organisation_id
    assert service.parts.organisations.named("Other") != service.organisation_id
