"""People over HTTP: who lists, changes and removes whom; consent; names of every script."""

import httpx
import pytest

from swingvision.uuid7 import uuid7
from tests.cloud.bay import Bay, poses, swing
from tests.cloud.browser import Browser, joined, member
from tests.cloud.devices.test_devices import problem
from tests.cloud.live.test_live import watching
from tests.cloud.running import Running

pytestmark = pytest.mark.slow

NAMES = [
    "عَلِيّ بن سعيد",
    "שרה כהן",
    "Zoë Müller-Ñandú",
    "李小龍",
    "👩‍👩‍👧 Family 🏌🏽‍♀️",
    "O'Brien <b>&amp;",
]


def ids(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["swing_id"] for one in answer.json()["swings"]]


def delivered(service: Running, bay: Bay, player: Browser | None = None) -> str:
    one = swing()
    assert bay.deliver(bay.result(one)) == ["accepted"]
    if player is not None:
        service.parts.store.players.claim([one.swing_id], player.person_id)
    return one.swing_id


def test_a_coach_sees_who_said_yes_until_they_say_no(service: Running, bay: Bay, http: httpx.Client) -> None:
    pia, ben = member(service, http, "player", name="Pia"), member(service, http, "player", name="Ben")
    cora = member(service, http, "coach", name="Cora")
    hers, his, nobodys = delivered(service, bay, pia), delivered(service, bay, ben), delivered(service, bay)
    (coach,) = pia.ask("GET", "/v1/coaches").json()["people"]
    assert coach == {"person_id": cora.person_id, "name": "Cora"}
    assert cora.ask("GET", "/v1/players").json()["people"] == []
    consent = f"/v1/consents/{cora.person_id}"
    assert pia.ask("PUT", consent).status_code == 204
    assert [one["name"] for one in cora.ask("GET", "/v1/players").json()["people"]] == ["Pia"]
    assert ids(cora.ask("GET", f"/v1/swings?player_id={pia.person_id}")) == [hers]
    assert cora.ask("PUT", f"/v1/swings/{hers}/note", {"text": "well hit"}).status_code == 204
    for unseen in (his, nobodys):
        assert problem(cora.ask("GET", f"/v1/swings/{unseen}"), 404, "not_found") == ""
    assert problem(cora.ask("GET", "/v1/swings"), 422, "does_not_fit") == "query.player_id"
    assert pia.ask("DELETE", consent).status_code == 204
    assert problem(cora.ask("GET", f"/v1/swings/{hers}"), 404, "not_found") == ""
    (told,) = pia.ask("GET", "/v1/consents").json()["consents"]
    assert told["coach_id"] == cora.person_id and told["withdrawn_at_ms"] is not None
    assert pia.ask("PUT", consent).status_code == 204
    assert cora.ask("GET", f"/v1/swings/{hers}").status_code == 200, "and yes again"


def test_a_player_sees_their_own_and_an_admin_all(service: Running, bay: Bay, http: httpx.Client) -> None:
    pia, ben = member(service, http, "player"), member(service, http, "player")
    admin, operator = member(service, http, "admin"), member(service, http, "operator")
    hers, his, nobodys = delivered(service, bay, pia), delivered(service, bay, ben), delivered(service, bay)
    assert ids(pia.ask("GET", "/v1/swings")) == [hers]
    assert ids(pia.ask("GET", f"/v1/swings?bay=Bay 1&player_id={pia.person_id}")) == [hers]
    assert problem(pia.ask("GET", f"/v1/swings?player_id={ben.person_id}"), 404, "not_found") == ""
    assert sorted(ids(admin.ask("GET", "/v1/swings"))) == sorted([hers, his, nobodys])
    assert [one["bay"] for one in operator.ask("GET", "/v1/devices").json()["devices"]] == ["Bay 1"]
    assert problem(operator.ask("GET", f"/v1/swings/{hers}"), 403, "role") == ""


def test_search_and_likeness_stay_with_the_player(service: Running, bay: Bay, http: httpx.Client) -> None:

    pia, ben = member(service, http, "player"), member(service, http, "player")
    made = []
    for player in (pia, pia, ben):
        made.append(delivered(service, bay, player))
        bay.deliver(bay.keypoints(made[-1], poses()))
        service.parts.store.swings.note(made[-1], "left arm")
    found = pia.ask("GET", f"/v1/swings/{made[0]}/nearest").json()["neighbours"]
    assert [one["swing"]["swing_id"] for one in found] == [made[1]]
    assert sorted(ids(pia.ask("GET", "/v1/search?words=arm"))) == sorted(made[:2])


@pytest.mark.slow
def test_a_stream_ends_with_the_right_to_it(service: Running, bay: Bay, http: httpx.Client) -> None:
    pia, cora = member(service, http, "player"), member(service, http, "coach")
    consent = f"/v1/consents/{cora.person_id}"
    pia.ask("PUT", consent)
    with service.http() as second:
        second.headers = httpx.Headers(cora.headers)
        with watching(second, player_id=pia.person_id) as stream:
            pia.ask("DELETE", consent)
            with pytest.raises(AssertionError, match="the stream ended"):
                stream.next()


def test_an_admin_lists_changes_and_removes(service: Running, http: httpx.Client) -> None:
    admin, ben = member(service, http, "admin", name="Ada"), member(service, http, "coach", name="Ben")
    listed = admin.ask("GET", "/v1/people").json()["people"]
    assert [(one["name"], one["roles"]) for one in listed] == [("Ada", ["admin"]), ("Ben", ["coach"])]
    assert "password" not in str(listed)
    assert problem(ben.ask("GET", "/v1/people"), 403, "role") == ""
    address = f"/v1/people/{ben.person_id}"
    assert admin.ask("PUT", f"{address}/roles", {"roles": ["admin", "coach"]}).status_code == 204
    assert ben.ask("GET", "/v1/people").status_code == 200, "in force with the next request"
    assert admin.ask("DELETE", address).status_code == 204
    assert problem(ben.ask("GET", "/v1/people"), 401, "signed_out") == ""
    assert problem(admin.ask("DELETE", address), 404, "not_found") == ""
    assert problem(admin.ask("DELETE", f"/v1/people/{uuid7()}"), 404, "not_found") == ""


def test_an_admin_cannot_leave_nobody(service: Running, http: httpx.Client) -> None:
    admin = member(service, http, "admin")
    address = f"/v1/people/{admin.person_id}"
    assert (
        problem(admin.ask("PUT", f"{address}/roles", {"roles": ["player"]}), 409, "conflict") == "body.roles"
    )
    assert problem(admin.ask("DELETE", address), 409, "conflict") == ""


@pytest.mark.parametrize("roles", [[], ["king"], "admin", ["admin"] * 9, None])
def test_what_is_no_role_is_refused(service: Running, http: httpx.Client, roles: object) -> None:
    admin, ben = member(service, http, "admin"), member(service, http, "coach")
    answer = admin.ask("PUT", f"/v1/people/{ben.person_id}/roles", {"roles": roles})
    assert problem(answer, 422, "does_not_fit").startswith("body.roles")


def test_consent_is_for_coaches_of_the_house(service: Running, http: httpx.Client) -> None:
    pia, ben = member(service, http, "player"), member(service, http, "player")
    elsewhere = member(service, http, "coach", organisation="Other")
    for somebody in (ben.person_id, elsewhere.person_id, uuid7()):
        assert problem(pia.ask("PUT", f"/v1/consents/{somebody}"), 404, "not_found") == ""


@pytest.mark.parametrize("name", NAMES)
def test_every_script_is_a_name(service: Running, http: httpx.Client, name: str) -> None:
    somebody = joined(service, http, "ana@a.example", name=f"  {name} ")
    assert somebody.ask("GET", "/v1/session").json()["name"] == name


@pytest.mark.parametrize("name", ["", " ", "a\x00b", "a\x1b[31m", "\u202eadmin", "a\u2066b", "x" * 81])
def test_what_would_write_over_its_neighbours_is_no_name(
    service: Running, http: httpx.Client, name: str
) -> None:
    link = service.parts.links.invite(service.organisation_id, "ana@a.example", ("player",))
    assert problem(Browser(http).use(link, name=name), 422, "does_not_fit") == "body.name"
