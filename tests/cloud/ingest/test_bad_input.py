"""What a broken or hostile bay may send: the field is named, nothing is stored, nothing leaks."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import zstandard

from cloud.ingest.body import MOST_BATCH_BYTES, MOST_SENT_BYTES
from swingvision.uuid7 import uuid7
from tests.cloud.bay import Bay, now_ms, poses, swing
from tests.cloud.devices.test_devices import problem
from tests.cloud.running import Running, running

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("cloud")) as started:
        yield started


@pytest.fixture(autouse=True)
def _nothing_is_stored(service: Running, people: httpx.Client) -> Iterator[None]:
    before = people.get("/v1/swings").text
    objects = sorted((service.data / "objects").rglob("*"))
    yield
    assert people.get("/v1/swings").text == before
    assert sorted((service.data / "objects").rglob("*")) == objects


def post(bay: Bay, body: bytes | Iterator[bytes], **headers: str) -> httpx.Response:
    return bay.http.post("/v1/deliveries", content=body, headers={**bay.headers, **headers})


def raw(bay: Bay, *items: Any, **changes: Any) -> bytes:
    return json.dumps(bay.batch(*items, **changes)).encode()


def test_a_body_over_the_limit_is_not_read(bay: Bay) -> None:
    assert problem(post(bay, b" " * (MOST_SENT_BYTES + 1)), 413, "too_large") == "body"


def test_a_body_without_a_length_is_bounded_too(bay: Bay) -> None:
    pieces = (b" " * 65_536 for _ in range(MOST_SENT_BYTES // 65_536 + 1))
    assert problem(post(bay, pieces), 413, "too_large") == "body"


@pytest.mark.parametrize("path", ["/v1/devices/claim", "/v1/devices/token", "/v1/uploads"])
def test_other_bodies_are_bounded_tighter(bay: Bay, path: str) -> None:
    answer = bay.http.post(path, content=b"[" * 100_000, headers=bay.headers)
    assert problem(answer, 413, "too_large") == "body"


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_bombs_are_not_unpacked(bay: Bay, pack: Any) -> None:
    bomb = pack(b" " * (MOST_BATCH_BYTES + 1))
    assert len(bomb) < 100_000
    encoding = "gzip" if pack is gzip.compress else "zstd"
    assert problem(post(bay, bomb, **{"content-encoding": encoding}), 413, "too_large") == "body"


@pytest.mark.parametrize(
    ("encoding", "body", "status", "kind"),
    [
        ("gzip", b"no gzip", 400, "bad_request"),
        ("gzip", gzip.compress(b"{}", mtime=0)[:-3], 400, "bad_request"),
        ("gzip", gzip.compress(b"{}", mtime=0) + b"x", 400, "bad_request"),
        ("zstd", b"no zstd", 400, "bad_request"),
        ("zstd", zstandard.compress(b"{}")[:-1], 400, "bad_request"),
        ("br", b"{}", 415, "wrong_type"),
        ("gzip, gzip", b"{}", 415, "wrong_type"),
    ],
)
def test_broken_and_unknown_encodings(bay: Bay, encoding: str, body: bytes, status: int, kind: str) -> None:
    field = "content-encoding" if status == 415 else "body"
    assert problem(post(bay, body, **{"content-encoding": encoding}), status, kind) == field


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"\xff\xfe",
        b'{"items": [], "items": []}',
        b'{"sent_at_ms": NaN}',
        b'{"sent_at_ms": Infinity}',
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"1" * 100_000,
        b'{"sent_at_ms": 1' + b"0" * 5000 + b"}",
    ],
    ids=["empty", "words", "latin", "twice", "nan", "infinity", "deep", "deep-objects", "digits", "number"],
)
def test_what_is_no_json_is_said_to_be_none(bay: Bay, body: bytes) -> None:
    answer = post(bay, body)
    assert answer.status_code in (400, 422) and problem(answer, answer.status_code, _kind(answer)) == "body"


def _kind(answer: httpx.Response) -> str:
    return {400: "bad_request", 422: "does_not_fit"}[answer.status_code]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"items": "many"}, "body.items"),
        ({"items": [{}] * 10_000}, "body.items"),
        ({"items": [7]}, "body.items.0.delivery_id"),
        ({"items": [{"delivery_id": "../../etc/passwd"}]}, "body.items.0.delivery_id"),
        ({"items": [{"delivery_id": "'; DROP TABLE swing; --"}]}, "body.items.0.delivery_id"),
        ({"balance": None}, "body.balance"),
        ({"balance": {"captured": -1}}, "body.balance.captured"),
        ({"sent_at_ms": "yesterday"}, "body.sent_at_ms"),
        ({"sent_at_ms": 2**60}, "body.sent_at_ms"),
        ({"sent_at_ms": 1.5}, "body.sent_at_ms"),
        ({"boot_epoch": -1}, "body.boot_epoch"),
        ({"acknowledged": ["x"]}, "body.acknowledged.0"),
        ({"acknowledged": [uuid7()] * 1001}, "body.acknowledged"),
        ({"colour": "red"}, "body.colour"),
    ],
)
def test_an_envelope_that_does_not_fit_names_its_field(bay: Bay, changes: dict[str, Any], field: str) -> None:
    good = bay.result(swing())
    batch = {**bay.batch(good), **changes}
    answer = post(bay, json.dumps(batch).encode())
    assert problem(answer, 422, "does_not_fit") == field


ITEMS: list[tuple[dict[str, Any], str]] = [
    ({"seq": 0}, "seq"),
    ({"seq": "1"}, "seq"),
    ({"seq": 2**60}, "seq"),
    ({"boot_epoch": -1}, "boot_epoch"),
    ({"kind": 3}, "kind"),
    ({"kind": "smoke_signal"}, "kind"),
    ({"kind": "result; DROP TABLE swing"}, "kind"),
    ({"schema_version": 0}, "schema_version"),
    ({"swing_id": "../../../etc/passwd"}, "swing_id"),
    ({"swing_id": None}, "swing_id"),
    ({"swing_id": uuid7()}, "body.swing_id"),
    ({"created_at_ms": 2**60}, "created_at_ms"),
    ({"body_sha256": "f" * 64}, "body_sha256"),
    ({"body_sha256": "F" * 64}, "body_sha256"),
    ({"body": None}, "body"),
    ({"body": "x" * 600_000}, "body"),
    ({"revision": 0}, "revision"),
    ({"colour": "red"}, "colour"),
]


@pytest.mark.parametrize(("changes", "field"), ITEMS)
def test_an_item_that_does_not_fit_is_rejected_by_its_field(
    bay: Bay, changes: dict[str, Any], field: str
) -> None:
    answer = bay.send({**bay.result(swing()), **changes})
    (verdict,) = answer.json()["verdicts"]
    assert (verdict["verdict"], verdict["reason"].split(":")[0]) == ("rejected", field), verdict


def bodies() -> dict[str, tuple[str, str]]:
    """What is wrong with a body, and the field that is to be named."""
    one = json.loads(swing().model_dump_json())
    metric = one["report"]["metrics"]["tempo_ratio"]
    text = json.dumps(one)
    return {
        "no json": ("swing", "body"),
        "a list": ("[]", "body"),
        "key twice": (text.replace('"number": 1', '"number": 1, "number": 2'), "body"),
        "nan": (text.replace("3.0", "NaN"), "body"),
        "too deep": ('{"report":' * 100_000, "body"),
        "unknown key": (json.dumps({**one, "colour": "red"}), "body.colour"),
        "wrong type": (json.dumps({**one, "number": "first"}), "body.number"),
        "wrong club": (json.dumps({**one, "club": "broom"}), "body.club"),
        "huge time": (json.dumps({**one, "captured_at_ms": 2**70}), "body.captured_at_ms"),
        "long session": (json.dumps({**one, "session_id": "s" * 61}), "body.session_id"),
        "no report": (json.dumps({**one, "report": None}), "body.report"),
        "metric name": (
            json.dumps({**one, "report": {**one["report"], "metrics": {"a'); DROP TABLE swing": metric}}}),
            "body.report.metrics",
        ),
        "many metrics": (
            json.dumps(
                {**one, "report": {**one["report"], "metrics": {f"m{n}": metric for n in range(101)}}}
            ),
            "body.report.metrics",
        ),
        "infinite": (text.replace("3.0", "1e999"), "body.report.metrics.tempo_ratio.value"),
    }


@pytest.mark.parametrize("wrong", bodies())
def test_a_body_that_does_not_fit_is_rejected_by_its_field(bay: Bay, wrong: str) -> None:
    body, field = bodies()[wrong]
    try:
        swing_id = json.loads(body)["swing_id"]
    except (ValueError, TypeError, RecursionError):
        swing_id = uuid7()
    (verdict,) = bay.send(bay.item("result", body, swing_id)).json()["verdicts"]
    assert (verdict["verdict"], verdict["reason"].split(":")[0]) == ("rejected", field), verdict


@pytest.mark.parametrize("text", ["\ud800", "a\ud800b"])
def test_half_characters_are_rejected(bay: Bay, text: str) -> None:
    item = bay.item("telemetry", json.dumps({"note": text}, ensure_ascii=False), None)
    assert bay.deliver(item) == ["rejected"]


def test_a_clip_of_another_swing_and_a_bad_announcement_are_rejected(bay: Bay) -> None:
    other = bay.clip(uuid7(), b"x")
    bad = bay.item("clip", json.dumps({"swing_id": uuid7(), "sha256": "x", "size_bytes": 0}), uuid7())
    assert bay.deliver({**other, "swing_id": uuid7()}, bad) == ["rejected", "rejected"]


def test_poses_that_would_unpack_to_much_are_rejected(bay: Bay) -> None:
    import base64
    import struct
    import zlib

    header = json.dumps({"frames": 20_000, "size": [1, 1], "start_us": 0, "first_frame": 0}).encode()
    bomb = b"SVP1" + struct.pack("<I", len(header)) + header + zlib.compress(b"\0" * (64 << 20), 9)
    assert bay.deliver(bay.item("keypoints", base64.b64encode(bomb).decode(), uuid7())) == ["rejected"]


def test_a_sequence_number_with_other_content_is_rejected(bay: Bay) -> None:
    first = bay.item("telemetry", "{}", None)
    assert bay.deliver(first) == ["accepted"]
    second = bay.result(swing())
    answer = bay.send({**second, "seq": first["seq"]}).json()
    assert answer["verdicts"][0]["verdict"] == "rejected"
    assert "sequence number" in answer["verdicts"][0]["reason"]


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("/v1/swings/..%2F..%2Fetc%2Fpasswd", 404, ""),
        ("/v1/swings/not-an-id", 422, "path.swing_id"),
        ("/v1/swings?limit=100000", 422, "query.limit"),
        ("/v1/swings?after=x", 422, "query.after"),
        ("/v1/swings?after=Li4vLi4v", 422, "query.after"),
        ("/v1/swings?club=broom", 422, "query.club"),
        ("/v1/swings?from_ms=-1", 422, "query.from_ms"),
        ("/v1/swings?player_id=1%20OR%201=1", 422, "query.player_id"),
        ("/v1/trends?metric=tempo';DROP", 422, "query.metric"),
        ("/v1/search?words=", 422, "query.words"),
        ("/v1/nothing", 404, ""),
    ],
)
def test_bad_questions_name_their_field(people: httpx.Client, path: str, status: int, field: str) -> None:
    answer = people.get(path)
    assert problem(answer, status, {404: "not_found", 422: "does_not_fit"}[status]) == field


def test_a_wrong_method_is_said_so(people: httpx.Client) -> None:
    assert problem(people.post("/v1/swings"), 405, "wrong_method") == ""


def test_keys_twice_and_nan_are_refused_everywhere(bay: Bay) -> None:
    for body in (b'{"swing_id": "a", "swing_id": "b"}', b'{"size_bytes": NaN}'):
        headers = {**bay.headers, "content-type": "application/json"}
        answer = bay.http.post("/v1/uploads", content=body, headers=headers)
        assert problem(answer, 422, "does_not_fit").startswith("body")


def test_no_answer_tells_of_the_inside(bay: Bay, people: httpx.Client, service: Running) -> None:
    answers = [
        post(bay, b"no json"),
        people.get("/v1/swings/not-an-id"),
        people.get("/v1/search", params={"words": "\x00\"'"}),
        bay.send({**bay.result(swing()), "body": 7}),
    ]
    for answer in answers:
        for inside in ("sqlite", "Traceback", str(service.data), "pydantic", "/cloud/"):
            assert inside.lower() not in answer.text.lower()
        assert answer.headers["x-content-type-options"] == "nosniff" and "server" not in answer.headers


def test_times_at_the_ends_of_what_is_said_are_no_error(bay: Bay, tmp_path: Path) -> None:
    with running(tmp_path) as service, service.http() as http:
        other = Bay.joined(service, http)
        items = [other.result(swing(captured_at_ms=time)) for time in (-(2**53), 0, 2**53)]
        for sent in (-(2**53), 2**53, now_ms()):
            assert other.send(*items, sent_at_ms=sent).status_code == 200
        assert other.deliver(other.keypoints(uuid7(), poses())) == ["accepted"]
