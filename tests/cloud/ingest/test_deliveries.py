"""Batches over HTTP: what is accepted is in the history, once, whatever else was in the batch."""

import json
import uuid
from pathlib import Path

import httpx
import numpy as np
import pytest
import zstandard

from swingvision.pose_codec import decode
from swingvision.uuid7 import uuid7
from tests.cloud.bay import Bay, now_ms, poses, swing, swing_report
from tests.cloud.contract.delayed import DelayedDatabase
from cloud.sqlite import SqliteStore
from tests.cloud.running import Running, running

pytestmark = pytest.mark.slow

YEAR_MS = 366 * 86_400_000


def history(people: httpx.Client, **which: str) -> list[dict[str, object]]:
    swings: list[dict[str, object]] = people.get("/v1/swings", params=which).json()["swings"]
    return swings


def test_a_swing_is_in_the_history_with_its_poses(bay: Bay, people: httpx.Client) -> None:
    one, series = swing(), poses()
    assert bay.deliver(bay.result(one), bay.keypoints(one.swing_id, series)) == ["accepted", "accepted"]
    (shown,) = history(people)
    assert (shown["swing_id"], shown["bay"], shown["captured_at_exact"]) == (one.swing_id, "Bay 1", True)
    assert shown["metrics"] == {"tempo_ratio": 3.0, "hogan_plane_deg": None}
    detail = people.get(f"/v1/swings/{one.swing_id}").json()
    assert detail["swing"] == json.loads(one.model_dump_json())
    assert detail["captured_at_ms"] == one.captured_at_ms
    read = people.get(detail["poses"])
    assert read.headers["content-type"] == "application/vnd.swingvision.poses"
    assert np.allclose(decode(read.content).points, series.points, atol=1 / 16)


def test_a_repeat_is_a_duplicate_whatever_answer_was_lost(bay: Bay, people: httpx.Client) -> None:
    items = [bay.result(swing()) for _ in range(3)]
    items.append(bay.keypoints(items[0]["swing_id"], poses()))
    assert bay.deliver(*items) == ["accepted"] * 4
    assert bay.deliver(*reversed(items)) == ["duplicate"] * 4
    assert len(history(people)) == 3


def test_poison_stops_none_of_the_others(bay: Bay, people: httpx.Client) -> None:
    good = [bay.result(swing()) for _ in range(4)]
    poison = [
        bay.item("result", '{"not": "a swing"}', uuid7()),
        {**bay.result(swing()), "body_sha256": "0" * 64},
        bay.item("keypoints", "no base64!", uuid7()),
        bay.item("keypoints", "AAAA", uuid7()),
        bay.item("smoke_signal", "{}", None),
        {**bay.result(swing()), "seq": 0},
        {**bay.result(swing()), "extra": 1},
        {"delivery_id": uuid7()},
    ]
    mixed = [one for pair in zip(good, poison[:4], strict=True) for one in pair] + poison[4:]
    verdicts = bay.deliver(*mixed)
    assert verdicts == ["accepted", "rejected"] * 4 + ["rejected"] * 4
    assert {one["swing_id"] for one in history(people)} == {one["swing_id"] for one in good}


def test_order_does_not_matter_and_poses_wait_for_their_swing(bay: Bay, people: httpx.Client) -> None:
    one, other = swing(), swing(captured_at_ms=now_ms() - 5000)
    result = bay.result(one)
    assert bay.deliver(bay.keypoints(one.swing_id, poses(40))) == ["accepted"]
    assert history(people) == []
    assert bay.deliver(bay.result(other), bay.keypoints(other.swing_id, poses()), result) == ["accepted"] * 3
    assert [shown["swing_id"] for shown in history(people)] == [one.swing_id, other.swing_id]
    (near,) = people.get(f"/v1/swings/{one.swing_id}/nearest").json()["neighbours"]
    assert near["swing"]["swing_id"] == other.swing_id and 0 < near["distance"] < 1


def test_revisions_go_up_only(bay: Bay, people: httpx.Client) -> None:
    one = swing()
    second = one.model_copy(update={"report": swing_report(3.4)})
    third = one.model_copy(update={"report": swing_report(3.6)})
    assert bay.deliver(bay.result(one), bay.result(third, revision=3)) == ["accepted", "accepted"]
    assert bay.deliver(bay.result(second, revision=2)) == ["duplicate"]
    detail = people.get(f"/v1/swings/{one.swing_id}").json()
    assert (detail["revision"], detail["metrics"]["tempo_ratio"]) == (3, 3.6)


def test_another_devices_swing_is_refused(service: Running, bay: Bay, people: httpx.Client) -> None:
    one = swing()
    bay.deliver(bay.result(one))
    with service.http() as http:
        thief = Bay.joined(service, http, "Bay 2")
        stolen = thief.result(one.model_copy(update={"club": "putter"}), revision=7)
        assert thief.deliver(stolen, thief.keypoints(one.swing_id, poses())) == ["rejected", "rejected"]
    detail = people.get(f"/v1/swings/{one.swing_id}").json()
    assert (detail["club"], detail["bay"], detail["poses"]) == ("iron", "Bay 1", None)


@pytest.mark.parametrize("wrong_ms", [-9 * YEAR_MS, 40 * YEAR_MS, -3_600_000, 20_000])
def test_a_wrong_clock_is_corrected_and_the_bay_is_told(
    bay: Bay, people: httpx.Client, wrong_ms: int
) -> None:
    true_ms = now_ms() - 60_000
    one = swing(captured_at_ms=true_ms + wrong_ms)
    answer = bay.send(bay.result(one), sent_at_ms=now_ms() + wrong_ms).json()
    assert answer["verdicts"][0]["verdict"] == "accepted"
    assert abs(answer["server_time_ms"] - now_ms()) < 60_000
    (shown,) = history(people)
    assert abs(int(str(shown["captured_at_ms"])) - true_ms) < 30_000 and shown["captured_at_exact"]
    told = [one for one in bay.send().json()["instructions"] if one["kind"] == "clock_offset"]
    if abs(wrong_ms) > 60_000:
        assert len(told) == 1 and abs(told[0]["offset_ms"] + wrong_ms) < 30_000
        bay.send(acknowledged=[told[0]["instruction_id"]])
        assert bay.send().json()["instructions"] == []
    else:
        assert told == []


def test_a_time_that_cannot_be_true_is_said_to_be_inexact(bay: Bay, people: httpx.Client) -> None:
    old, new = swing(captured_at_ms=12_345), swing(captured_at_ms=now_ms() + 5 * YEAR_MS)
    bay.deliver(bay.result(old), bay.result(new))
    for shown in history(people):
        assert not shown["captured_at_exact"] and shown["captured_at_ms"] == shown["received_at_ms"]


def test_an_earlier_boots_clock_is_not_corrected_by_this_ones(bay: Bay, people: httpx.Client) -> None:
    true_ms = now_ms() - 600_000
    before = bay.result(swing(captured_at_ms=true_ms))
    bay.boot_epoch = 2
    bay.deliver(before, sent_at_ms=now_ms() - 7_200_000)
    (shown,) = history(people)
    assert shown["captured_at_ms"] == true_ms and shown["captured_at_exact"]


def test_zstd_and_plain_bodies_are_understood_too(bay: Bay, people: httpx.Client) -> None:
    plain = bay.http.post("/v1/deliveries", json=bay.batch(bay.result(swing())), headers=bay.headers)
    packed = zstandard.compress(json.dumps(bay.batch(bay.result(swing()))).encode())
    headers = {**bay.headers, "content-encoding": "zstd"}
    zstd = bay.http.post("/v1/deliveries", content=packed, headers=headers)
    assert [one.json()["verdicts"][0]["verdict"] for one in (plain, zstd)] == ["accepted", "accepted"]
    assert len(history(people)) == 2


def test_a_newer_version_is_kept_by_the_bay(bay: Bay, people: httpx.Client) -> None:
    assert bay.deliver(bay.result(swing(), schema_version=2)) == ["retry_later"]
    assert history(people) == []


def test_a_full_batch_is_answered_item_by_item(bay: Bay, people: httpx.Client) -> None:
    items = [bay.item("telemetry", json.dumps({"n": n}), None) for n in range(450)]
    items += [bay.result(swing()) for _ in range(50)]
    answer = bay.send(*items).json()
    assert [one["delivery_id"] for one in answer["verdicts"]] == [one["delivery_id"] for one in items]
    assert {one["verdict"] for one in answer["verdicts"]} == {"accepted"}
    assert len(history(people, limit="200")) == 50


def test_nothing_here_counts_on_reading_its_own_writes(tmp_path: Path) -> None:
    store = SqliteStore(DelayedDatabase(tmp_path / "cloud.db"))
    with running(tmp_path, store) as service, service.http() as http:
        bay = Bay.joined(service, http)
        one, clip = swing(), b"clip" * 100
        items = [bay.result(one), bay.keypoints(one.swing_id, poses()), bay.clip(one.swing_id, clip)]
        assert bay.deliver(*items) == ["accepted"] * 3
        assert bay.deliver(*items) == ["duplicate"] * 3
        with service.http(service.token()) as people:
            detail = people.get(f"/v1/swings/{one.swing_id}")
            assert detail.status_code == 200 and detail.json()["poses"]
            player_id = str(uuid.uuid4())
            assert people.put(detail.url.path + "/player", json={"player_id": player_id}).status_code == 204
            receipt = people.delete(f"/v1/players/{player_id}").json()
            assert receipt["swings"] == [one.swing_id] and receipt["finished_at_ms"]
            assert people.get(f"/v1/swings/{one.swing_id}").status_code == 404
        assert bay.deliver(bay.result(one, revision=2)) == ["rejected"]
        store.refresh()
        (told,) = bay.send().json()["instructions"]
        assert (told["kind"], told["swing_ids"]) == ("delete_swings", [one.swing_id])
