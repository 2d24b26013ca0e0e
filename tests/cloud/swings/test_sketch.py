"""What a list draws of a swing, as it is answered to who may see it."""

import httpx

from cloud.swings.sketch import sketch_of
from swingvision.report import Cue
from tests.cloud.bay import Bay, swing, swing_report
from tests.cloud.browser import member
from tests.cloud.running import Running


def test_events_stand_by_their_distance_from_impact() -> None:
    found = sketch_of(swing(number=7).model_dump_json())
    assert found is not None and found.number == 7
    assert found.events["impact"] == 0 and found.events["top"] == -0.3 and found.events["finish"] == 0.4
    assert (
        (found.tempo_low, found.tempo_high) == (2.9, 3.1)
        and found.tempo_withheld is None
        and found.cue is None
    )


def test_a_withheld_tempo_keeps_its_reason_and_no_impact_means_no_events() -> None:
    report = swing_report()
    tempo = report.metrics["tempo_ratio"].model_copy(
        update={"value": None, "low": None, "high": None, "withheld": "the top was not seen"}
    )
    events = report.events.model_copy(update={"impact": None})
    cue = Cue(
        fault="x", tone="keep", words="Keep this tempo", evidence="", metric=None, event="top", drill=None
    )
    said = report.model_copy(update={"metrics": {"tempo_ratio": tempo}, "events": events, "cue": cue})
    found = sketch_of(swing(report=said).model_dump_json())
    assert found is not None and found.events == {} and found.tempo_low is None
    assert found.tempo_withheld == "the top was not seen"
    assert found.cue is not None and found.cue.praise and found.cue.event == "top"


def test_a_body_that_is_no_swings_has_none() -> None:
    assert sketch_of('{"swing": "as delivered"}') is None


def test_it_is_there_where_it_was_asked_for(bay: Bay, people: httpx.Client) -> None:
    one = swing()
    assert bay.deliver(bay.result(one)) == ["accepted"]
    (plain,) = people.get("/v1/swings").json()["swings"]
    (drawn,) = people.get("/v1/swings?sketch=true").json()["swings"]
    assert plain["sketch"] is None and drawn["sketch"]["tempo_low"] == 2.9
    assert {**drawn, "sketch": None} == plain


def test_a_coach_gets_the_newest_swing_of_each_player_who_said_yes(
    service: Running, bay: Bay, http: httpx.Client
) -> None:
    pia, ben = (member(service, http, "player", name=name) for name in ("Pia", "Ben"))
    cora = member(service, http, "coach", name="Cora")
    older, newer, bens = swing(captured_at_ms=1_790_000_000_000), swing(), swing()
    bay.deliver(*map(bay.result, (newer, older, bens)))
    service.parts.store.players.claim([older.swing_id, newer.swing_id], pia.person_id)
    service.parts.store.players.claim([bens.swing_id], ben.person_id)
    assert pia.ask("PUT", f"/v1/consents/{cora.person_id}").status_code == 204
    (one,) = cora.ask("GET", "/v1/players?last=true").json()["people"]
    assert one["name"] == "Pia" and one["last"]["swing_id"] == newer.swing_id
    assert one["last"]["sketch"]["number"] == 1
    (without,) = cora.ask("GET", "/v1/players").json()["people"]
    assert without["last"] is None
