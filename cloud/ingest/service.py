"""A batch of deliveries, item by item: understood, applied durably, answered."""

import threading
from collections.abc import Sequence
from typing import Any

import structlog
from pydantic import Field, ValidationError

from cloud.claims.service import ClaimService
from cloud.clips.repository import ClipRepository
from cloud.clock import now_ms
from cloud.devices.repository import Device
from cloud.devices.service import DeviceService
from cloud.ingest.capture_time import BayClock
from cloud.ingest.items import Refused, Understood, understood
from cloud.ingest.repository import Arrival, IngestRepository, NewAttachment, NewCode, NewSwing, Outcome
from cloud.live.hub import Hub
from cloud.objects import ObjectMissing, Objects, ObjectsUnavailable
from cloud.objects.protocol import key, prefix
from cloud.players.service import PlayerService
from cloud.problems import Problem, field_errors
from cloud.strict_json import parse
from cloud.swings.repository import SwingRepository
from cloud.swings.schemas import SwingView
from swingvision.delivery import MOST_ITEMS, Batch, BatchAnswer, Item, Uuid, Verdict
from swingvision.form import form_of
from swingvision.pose import PoseSeries
from swingvision.pose_codec import PoseCodeError, decode
from swingvision.report import Swing, Wire

log = structlog.get_logger()

MOST_WAITING = 10_000
REASONS: dict[Outcome, str] = {
    "older": "a newer measurement of this swing is here",
    "conflict": "this sequence number came with other content before",
    "foreign": "this swing is another device's",
    "erased": "this swing was deleted",
    "buried": "this swing's session was deleted",
    "failed": "the store does not take this row",
}


class Envelope(Batch):
    """A batch whose items are looked at one by one, so that a bad one does not stop the others."""

    items: list[Any] = Field(max_length=MOST_ITEMS)


class Addressed(Wire):
    """The least of an item that can be answered."""

    delivery_id: Uuid


class IngestService:
    def __init__(
        self,
        ingest: IngestRepository,
        swings: SwingRepository,
        clips: ClipRepository,
        objects: Objects,
        devices: DeviceService,
        claims: ClaimService,
        players: PlayerService,
        hub: Hub,
    ) -> None:
        self._ingest, self._swings, self._clips = ingest, swings, clips
        self._objects, self._devices, self._claims, self._hub = objects, devices, claims, hub
        self._players = players
        # Swings whose poses came first: their form is made when they arrive.
        self._formless: set[str] = set()
        self._lock = threading.Lock()

    def deliver(self, device: Device, body: bytes) -> BatchAnswer:
        """Everything accepted is on the disk when this returns. Raises Problem, StoreUnavailable."""
        received_ms = now_ms()
        envelope = _envelope(body)
        clock = BayClock.of(envelope.sent_at_ms, envelope.boot_epoch, received_ms)
        taken = [self._take(raw, place, device, clock) for place, raw in enumerate(envelope.items)]
        arrived = [one for one in taken if isinstance(one, Understood)]
        outcomes = self._ingest.apply([one.arrival for one in arrived]) if arrived else []
        self._clear(arrived, outcomes)
        said = iter(outcomes)
        verdicts = [_verdict(one, next(said)) if isinstance(one, Understood) else one for one in taken]
        self._follow(arrived, verdicts)
        self._devices.acknowledge(device, envelope.acknowledged)
        self._devices.seen(device, received_ms - envelope.sent_at_ms, envelope.balance)
        instructions = self._devices.wanted(device)
        return BatchAnswer(verdicts=verdicts, instructions=instructions, server_time_ms=now_ms())

    def _take(self, raw: Any, place: int, device: Device, clock: BayClock) -> Understood | Verdict:
        """What an item says, with its poses safely kept; or the verdict on one that cannot be taken."""
        try:
            item = Item.model_validate(raw, strict=True)
        except ValidationError as error:
            first = field_errors(error.errors(), 1)[0]
            return _rejected(_delivery_id(raw, place), f"{first.field}: {first.message}")
        try:
            one = understood(item, device, clock)
            if one.poses is not None:
                self._objects.put(_poses_key(one.arrival), one.poses)
        except Refused as refusal:
            if refusal.later:
                return _later(item.delivery_id, str(refusal))
            return _rejected(item.delivery_id, str(refusal))
        except ObjectsUnavailable as error:
            log.error("poses cannot be kept", error=str(error))
            return _later(item.delivery_id, "the storage does not answer")
        return one

    def _clear(self, arrived: Sequence[Understood], outcomes: Sequence[Outcome]) -> None:
        """Poses of a swing that is deleted or another device's leave nothing behind."""
        for one, outcome in zip(arrived, outcomes, strict=True):
            content = one.arrival.content
            if outcome in ("erased", "foreign") and isinstance(content, NewAttachment):
                self._objects.remove_all(prefix(content.organisation_id, content.device_id, content.swing_id))
            elif outcome == "buried" and isinstance(content, NewSwing):
                self._players.refuse(content)

    def _follow(self, arrived: Sequence[Understood], verdicts: Sequence[Verdict]) -> None:
        """What a new swing or new poses bring about. It can be made again from what is kept: it stops
        nothing.
        """
        said = {one.delivery_id: one.verdict for one in verdicts}
        for one in arrived:
            verdict, content = said[one.arrival.delivery.delivery_id], one.arrival.content
            if isinstance(content, NewCode) and verdict in ("accepted", "duplicate"):
                # A duplicate too: the service may have stopped before it followed the first.
                self._claims.arrived(content)
            if verdict != "accepted":
                continue
            if isinstance(content, NewSwing):
                self._publish(content)
                if content.swing_id in self._formless:
                    self._form_late(content)
            elif one.series is not None:
                self._form_of_poses(one.arrival, one.series)

    def _publish(self, swing: NewSwing) -> None:
        """With its player, where somebody owns the session."""
        held = self._swings.swing(swing.swing_id) if self._hub.watched else None
        if held is not None:
            self._hub.publish(swing.organisation_id, SwingView.of(held))

    def _form_of_poses(self, arrival: Arrival, series: PoseSeries) -> None:
        assert isinstance(arrival.content, NewAttachment), "poses are an attachment"
        swing_id = arrival.content.swing_id
        held = self._swings.swing(swing_id)
        if held is not None:
            self._set_form(held.measured, series)
            return
        with self._lock:
            if len(self._formless) < MOST_WAITING:
                self._formless.add(swing_id)

    def _form_late(self, swing: NewSwing) -> None:
        with self._lock:
            self._formless.discard(swing.swing_id)
        poses = self._clips.attachment(swing.swing_id, "keypoints")
        if poses is None:
            return
        where = key(swing.organisation_id, swing.device_id, swing.swing_id, f"{poses.sha256}.svp")
        try:
            self._set_form(swing, decode(self._objects.read(where)))
        except (ObjectMissing, ObjectsUnavailable, PoseCodeError) as error:
            log.warning("no form for a swing", swing_id=swing.swing_id, error=str(error))

    def _set_form(self, swing: NewSwing, series: PoseSeries) -> None:
        form = form_of(series, Swing.model_validate_json(swing.body).report)
        if form is not None:
            self._swings.set_form(swing.swing_id, form)


def _envelope(body: bytes) -> Envelope:
    """Raises Problem 400 for what is no JSON, 422 naming the fields of what is no batch."""
    try:
        return Envelope.model_validate(parse(body), strict=True)
    except ValidationError as error:
        problem = Problem(422, "The batch does not fit.")
        problem.errors = [
            one.model_copy(update={"field": f"body.{one.field}"}) for one in field_errors(error.errors())
        ]
        raise problem from error
    except ValueError as error:
        raise Problem(
            400, f"The body is no JSON: {getattr(error, 'msg', 'not UTF-8')}.", field="body"
        ) from error


def _delivery_id(raw: Any, place: int) -> str:
    """Raises Problem 422: without it an item cannot be answered."""
    said = raw.get("delivery_id") if isinstance(raw, dict) else None
    try:
        return Addressed.model_validate({"delivery_id": said}).delivery_id
    except ValidationError as error:
        detail = f"Item {place} has no delivery_id, so nothing of the batch was taken."
        raise Problem(422, detail, field=f"body.items.{place}.delivery_id") from error


def _verdict(one: Understood, outcome: Outcome) -> Verdict:
    delivery_id = one.arrival.delivery.delivery_id
    match outcome:
        case "accepted" | "duplicate":
            return Verdict(delivery_id=delivery_id, verdict=outcome)
        case "older":
            return Verdict(delivery_id=delivery_id, verdict="duplicate", reason=REASONS["older"])
        case _:
            return _rejected(delivery_id, REASONS[outcome])


def _later(delivery_id: str, reason: str) -> Verdict:
    return Verdict(delivery_id=delivery_id, verdict="retry_later", reason=reason)


def _rejected(delivery_id: str, reason: str) -> Verdict:
    return Verdict(delivery_id=delivery_id, verdict="rejected", reason=reason)


def _poses_key(arrival: Arrival) -> str:
    content = arrival.content
    assert isinstance(content, NewAttachment), "only poses are kept as objects on arrival"
    return key(content.organisation_id, content.device_id, content.swing_id, f"{content.sha256}.svp")
