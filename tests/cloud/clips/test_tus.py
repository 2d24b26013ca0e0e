"""Resumable uploads over HTTP: cut anywhere, resumed where it stopped, proved before it counts."""

import base64
import hashlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from cloud import janitor
from tests.cloud.bay import Bay, encoded, swing
from tests.cloud.devices.test_devices import problem
from tests.cloud.running import Running, running

pytestmark = pytest.mark.slow

TUS = {"tus-resumable": "1.0.0"}
CLIP = os.urandom(300_000)


class Upload:
    """A bay's side of one clip."""

    def __init__(self, bay: Bay, data: bytes = CLIP, swing_id: str | None = None) -> None:
        self.bay, self.data = bay, data
        self.sha256 = hashlib.sha256(data).hexdigest()
        if swing_id is None:
            one = swing()
            swing_id = one.swing_id
            assert bay.deliver(bay.result(one), bay.clip(swing_id, data)) == ["accepted", "accepted"]
        self.swing_id = swing_id

    def ask(self, **changes: object) -> httpx.Response:
        said = {"swing_id": self.swing_id, "sha256": self.sha256, "size_bytes": len(self.data), **changes}
        return self.bay.http.post("/v1/uploads", json=said, headers=self.bay.headers)

    def create(self, **headers: str) -> httpx.Response:
        metadata = f"swing_id {encoded(self.swing_id.encode())},sha256 {encoded(self.sha256.encode())}"
        said = {**TUS, "upload-length": str(len(self.data)), "upload-metadata": metadata, **headers}
        return self.bay.http.post("/v1/uploads/tus", headers={**self.bay.headers, **said})

    def begin(self) -> str:
        answer = self.create()
        assert answer.status_code == 201, answer.text
        return answer.headers["location"]

    def patch(self, location: str, offset: int, piece: bytes, **headers: str) -> httpx.Response:
        said = {
            **TUS,
            "upload-offset": str(offset),
            "content-type": "application/offset+octet-stream",
            **headers,
        }
        return self.bay.http.patch(location, content=piece, headers={**self.bay.headers, **said})

    def offset(self, location: str) -> int:
        answer = self.bay.http.head(location, headers={**self.bay.headers, **TUS})
        assert answer.status_code == 200 and answer.headers["upload-length"] == str(len(self.data))
        return int(answer.headers["upload-offset"])


@pytest.fixture
def upload(bay: Bay) -> Upload:
    return Upload(bay)


def clip(people: httpx.Client, upload: Upload, **headers: str) -> httpx.Response:
    return people.get(f"/v1/swings/{upload.swing_id}/clip", headers=headers)


def test_a_clip_in_pieces_counts_with_its_last_byte(upload: Upload, people: httpx.Client) -> None:
    assert upload.ask().json() == {"way": "tus", "url": "/v1/uploads/tus", "headers": {}}
    location = upload.begin()
    for start in range(0, len(CLIP), 65_536):
        assert upload.offset(location) == start
        assert problem(clip(people, upload), 404, "not_found") == ""
        answer = upload.patch(location, start, CLIP[start : start + 65_536])
        assert answer.status_code == 204 and answer.headers["upload-expires"]
    assert answer.headers["upload-offset"] == str(len(CLIP))
    assert clip(people, upload).content == CLIP
    assert upload.ask().json()["way"] == "done"
    detail = people.get(f"/v1/swings/{upload.swing_id}").json()
    assert detail["clip"] == f"/v1/swings/{upload.swing_id}/clip"


def test_ranges_of_a_clip_are_read(upload: Upload, people: httpx.Client) -> None:
    upload.patch(upload.begin(), 0, CLIP)
    for asked, wanted in (("bytes=0-99", CLIP[:100]), ("bytes=299990-", CLIP[-10:]), ("bytes=-7", CLIP[-7:])):
        answer = clip(people, upload, range=asked)
        assert (answer.status_code, answer.content) == (206, wanted), asked
    beyond = clip(people, upload, range=f"bytes=299990-{10**9}")
    assert (beyond.status_code, beyond.content) == (206, CLIP[-10:])
    assert clip(people, upload, range="bytes=300000-").status_code == 416
    tag = clip(people, upload).headers["etag"]
    assert tag == f'"{upload.sha256}"'


def test_a_cut_loses_only_what_did_not_arrive(service: Running, upload: Upload, people: httpx.Client) -> None:
    location = upload.begin()
    parts = urlsplit(service.url)
    head = [
        f"PATCH {location} HTTP/1.1",
        f"host: {parts.netloc}",
        *(f"{name}: {value}" for name, value in {**upload.bay.headers, **TUS}.items()),
        "content-type: application/offset+octet-stream",
        "upload-offset: 0",
        f"content-length: {len(CLIP)}",
    ]
    with socket.create_connection((parts.hostname, parts.port)) as raw:
        raw.sendall("\r\n".join([*head, "", ""]).encode() + CLIP[:100_001])
    while (offset := upload.offset(location)) == 0:
        pass
    # The piece may still be on its way to the disk: then it is said to be locked, never mixed up.
    while (answer := upload.patch(location, offset, CLIP[offset:])).status_code == 423:
        offset = upload.offset(location)
    assert offset <= 100_001 and answer.status_code in (204, 409)
    if answer.status_code == 409:
        offset = upload.offset(location)
        assert upload.patch(location, offset, CLIP[offset:]).status_code == 204
    assert clip(people, upload).content == CLIP


def test_creating_again_finds_the_upload(upload: Upload) -> None:
    location = upload.begin()
    upload.patch(location, 0, CLIP[:1000])
    again = upload.create()
    assert (again.headers["location"], again.headers["upload-offset"]) == (location, "1000")


def test_a_restart_forgets_no_byte(tmp_path: Path) -> None:
    with running(tmp_path) as service, service.http() as http:
        upload = Upload(Bay.joined(service, http))
        location = upload.begin()
        upload.patch(location, 0, CLIP[:200_000])
    with (
        running(tmp_path) as service,
        service.http() as upload.bay.http,
        service.http(service.token()) as people,
    ):
        assert upload.offset(location) == 200_000
        assert upload.patch(location, 200_000, CLIP[200_000:]).status_code == 204
        assert clip(people, upload).content == CLIP


def test_wrong_bytes_are_thrown_away_and_never_seen(
    upload: Upload, people: httpx.Client, service: Running
) -> None:
    location = upload.begin()
    wrong = CLIP[:-1] + bytes([CLIP[-1] ^ 1])
    assert problem(upload.patch(location, 0, wrong), 422, "wrong_bytes") == "body"
    assert clip(people, upload).status_code == 404
    assert upload.bay.http.head(location, headers={**upload.bay.headers, **TUS}).status_code == 404
    assert not list((service.data / "incoming").iterdir())
    assert upload.patch(upload.begin(), 0, CLIP).status_code == 204
    assert clip(people, upload).content == CLIP


def checksum(piece: bytes) -> str:
    return "sha256 " + base64.b64encode(hashlib.sha256(piece).digest()).decode()


def test_a_piece_with_a_wrong_checksum_is_taken_back(upload: Upload, people: httpx.Client) -> None:
    location = upload.begin()
    assert (
        upload.patch(location, 0, CLIP[:9000], **{"upload-checksum": checksum(CLIP[:9000])}).status_code
        == 204
    )
    wrong = upload.patch(location, 9000, CLIP[9000:], **{"upload-checksum": checksum(b"other")})
    assert problem(wrong, 460, "wrong_checksum") == "upload-checksum" and upload.offset(location) == 9000
    for said in ("md5 AAAA", "sha256 AAAA", "sha256 ?"):
        bad = upload.patch(location, 9000, b"x", **{"upload-checksum": said})
        assert problem(bad, 400, "bad_request") == "upload-checksum"
    rest = upload.patch(location, 9000, CLIP[9000:], **{"upload-checksum": checksum(CLIP[9000:])})
    assert rest.status_code == 204 and clip(people, upload).content == CLIP


def test_a_piece_at_another_place_is_refused(upload: Upload) -> None:
    location = upload.begin()
    upload.patch(location, 0, CLIP[:500])
    assert problem(upload.patch(location, 0, CLIP[:500]), 409, "conflict") == "upload-offset"
    assert problem(upload.patch(location, 501, b"x"), 409, "conflict") == "upload-offset"
    assert upload.offset(location) == 500


def test_more_than_was_announced_is_refused(upload: Upload, people: httpx.Client) -> None:
    location = upload.begin()
    assert problem(upload.patch(location, 0, CLIP + b"x"), 413, "too_large") == "body"
    assert upload.offset(location) == 0
    assert upload.patch(location, 0, CLIP).status_code == 204 and clip(people, upload).content == CLIP


def test_only_an_announced_clip_can_be_uploaded(service: Running, upload: Upload) -> None:
    assert problem(upload.ask(swing_id="0" * 8 + upload.swing_id[8:]), 404, "not_found") == "body.swing_id"
    assert problem(upload.ask(size_bytes=5), 404, "not_found") == "body.sha256"
    assert problem(upload.ask(sha256="0" * 64), 404, "not_found") == "body.sha256"
    with service.http() as http:
        thief = Upload(Bay.joined(service, http, "Bay 2"), CLIP, upload.swing_id)
        assert thief.ask().status_code == thief.create().status_code == 404
        location = upload.begin()
        assert thief.patch(location, 0, CLIP).status_code == 404


def test_giving_up_removes_the_bytes(service: Running, upload: Upload) -> None:
    location = upload.begin()
    upload.patch(location, 0, CLIP[:500])
    assert len(list((service.data / "incoming").iterdir())) == 1
    gone = upload.bay.http.delete(location, headers={**upload.bay.headers, **TUS})
    assert gone.status_code == 204 and not list((service.data / "incoming").iterdir())
    assert upload.patch(location, 500, b"x").status_code == 404


def test_an_abandoned_upload_expires_and_is_collected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(tmp_path, upload_s=60) as service, service.http() as http:
        upload = Upload(Bay.joined(service, http))
        location = upload.begin()
        upload.patch(location, 0, CLIP[:500])
        janitor.step(service.parts)
        assert upload.offset(location) == 500, "not yet"
        later = service.parts.clips._clips.upload(location.rsplit("/", 1)[1])
        assert later is not None
        for module in ("cloud.clips.tus", "cloud.clips.service"):
            monkeypatch.setattr(f"{module}.now_ms", lambda: later.expires_at_ms + 1)
        expired = upload.bay.http.head(location, headers={**upload.bay.headers, **TUS})
        assert expired.status_code == 410
        janitor.step(service.parts)
        assert not list((tmp_path / "incoming").iterdir())


@pytest.mark.parametrize(
    ("headers", "status", "field"),
    [
        ({"tus-resumable": "0.2.2"}, 412, "tus-resumable"),
        ({"upload-length": "-1"}, 422, "header.upload-length"),
        ({"upload-length": "many"}, 422, "header.upload-length"),
        ({"upload-length": str(2**40)}, 422, "header.upload-length"),
        ({"upload-metadata": "swing_id ???"}, 400, "upload-metadata"),
        (
            {"upload-metadata": f"swing_id {encoded(b'../../etc')},sha256 {encoded(b'x')}"},
            400,
            "upload-metadata",
        ),
        ({"upload-metadata": ""}, 400, "upload-metadata"),
    ],
)
def test_bad_creations_name_their_header(
    upload: Upload, headers: dict[str, str], status: int, field: str
) -> None:
    answer = upload.create(**headers)
    assert answer.status_code == status and answer.json()["errors"][0]["field"] == field, answer.text


def test_what_is_spoken_is_said(upload: Upload) -> None:
    said = upload.bay.http.options("/v1/uploads/tus")
    assert said.status_code == 204 and said.headers["tus-version"] == "1.0.0"
    assert said.headers["tus-extension"] == "creation,checksum,termination,expiration"


@pytest.fixture(autouse=True)
def _no_orphans(service: Running) -> Iterator[None]:
    yield
    assert not list((service.data / "incoming").glob("put-*"))
