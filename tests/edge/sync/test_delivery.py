"""From the bay's outbox to the cloud and back: everything once, whatever the cloud answers."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from edge.store import Store
from swingvision.delivery import Batch, BatchAnswer, ClaimCode
from swingvision.pose_codec import decode
from swingvision.uuid7 import uuid7
from tests.edge.samples import FRAMES
from tests.edge.sync.road import Road, delivered, joined, save
from tests.helpers.cloud.server import Cloud, problem
from tests.helpers.cloud.state import Device, Refusal

pytestmark = pytest.mark.slow


def test_a_swing_arrives_once_with_its_poses_and_its_clip(store: Store, road: Road, cloud: Cloud) -> None:
    swing_id = save(store, 1)
    road.settle()
    assert delivered(cloud, swing_id)
    (device,) = cloud.state.devices.values()
    items = {item.kind: item for item in device.items.values()}
    assert json.loads(items["result"].body)["swing_id"] == swing_id
    assert len(decode(base64.b64decode(items["keypoints"].body))) == FRAMES
    clip = store.clip_path(swing_id)
    assert clip is not None and cloud.state.clips[clip.stem] == clip.read_bytes()
    assert [item.seq for item in items.values()] == [1, 2, 3]
    assert road.balance.synced == road.balance.captured == 3


def test_a_claim_code_arrives_once_before_the_poses(store: Store, road: Road, cloud: Cloud) -> None:
    save(store, 1)
    said = ClaimCode(session_id=uuid7(), code_sha256="c" * 64, made_at_ms=1_790_000_000_000, valid_s=900)
    store.post_claim(said)
    road.settle()
    (device,) = cloud.state.devices.values()
    kinds = [device.items[delivery_id].kind for delivery_id in device.arrivals]
    assert kinds == ["result", "claim", "keypoints", "clip"]
    (item,) = (item for item in device.items.values() if item.kind == "claim")
    assert ClaimCode.model_validate_json(item.body) == said and item.swing_id is None
    assert road.balance.synced == road.balance.captured == 4


def test_what_was_delivered_is_not_sent_again_after_a_restart(
    store: Store, data: Path, device_id: str, cloud: Cloud
) -> None:
    save(store, 1)
    for _ in range(2):
        with Road(data) as road:
            road.settle()
    assert (cloud.state.applied, cloud.state.duplicates) == (3, 0)


def test_an_answer_that_is_lost_after_the_apply_makes_a_duplicate_and_no_double(
    store: Store, road: Road, cloud: Cloud
) -> None:
    swing_id = save(store, 1, clip=False)
    cloud.after = lambda request, answer: (
        problem(502, "lost") if request.url.path == "/v1/deliveries" else answer
    )
    assert road.once() >= 0 and road.balance.synced == 0
    cloud.after = None
    road.settle()
    assert delivered(cloud, swing_id, clip=False)
    assert (cloud.state.applied, cloud.state.duplicates) == (2, 2)


def test_deliveries_keep_their_identity_when_syncs_own_database_is_lost(
    store: Store, data: Path, device_id: str, cloud: Cloud
) -> None:
    swing_id = save(store, 1)
    with Road(data) as road:
        road.settle()
    for path in data.glob("sync.db*"):
        path.unlink()
    with Road(data) as road:
        road.settle()
        assert road.balance.synced == 3
    assert delivered(cloud, swing_id)
    assert (cloud.state.applied, cloud.state.duplicates) == (3, 3)


PORTAL = "<html><body>Welcome to the clubhouse WiFi. Please accept our terms.</body></html>"


def verdicts_of_another_batch(request: Request) -> Response:
    answer = {"verdicts": [], "instructions": [], "server_time_ms": 0}
    return JSONResponse(answer)


NEVER_A_SUCCESS: dict[str, Callable[[Request], Response]] = {
    "captive portal": lambda _: HTMLResponse(PORTAL),
    "captive portal that says JSON": lambda _: Response(PORTAL, media_type="application/json"),
    "redirect to a portal": lambda _: RedirectResponse("http://127.0.0.1:9/login"),
    "empty JSON": lambda _: JSONResponse({}),
    "a list": lambda _: JSONResponse([]),
    "deep JSON": lambda _: Response("[" * 100_000, media_type="application/json"),
    "no verdicts": verdicts_of_another_batch,
    "accepted, said by status alone": lambda _: Response(status_code=202),
    "204": lambda _: Response(status_code=204),
    "404": lambda _: problem(404, "no such page"),
    "400 without a problem document": lambda _: HTMLResponse(PORTAL, 400),
    "500": lambda _: problem(500, "failed"),
    "503": lambda _: Response(status_code=503, headers={"retry-after": "1"}),
    "an endless answer": lambda _: Response(b" " * (5 << 20), media_type="application/json"),
    "a compressed answer": lambda _: Response(
        b"x", media_type="application/json", headers={"content-encoding": "gzip"}
    ),
}


@pytest.mark.parametrize("answer", NEVER_A_SUCCESS.values(), ids=NEVER_A_SUCCESS.keys())
def test_what_is_no_verdict_is_never_a_success(
    store: Store, road: Road, cloud: Cloud, answer: Callable[[Request], Response]
) -> None:
    swing_id = save(store, 1, clip=False)
    cloud.fault = lambda request: answer(request) if request.url.path == "/v1/deliveries" else None
    assert road.once() >= 0
    assert (road.balance.queued, road.balance.synced, road.balance.dead_lettered) == (2, 0, 0)
    assert road.ledger.recall("last_success_ms") is None
    cloud.fault = None
    road.settle()
    assert delivered(cloud, swing_id, clip=False)


def test_a_cloud_that_is_gone_or_does_not_exist_is_waited_for(
    store: Store, data: Path, device_id: str, cloud: Cloud
) -> None:
    save(store, 1)
    cloud.stop()
    identity = data / "identity" / "device.json"
    for url in (cloud.url, "https://no-such-cloud.invalid", "https://127.0.0.1:" + str(cloud.port)):
        said = json.loads(identity.read_text())
        identity.write_text(json.dumps({**said, "cloud_url": url}))
        with Road(data) as road:
            road.once()
            assert road.balance.queued == road.balance.captured == 3


def test_a_token_that_expired_is_replaced_without_an_alarm(store: Store, road: Road, cloud: Cloud) -> None:
    save(store, 1, clip=False)
    road.settle()
    cloud.state.tokens.clear()
    swing_id = save(store, 2, clip=False)
    road.settle()
    assert delivered(cloud, swing_id, clip=False) and road.ledger.recall("alarm") is None


@pytest.mark.parametrize("status", [401, 403])
def test_refused_credentials_stop_and_alarm_and_are_no_success(
    store: Store, road: Road, cloud: Cloud, status: int
) -> None:
    save(store, 1, clip=False)
    cloud.fault = lambda _: problem(status, "not yours")
    road.once()
    assert "refuses this device" in str(road.ledger.recall("alarm"))
    assert road.balance.queued == 2


def test_a_refused_device_asks_for_nothing_until_much_later(store: Store, road: Road, cloud: Cloud) -> None:
    save(store, 1)

    async def steps() -> list[float]:
        return [await road.sync.batch_step() for _ in range(20)]

    (device,) = cloud.state.devices.values()
    device.revoked = True
    road.run(steps)
    assert len([path for _, path in cloud.requests if path == "/v1/devices/token"]) == 1
    assert not [path for _, path in cloud.requests if path == "/v1/deliveries"]


def test_a_rejected_item_is_a_dead_letter_and_blocks_nothing(store: Store, road: Road, cloud: Cloud) -> None:
    first, second = save(store, 1, clip=False), save(store, 2, clip=False)
    road.sync.deliverer.learn()
    poison = road.ledger.queued("result", 1)[0]
    cloud.state.reject.add(poison.delivery_id)
    road.settle()
    assert delivered(cloud, second, clip=False) and not delivered(cloud, first, clip=False)
    (dead,) = road.ledger.in_state("dead_lettered", 10)
    assert (dead.delivery_id, dead.reason) == (poison.delivery_id, "told to")
    assert (road.balance.synced, road.balance.dead_lettered) == (3, 1)


def test_an_item_for_which_the_cloud_refuses_whole_batches_is_found(
    store: Store, road: Road, cloud: Cloud
) -> None:
    swings = [save(store, number, clip=False) for number in range(1, 10)]
    road.sync.deliverer.learn()
    poison = road.ledger.queued("result", 9)[4]
    honest = cloud.state.apply

    def apply(device: Device, batch: Batch) -> BatchAnswer:
        if any(item.delivery_id == poison.delivery_id for item in batch.items):
            raise Refusal(422, "one of these is poison")
        return honest(device, batch)

    cloud.state.apply = apply  # type: ignore[method-assign]
    road.settle()
    assert [one.delivery_id for one in road.ledger.in_state("dead_lettered", 10)] == [poison.delivery_id]
    assert road.balance.synced == 17 and delivered(cloud, *swings[:4], *swings[5:], clip=False)


def test_a_cloud_that_refuses_every_batch_makes_no_dead_letters(
    store: Store, road: Road, cloud: Cloud
) -> None:
    for number in range(1, 4):
        save(store, number, clip=False)
    cloud.fault = lambda request: (
        problem(422, "a bug of ours") if request.url.path == "/v1/deliveries" else None
    )
    road.once()
    assert (road.balance.queued, road.balance.dead_lettered) == (6, 0)


def test_retry_later_keeps_one_item_and_lets_the_rest_pass(store: Store, road: Road, cloud: Cloud) -> None:
    swing_id = save(store, 1, clip=False)
    road.sync.deliverer.learn()
    later = road.ledger.queued("keypoints", 1)[0]
    cloud.state.later.add(later.delivery_id)
    road.once()
    assert (road.balance.synced, road.balance.queued) == (1, 1)
    cloud.state.later.clear()
    road.sync.deliverer._deferred.clear()
    road.settle()
    assert delivered(cloud, swing_id, clip=False)


def test_results_go_first_then_poses_then_clips(store: Store, road: Road, cloud: Cloud) -> None:
    for number in range(1, 4):
        save(store, number)
    road.settle()
    (device,) = cloud.state.devices.values()
    kinds = [device.items[delivery_id].kind for delivery_id in device.arrivals]
    assert kinds == ["result"] * 3 + ["keypoints"] * 3 + ["clip"] * 3
    results = [device.items[one].seq for one in device.arrivals if device.items[one].kind == "result"]
    assert results == sorted(results)


def test_a_new_swing_does_not_wait_behind_a_backlog(
    store: Store, data: Path, device_id: str, cloud: Cloud
) -> None:
    for number in range(1, 41):
        save(store, number, clip=False)
    with Road(data, drain_bytes_s=1.0) as road:
        road.sync.deliverer.learn()
        road.sync.deliverer.everything_is_backlog()
        road.once()
        few = cloud.state.applied
        assert 1 <= few < 80, "the backlog has used up its tokens"
        swing_id = save(store, 99, clip=False)
        road.once()
        assert delivered(cloud, swing_id, clip=False)
        assert cloud.state.applied == few + 2, "and nothing of the backlog went with it"


def test_the_device_that_left_one_organisation_delivers_nothing_of_it_to_another(
    store: Store, data: Path, device_id: str, cloud: Cloud
) -> None:
    first = save(store, 1, clip=False)
    with Road(data) as road:
        road.settle()
        save(store, 2, clip=False)
        road.sync.deliverer.learn()
        cloud.state.codes["another-code"] = "0199a000-0000-7000-8000-000000000001"
        other = joined(data, cloud, "another-code")
        third = save(store, 3, clip=False)
        road.sync._welcome("0199a000-0000-7000-8000-000000000001")
        road.settle()
    items = cloud.state.devices[other].items.values()
    assert {item.swing_id for item in items} == {third}
    assert first in {item.swing_id for item in cloud.state.devices[device_id].items.values()}
