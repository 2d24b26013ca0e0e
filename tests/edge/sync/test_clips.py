"""Clips: resumable, verified by the cloud, never shown when wrong."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import Request, Response

from edge.store import Store
from edge.sync import tus
from edge.sync.ledger import Delivery
from tests.edge.samples import sample_swing
from tests.edge.sync.road import Road, delivered, save
from tests.helpers.cloud.server import Cloud, problem

pytestmark = pytest.mark.slow

BIG = 1_200_000


def save_big(store: Store, monkeypatch: pytest.MonkeyPatch, number: int = 1) -> str:
    """A swing whose clip is several chunks long: bytes that no codec made, kept as the bay keeps a clip."""
    swing = store.save_swing(sample_swing(number), None)
    recording = store.incoming / "big.mp4"
    recording.write_bytes(os.urandom(BIG))
    monkeypatch.setattr("edge.store.store.remux_faststart", shutil.copyfile)
    store.attach_clip(swing.swing_id, recording)
    monkeypatch.undo()
    return swing.swing_id


def fails_at(number: int, method: str = "PATCH") -> Callable[[Request], Response | None]:
    """The cloud is gone from the n-th such request on."""
    seen = 0

    def fault(request: Request) -> Response | None:
        nonlocal seen
        seen += request.method == method and request.url.path.startswith("/v1/tus")
        return problem(503, "gone") if seen >= number else None

    return fault


@pytest.mark.parametrize("cut", range(1, BIG // tus.CHUNK_BYTES + 2))
def test_after_a_cut_at_any_chunk_nothing_that_arrived_is_sent_again(
    store: Store, data: Path, device_id: str, cloud: Cloud, cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    swing_id = save_big(store, monkeypatch)
    with Road(data) as road:
        cloud.fault = fails_at(cut)
        road.settle()
        assert not cloud.state.clips and road.balance.queued == 1
    cloud.fault = None
    with Road(data) as road:
        road.settle()
        assert road.balance.synced == 2
    clip = store.clip_path(swing_id)
    assert clip is not None and cloud.state.clips[clip.stem] == clip.read_bytes()
    assert sum(cloud.chunk_bytes) == BIG, "every byte went once"


def test_a_chunk_whose_answer_is_lost_is_not_sent_again(
    store: Store, road: Road, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_big(store, monkeypatch)
    lost = iter([problem(502, "lost")])
    cloud.after = lambda request, answer: (next(lost, answer) if request.method == "PATCH" else answer)
    road.settle()
    road.sync._clips._deferred.clear()
    road.settle()
    assert road.balance.synced == 2 and sum(cloud.chunk_bytes) == BIG


def test_an_upload_that_the_cloud_lost_is_begun_anew(
    store: Store, road: Road, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_big(store, monkeypatch)
    cloud.fault = fails_at(3)
    road.settle()
    cloud.fault = None
    cloud.state.uploads.clear()
    road.sync._clips._deferred.clear()
    road.settle()
    assert road.balance.synced == 2 and len(cloud.state.clips) == 1


def test_a_clip_that_rotted_on_the_disk_is_a_dead_letter_and_is_never_seen(
    store: Store, road: Road, cloud: Cloud
) -> None:
    swing_id = save(store, 1)
    clip = store.clip_path(swing_id)
    assert clip is not None
    clip.write_bytes(clip.read_bytes()[:-1] + b"?")
    road.settle()
    (dead,) = road.ledger.in_state("dead_lettered", 10)
    assert (dead.kind, dead.reason) == ("clip", "its file is not what was saved")
    assert cloud.state.clips == {}


def test_a_clip_is_not_synced_before_the_cloud_says_that_it_has_it(
    store: Store, road: Road, cloud: Cloud
) -> None:
    save(store, 1)
    honest = cloud.state.upload_is_done
    cloud.state.upload_is_done = lambda sha256: False  # type: ignore[method-assign]
    road.settle()
    assert (road.balance.synced, road.balance.queued) == (2, 1)
    cloud.state.upload_is_done = honest  # type: ignore[method-assign]
    road.sync._clips._deferred.clear()
    road.settle()
    assert road.balance.synced == 3 and len(cloud.state.clips) == 1


def test_a_presigned_put_carries_the_clip_and_never_the_token(store: Store, road: Road, cloud: Cloud) -> None:
    swing_id = save(store, 1)
    puts: list[dict[str, str]] = []

    def object_store(request: Request) -> Response | None:
        if request.url.path == "/v1/uploads" and not puts:
            put = {"way": "put", "url": f"{cloud.url}/bucket/clip?signature=x", "headers": {"x-amz-a": "b"}}
            return Response(json.dumps(put), media_type="application/json")
        if request.method == "PUT":
            puts.append(dict(request.headers))
            clip = store.clip_path(swing_id)
            assert clip is not None
            cloud.state.clips[clip.stem] = clip.read_bytes()
            return Response(status_code=200)
        return None

    cloud.fault = object_store
    road.settle()
    assert delivered(cloud, swing_id) and road.balance.synced == 3
    assert puts[0]["x-amz-a"] == "b" and "authorization" not in puts[0]


def test_the_token_is_shown_to_no_other_host(store: Store, road: Road, cloud: Cloud) -> None:
    save(store, 1)

    def elsewhere(request: Request) -> Response | None:
        if request.url.path == "/v1/uploads":
            said = f'{{"way": "tus", "url": "http://localhost:{cloud.port}/v1/tus"}}'
            return Response(said, media_type="application/json")
        return None

    cloud.fault = elsewhere
    road.settle()
    assert not [path for _, path in cloud.requests if path == "/v1/tus"]
    assert road.balance.queued == 1


def test_a_new_clip_takes_the_place_of_one_of_the_backlog(
    store: Store, data: Path, device_id: str, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_big(store, monkeypatch)
    with Road(data, drain_bytes_s=1e9) as road:
        cloud.fault = lambda request: problem(503, "gone") if request.method == "PATCH" else None
        road.settle()
        cloud.fault = None
        road.sync.deliverer.everything_is_backlog()
        new = save(store, 2)
        sent = 0

        pause = road.sync._clips._pause

        async def announced_meanwhile(clip: Delivery, size: int) -> None:
            nonlocal sent
            sent += 1
            if sent == 2:
                await road.sync.batch_step()
            await pause(clip, size)

        road.sync._clips._deferred.clear()
        road.sync._clips._pause = announced_meanwhile  # type: ignore[method-assign]
        road.settle()
        arrived = list(cloud.state.clips)
        clip = store.clip_path(new)
        assert clip is not None and arrived[0] == clip.stem and len(arrived) == 2
    assert sum(cloud.chunk_bytes) == BIG + clip.stat().st_size
