"""What an item says: its body checked, lifted to the newest version, turned into a row."""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from cloud.canonical import CanonicalReader
from cloud.devices.repository import Device
from cloud.ingest.capture_time import BayClock
from cloud.ingest.repository import Arrival, Content, Delivery, NewAttachment, NewCode, NewSwing, NewTelemetry
from cloud.ingest.upcast import NewerVersion, lifted
from cloud.problems import field_errors
from cloud.strict_json import parse
from swingvision.delivery import KINDS, SCHEMA_VERSION, ClaimCode, ClipAnnouncement, Item
from swingvision.pose import PoseSeries
from swingvision.pose_codec import PoseCodeError, decode
from swingvision.report import Swing

MOST_METRICS = 100
MOST_NAME = 60
METRIC_NAME = re.compile(f"[A-Za-z_][A-Za-z0-9_]{{0,{MOST_NAME - 1}}}")
MOST_TELEMETRY = 64 * 1024
FARTHEST_MS = 2**53

# Bays write canonical bodies: only another's, an older and a wrong one are looked at key by key.
_reader = CanonicalReader(Swing)


class Refused(Exception):
    """This item cannot be taken: why. later: not by this version of the service, but perhaps by the next."""

    def __init__(self, words: str, later: bool = False) -> None:
        super().__init__(words)
        self.later = later


@dataclass(slots=True)
class Understood:
    """poses: the coded series, to be kept as an object; series: the same, decoded."""

    arrival: Arrival
    poses: bytes | None = None
    series: PoseSeries | None = None


def understood(item: Item, device: Device, clock: BayClock) -> Understood:
    """Raises Refused."""
    if hashlib.sha256(item.body.encode()).hexdigest() != item.body_sha256:
        raise Refused("body_sha256: is not of this body")
    if item.kind not in KINDS:
        raise Refused(f"kind: {item.kind[:40]!r} is not known")
    if item.schema_version > SCHEMA_VERSION:
        raise Refused(f"schema_version: this service knows versions up to {SCHEMA_VERSION}", later=True)
    match item.kind:
        case "result":
            return Understood(_arrival(item, device, clock, _swing(item, device, clock)))
        case "clip":
            return Understood(_arrival(item, device, clock, _clip(item, device)))
        case "claim":
            return Understood(_arrival(item, device, clock, _claim(item, device, clock)))
        case "telemetry":
            return Understood(_arrival(item, device, clock, _telemetry(item)))
    coded, series = _poses(item)
    content = NewAttachment(
        swing_id=_swing_id(item),
        kind="keypoints",
        device_id=device.device_id,
        organisation_id=device.organisation_id,
        sha256=hashlib.sha256(coded).hexdigest(),
        size_bytes=len(coded),
        stored_at_ms=clock.received_at_ms,
    )
    return Understood(_arrival(item, device, clock, content), coded, series)


def _arrival(item: Item, device: Device, clock: BayClock, content: Content) -> Arrival:
    delivery = Delivery(
        device.device_id,
        item.boot_epoch,
        item.seq,
        item.delivery_id,
        item.kind,
        item.body_sha256,
        clock.received_at_ms,
    )
    return Arrival(delivery, content)


def _swing(item: Item, device: Device, clock: BayClock) -> NewSwing:
    swing = (item.schema_version == SCHEMA_VERSION and _reader.read(item.body.encode())) or _strictly_read(
        item
    )
    _check(swing, item)
    captured_at_ms, exact = clock.believed(swing.captured_at_ms, item.boot_epoch)
    # In their order, not by name: it takes half the time, and they come by the hundred.
    return NewSwing(
        swing.swing_id,
        device.organisation_id,
        device.device_id,
        device.bay,
        swing.session_id,
        captured_at_ms,
        exact,
        clock.received_at_ms,
        item.revision,
        swing.club,
        swing.report.view,
        swing.handedness,
        swing.report.definition_version,
        {name: metric.value for name, metric in swing.report.metrics.items()},
        item.body if item.schema_version == SCHEMA_VERSION else swing.model_dump_json(),
    )


def _strictly_read(item: Item) -> Swing:
    try:
        return Swing.model_validate(_object(item), strict=True)
    except ValidationError as error:
        first = field_errors(error.errors(), 1)[0]
        raise Refused(f"body.{first.field}: {first.message}") from error


def _check(swing: Swing, item: Item) -> None:
    """What the bay's own type leaves open, because there it is the bay's own."""
    if swing.swing_id != _swing_id(item):
        raise Refused("body.swing_id: is not the item's")
    if len(swing.session_id) > MOST_NAME:
        raise Refused(f"body.session_id: has more than {MOST_NAME} letters")
    if abs(swing.captured_at_ms) > FARTHEST_MS:
        raise Refused("body.captured_at_ms: is no time")
    metrics = swing.report.metrics
    if not _are_names(tuple(metrics)):
        raise Refused(f"body.report.metrics: at most {MOST_METRICS}, named by letters, digits and _")
    if len(swing.report.definition_version) > MOST_NAME:
        raise Refused(f"body.report.definition_version: has more than {MOST_NAME} letters")


@lru_cache(maxsize=16)
def _are_names(metrics: tuple[str, ...]) -> bool:
    """Swings of one version name the same."""
    return len(metrics) <= MOST_METRICS and all(map(METRIC_NAME.fullmatch, metrics))


def _clip(item: Item, device: Device) -> NewAttachment:
    try:
        clip = ClipAnnouncement.model_validate(_object(item), strict=True)
    except ValidationError as error:
        first = field_errors(error.errors(), 1)[0]
        raise Refused(f"body.{first.field}: {first.message}") from error
    if clip.swing_id != _swing_id(item):
        raise Refused("body.swing_id: is not the item's")
    return NewAttachment(
        clip.swing_id,
        "clip",
        device.device_id,
        device.organisation_id,
        clip.sha256,
        clip.size_bytes,
        None,
    )


def _claim(item: Item, device: Device, clock: BayClock) -> NewCode:
    try:
        said = ClaimCode.model_validate(_object(item), strict=True)
    except ValidationError as error:
        first = field_errors(error.errors(), 1)[0]
        raise Refused(f"body.{first.field}: {first.message}") from error
    # One whose time cannot be believed counts from its receipt.
    made_at_ms, _ = clock.believed(said.made_at_ms, item.boot_epoch)
    ends_ms = made_at_ms + 1000 * said.valid_s
    return NewCode(said.code_sha256, device.organisation_id, device.device_id, said.session_id, ends_ms)


def _telemetry(item: Item) -> NewTelemetry:
    if len(item.body) > MOST_TELEMETRY:
        raise Refused(f"body: has more than {MOST_TELEMETRY} letters")
    _object(item)
    return NewTelemetry(item.body)


def _poses(item: Item) -> tuple[bytes, PoseSeries]:
    try:
        coded = base64.b64decode(item.body, validate=True)
        return coded, decode(coded)
    except (binascii.Error, ValueError, PoseCodeError) as error:
        raise Refused(f"body: is no pose series in base64: {str(error)[:200]}") from error


def _object(item: Item) -> dict[str, Any]:
    """The body as JSON, lifted to the newest version."""
    try:
        said = parse(item.body)
    except json.JSONDecodeError as error:
        raise Refused(f"body: is no JSON: {error.msg}") from error
    if not isinstance(said, dict):
        raise Refused("body: is no JSON object")
    try:
        return lifted(item.kind, item.schema_version, said)
    except NewerVersion as error:
        raise Refused("schema_version: is newer than this service", later=True) from error


def _swing_id(item: Item) -> str:
    if item.swing_id is None:
        raise Refused("swing_id: is missing")
    return item.swing_id
