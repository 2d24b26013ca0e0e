"""A player's data ends: rows, poses, clips, notes, and the copies on the bays."""

import uuid
from pathlib import Path

import httpx
import pytest

from cloud import janitor
from cloud.players.service import PlayerService
from cloud.objects import ObjectsUnavailable
from tests.cloud.bay import Bay, poses, swing
from tests.cloud.clips.test_tus import Upload
from tests.cloud.devices.test_devices import problem
from tests.cloud.running import Running


def files(service: Running) -> list[Path]:
    return [path for path in (service.data / "objects").rglob("*") if path.is_file()]


def test_everything_of_a_player_goes_and_the_bays_are_told(
    service: Running, bay: Bay, people: httpx.Client
) -> None:
    player_id = str(uuid.uuid4())
    mine, kept = swing(), swing()
    clip = b"clip" * 1000
    for one in (mine, kept):
        bay.deliver(bay.result(one), bay.keypoints(one.swing_id, poses()))
    late = bay.clip(mine.swing_id, clip)
    bay.deliver(late)
    upload = Upload(bay, clip, mine.swing_id)
    upload.patch(upload.begin(), 0, clip)
    people.put(f"/v1/swings/{mine.swing_id}/player", json={"player_id": player_id})
    people.put(f"/v1/swings/{mine.swing_id}/note", json={"text": "private words"})
    assert len(files(service)) == 3

    receipt = people.delete(f"/v1/players/{player_id}").json()
    assert receipt["swings"] == [mine.swing_id] and receipt["finished_at_ms"] is not None
    assert receipt["bays"] == [{"device_id": bay.device_id, "told": 1, "done": 0}]
    assert people.get(f"/v1/swings/{mine.swing_id}").status_code == 404
    assert people.get("/v1/search", params={"words": "private"}).json()["swings"] == []
    (left,) = files(service)
    assert kept.swing_id in str(left)
    assert b"private" not in (service.data / "cloud.db").read_bytes()

    answer = bay.send(bay.keypoints(mine.swing_id, poses()), bay.result(mine, revision=2)).json()
    assert [one["verdict"] for one in answer["verdicts"]] == ["rejected", "rejected"]
    assert files(service) == [left], "what comes late leaves nothing"
    (told,) = answer["instructions"]
    assert (told["kind"], told["swing_ids"]) == ("delete_swings", [mine.swing_id])
    assert bay.send().json()["instructions"] == [told], "said until it is done"
    bay.send(acknowledged=[told["instruction_id"]])
    assert bay.send().json()["instructions"] == []
    after = people.get(f"/v1/receipts/{receipt['receipt_id']}").json()
    assert after["bays"] == [{"device_id": bay.device_id, "told": 1, "done": 1}]
    assert problem(people.delete(f"/v1/players/{player_id}"), 404, "not_found") == ""


def test_an_interrupted_deletion_is_carried_on(
    service: Running, bay: Bay, people: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    player_id, one = str(uuid.uuid4()), swing()
    bay.deliver(bay.result(one), bay.keypoints(one.swing_id, poses()))
    people.put(f"/v1/swings/{one.swing_id}/player", json={"player_id": player_id})

    def fails(*_: object) -> None:
        raise ObjectsUnavailable("no disk")

    players: PlayerService = service.parts.players
    with monkeypatch.context() as patched:
        patched.setattr(players._objects, "remove_all", fails)
        assert people.delete(f"/v1/players/{player_id}").status_code == 503
    assert len(files(service)) == 1
    janitor.step(service.parts)
    assert files(service) == [] and people.get(f"/v1/swings/{one.swing_id}").status_code == 404
    assert len(bay.send().json()["instructions"]) == 1


def test_another_organisations_receipt_is_none(service: Running, bay: Bay, people: httpx.Client) -> None:
    player_id, one = str(uuid.uuid4()), swing()
    bay.deliver(bay.result(one))
    people.put(f"/v1/swings/{one.swing_id}/player", json={"player_id": player_id})
    receipt_id = people.delete(f"/v1/players/{player_id}").json()["receipt_id"]
    with service.http(service.token(organisation="Other")) as other:
        assert problem(other.get(f"/v1/receipts/{receipt_id}"), 404, "not_found") == ""
