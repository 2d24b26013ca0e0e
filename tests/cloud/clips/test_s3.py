"""Clips by a presigned PUT, against a real server of the S3 protocol."""

import hashlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from moto.server import ThreadedMotoServer
from pydantic import SecretStr

from cloud import janitor
from cloud.objects import S3Objects
from cloud.objects.protocol import ObjectMissing, key
from cloud.settings import ObjectsSection
from tests.cloud.bay import Bay, poses, swing
from tests.cloud.clips.test_tus import Upload
from tests.cloud.devices.test_devices import problem
from tests.cloud.running import Running, running

pytestmark = pytest.mark.slow

CLIP = os.urandom(200_000)


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def objects(s3: str) -> S3Objects:
    bucket = f"clips-{uuid.uuid4()}"
    assert httpx.put(f"{s3}/{bucket}").status_code == 200
    return S3Objects(
        ObjectsSection(
            kind="s3",
            bucket=bucket,
            endpoint=s3,
            access_key_id="test",
            secret_access_key=SecretStr("test"),
        )
    )


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9000", None])
def test_the_pages_may_play_from_where_a_link_leads(endpoint: str | None) -> None:
    said = ObjectsSection(
        kind="s3",
        bucket="clips",
        endpoint=endpoint,
        region="eu-central-1",
        access_key_id="test",
        secret_access_key=SecretStr("test"),
    )
    (origin,) = said.origins
    link = S3Objects(said).link("a/clip.mp4", 60)
    assert link is not None and link.startswith(f"{origin}/")
    assert ObjectsSection().origins == ()


@pytest.fixture
def service(tmp_path: Path, objects: S3Objects) -> Iterator[Running]:
    with running(tmp_path, objects=objects) as started:
        yield started


@pytest.fixture
def upload(service: Running, bay: Bay) -> Upload:
    return Upload(bay, CLIP)


def put(upload: Upload, data: bytes) -> None:
    asked = upload.ask().json()
    assert asked["way"] == "put"
    assert httpx.put(asked["url"], content=data, headers=asked["headers"]).status_code == 200


def test_a_clip_goes_straight_to_the_storage_and_comes_from_there(
    upload: Upload, people: httpx.Client
) -> None:
    address = f"/v1/swings/{upload.swing_id}/clip"
    assert people.get(address).status_code == 404
    put(upload, CLIP)
    assert people.get(address).status_code == 404, "it counts once it was proved"
    assert upload.ask().json()["way"] == "done"
    assert upload.ask().json()["way"] == "done"
    moved = people.get(address)
    assert moved.status_code == 307
    read = httpx.get(moved.headers["location"], headers={"range": "bytes=10-19"})
    assert (read.status_code, read.content) == (206, CLIP[10:20])
    assert httpx.get(moved.headers["location"]).content == CLIP


def test_wrong_bytes_never_count(upload: Upload, people: httpx.Client) -> None:
    for wrong in (CLIP[:-1] + bytes([CLIP[-1] ^ 1]), CLIP[:100], CLIP + b"x"):
        put(upload, wrong)
        assert problem(upload.ask(), 422, "wrong_bytes") == "body"
        assert people.get(f"/v1/swings/{upload.swing_id}/clip").status_code == 404
    put(upload, CLIP)
    assert upload.ask().json()["way"] == "done"


def test_an_address_is_good_for_its_own_object_only(upload: Upload, bay: Bay) -> None:
    other = Upload(bay, os.urandom(1000))
    first, second = upload.ask().json()["url"], other.ask().json()["url"]
    assert first.split("?")[0] != second.split("?")[0]


def test_an_abandoned_put_is_collected(
    service: Running, upload: Upload, objects: S3Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(upload, CLIP)
    monkeypatch.setattr("cloud.clips.service.now_ms", lambda: 2**52)
    janitor.step(service.parts)
    with pytest.raises(ObjectMissing):
        digest = hashlib.sha256(CLIP).hexdigest()
        objects.settle(_only_upload(upload), len(CLIP), digest, "a/b/c/d.mp4")


def _only_upload(upload: Upload) -> str:
    url: str = upload.ask().json()["url"]
    return url.split("?")[0].rsplit("/", 1)[1]


def test_poses_are_kept_there_too_and_deleted_with_the_player(
    service: Running, bay: Bay, people: httpx.Client, objects: S3Objects
) -> None:
    one, clip = swing(), os.urandom(500)
    upload = Upload(bay, clip, one.swing_id)
    bay.deliver(bay.result(one), bay.keypoints(one.swing_id, poses()), bay.clip(one.swing_id, clip))
    put(upload, clip)
    assert upload.ask().json()["way"] == "done"
    assert people.get(f"/v1/swings/{one.swing_id}/poses").status_code == 200
    player_id = str(uuid.uuid4())
    people.put(f"/v1/swings/{one.swing_id}/player", json={"player_id": player_id})
    where = key(service.organisation_id, bay.device_id, one.swing_id, f"{upload.sha256}.mp4")
    assert objects.read(where) == clip
    assert people.delete(f"/v1/players/{player_id}").status_code == 200
    with pytest.raises(ObjectMissing):
        objects.read(where)


def test_tus_is_not_spoken_there(upload: Upload) -> None:
    assert upload.create().status_code == 404
