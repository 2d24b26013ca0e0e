"""From the code on the bay's screen to swings that are somebody's, in whatever order things come."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from cloud import janitor
from cloud.claims.service import ClaimService
from cloud.clock import now_ms
from cloud.secrets import sha256
from cloud.settings import ClaimsSection
from swingvision.typed_code import make_code
from swingvision.uuid7 import uuid7
from tests.cloud.bay import Bay, swing
from tests.cloud.browser import Browser, joined, member
from tests.cloud.devices.test_devices import problem
from tests.cloud.mail.test_letters import letters, link_in
from tests.cloud.running import Running

pytestmark = pytest.mark.slow

REFUSED = "This code is not known, was used, or is too old."


@pytest.fixture
def player(service: Running, http: httpx.Client) -> Browser:
    return member(service, http, "player")


def claim(browser: Browser, code: str) -> httpx.Response:
    return browser.ask("POST", "/v1/claims", {"code": code})


def states(browser: Browser) -> list[str]:
    return [one["state"] for one in browser.ask("GET", "/v1/claims").json()["claims"]]


def swings_of(browser: Browser) -> set[str]:
    return {one["swing_id"] for one in browser.ask("GET", "/v1/swings").json()["swings"]}


def test_who_shows_the_code_has_the_sessions_swings_and_those_to_come(bay: Bay, player: Browser) -> None:
    code, session_id = make_code(), uuid7()
    first, second, third = (swing(session_id=session_id, number=n) for n in (1, 2, 3))
    bay.deliver(bay.result(first), bay.result(second), bay.shown(code, session_id), bay.result(swing()))
    said = claim(player, f" {code.lower()} ").json()
    assert said["state"] == "yours" and said["session"]["swings"] == 2 and said["session"]["bay"] == "Bay 1"
    bay.deliver(bay.result(third))
    assert swings_of(player) == {one.swing_id for one in (first, second, third)}
    assert claim(player, code).json()["state"] == "yours", "showing it again is harmless"
    assert states(player) == ["yours"]


def test_a_claim_waits_for_a_bay_without_network(bay: Bay, player: Browser) -> None:
    code, session_id = make_code(), uuid7()
    said = claim(player, code).json()
    assert (said["state"], said["session"]) == ("waiting", None)
    one = swing(session_id=session_id)
    bay.deliver(bay.result(one))
    assert states(player) == ["waiting"] and swings_of(player) == set()
    bay.deliver(bay.shown(code, session_id))
    assert swings_of(player) == {one.swing_id} and states(player) == ["yours"]


def test_a_bays_wrong_clock_changes_nothing(bay: Bay, player: Browser) -> None:
    code, session_id, behind_ms = make_code(), uuid7(), 5 * 365 * 86_400_000
    made_ms = now_ms() - behind_ms
    bay.deliver(bay.shown(code, session_id, made_ms), sent_at_ms=made_ms + 1000)
    assert claim(player, code).json()["state"] == "yours"


def test_what_is_not_to_be_had_is_refused_alike(service: Running, bay: Bay, player: Browser) -> None:
    other = member(service, player.http, "player")
    stranger = member(service, player.http, "player", organisation="Other")
    used, old, foreign, owned = (make_code() for _ in range(4))
    session_id = uuid7()
    bay.deliver(
        bay.shown(used, session_id),
        bay.shown(old, uuid7(), now_ms() - 901_000),
        bay.shown(foreign, uuid7()),
        bay.shown(owned, session_id),
    )
    assert claim(other, used).json()["state"] == "yours"
    answers = [claim(player, code) for code in (used, old, owned)] + [claim(stranger, foreign)]
    for answer in answers:
        assert problem(answer, 403, "refused") == "body.code" and answer.json()["detail"] == REFUSED
        assert {**answer.json(), "instance": ""} == {**answers[0].json(), "instance": ""}
    assert problem(claim(player, "no code"), 422, "does_not_fit") == "body.code"
    assert swings_of(player) == set()


def test_a_claim_that_waited_is_refused_when_the_code_says_so(
    service: Running, bay: Bay, player: Browser
) -> None:
    """It had ended when it was shown, or is another organisation's."""
    stranger = member(service, player.http, "player", organisation="Other")
    old, foreign, session_id = make_code(), make_code(), uuid7()
    assert claim(player, old).json()["state"] == claim(stranger, foreign).json()["state"] == "waiting"
    one = swing(session_id=session_id)
    bay.deliver(bay.result(one), bay.shown(old, uuid7(), now_ms() - 901_000), bay.shown(foreign, session_id))
    assert states(player) == states(stranger) == ["refused"]
    assert service.parts.swings.one(service.organisation_id, one.swing_id).player_id is None


def test_a_code_that_somebody_waits_for_is_theirs(service: Running, bay: Bay, player: Browser) -> None:
    code, other = make_code(), member(service, player.http, "player")
    claim(player, code)
    assert problem(claim(other, code), 403, "refused") == "body.code"
    bay.deliver(bay.shown(code, uuid7()))
    assert states(player) == ["yours"] and states(other) == []


def test_codes_cannot_be_tried_for_long(player: Browser) -> None:
    answers = [claim(player, make_code()) for _ in range(11)]
    assert [one.status_code for one in answers] == [200] * 10 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 31


def test_a_stop_between_the_code_and_what_follows_is_made_good(
    service: Running, bay: Bay, player: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, session_id = make_code(), uuid7()
    claim(player, code)
    item, one = bay.shown(code, session_id), swing(session_id=session_id)
    bay.deliver(bay.result(one))
    with monkeypatch.context() as stopped:
        stopped.setattr(ClaimService, "arrived", lambda *_: None)
        assert bay.deliver(item) == ["accepted"]
    assert swings_of(player) == set()
    assert bay.deliver(item) == ["duplicate"], "the bay heard nothing, and sends it again"
    assert swings_of(player) == {one.swing_id}


def test_a_code_can_be_looked_at_before_signing_in(bay: Bay, player: Browser) -> None:
    code, session_id = make_code(), uuid7()

    def look() -> httpx.Response:
        return player.http.post("/v1/claims/look", json={"code": code})

    waiting = dict.fromkeys(("organisation", "session", "expires_at_ms", "kept_until_ms"))
    assert look().json() == {"state": "waiting", **waiting}
    bay.deliver(bay.result(swing(session_id=session_id)), bay.shown(code, session_id))
    said = look().json()
    assert (said["state"], said["organisation"], said["session"]["swings"]) == ("free", "Range", 1)
    assert 899_000 < said["expires_at_ms"] - now_ms() <= 900_000
    assert abs(said["kept_until_ms"] - now_ms() - 30 * 86_400_000) < 60_000
    claim(player, code)
    assert problem(look(), 403, "refused") == "body.code"


def test_who_shows_a_code_may_sign_up_as_a_player(service: Running, http: httpx.Client, bay: Bay) -> None:
    code = make_code()
    said = {"code": code, "email": "new@a.example"}
    assert problem(http.post("/v1/claims/sign-up", json=said), 409, "waiting") == "body.code"
    bay.deliver(bay.shown(code, uuid7()))
    known = joined(service, http, "known@a.example")
    for email in ("new@a.example", "known@a.example"):
        assert http.post("/v1/claims/sign-up", json={**said, "email": email}).status_code == 202
    (letter,) = letters(service)
    assert letter["to"] == "new@a.example", "who has an account gets no letter"
    new = Browser(http)
    assert new.use(link_in(letter), name="New").json()["roles"] == ["player"]
    assert claim(new, code).json()["state"] == "yours"
    assert problem(http.post("/v1/claims/sign-up", json=said), 403, "refused") == "body.code"
    assert known.person_id != new.person_id


def test_a_range_may_keep_accounts_to_invitations(service: Running, http: httpx.Client, bay: Bay) -> None:
    code = make_code()
    bay.deliver(bay.shown(code, uuid7()))
    service.parts.claims._settings = ClaimsSection(sign_up=False)
    said = {"code": code, "email": "new@a.example"}
    assert problem(http.post("/v1/claims/sign-up", json=said), 403, "by_invitation") == ""


def test_old_codes_and_claims_are_forgotten(service: Running, bay: Bay, player: Browser) -> None:
    code = make_code()
    bay.deliver(bay.shown(code, uuid7()))
    claim(player, code)
    claims = service.parts.claims
    claims._clock = lambda: now_ms() + 91 * 86_400_000
    janitor.step(service.parts)
    assert service.parts.store.claims.code(sha256(code)) is None and states(player) == []


def test_claims_over_http_at_once(service: Running, bay: Bay, http: httpx.Client) -> None:
    code, session_id = make_code(), uuid7()
    bay.deliver(bay.shown(code, session_id), bay.result(swing(session_id=session_id)))
    people = [member(service, http, "player") for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        answers = [one.status_code for one in pool.map(lambda one: claim(one, code), people)]
    assert sorted(answers) == [200] + [403] * 11
