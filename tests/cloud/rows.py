"""Rows for a store: valid, and different where a test says so."""

import dataclasses
import hashlib
import uuid
from typing import Any

from cloud.ingest.repository import Arrival, AttachmentKind, Content, Delivery, NewAttachment, NewSwing
from swingvision.uuid7 import uuid7

ORGANISATION, OTHER_ORGANISATION = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))
DEVICE, OTHER_DEVICE = str(uuid.UUID(int=11)), str(uuid.UUID(int=12))
PLAYER, OTHER_PLAYER = str(uuid.UUID(int=21)), str(uuid.UUID(int=22))
NOON_MS = 1_790_000_000_000
DAY_MS = 86_400_000


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def new_swing(**changes: Any) -> NewSwing:
    plain = NewSwing(
        swing_id=uuid7(),
        organisation_id=ORGANISATION,
        device_id=DEVICE,
        bay="Bay 1",
        session_id=uuid7(),
        captured_at_ms=NOON_MS,
        captured_at_exact=True,
        received_at_ms=NOON_MS + 500,
        revision=1,
        club="iron",
        view="face_on",
        handedness="right",
        definition_version="1",
        metrics={"tempo_ratio": 3.0, "plane_deg": None},
        body='{"swing": "as delivered"}',
    )
    return dataclasses.replace(plain, **changes)


def attachment(swing_id: str, kind: AttachmentKind = "clip", **changes: Any) -> NewAttachment:
    plain = NewAttachment(swing_id, kind, DEVICE, ORGANISATION, sha256(swing_id + kind), 1000, None)
    return dataclasses.replace(plain, **changes)


class Sequence:
    """A device's own order of deliveries."""

    def __init__(self, device_id: str = DEVICE, boot_epoch: int = 1) -> None:
        self.device_id, self.boot_epoch, self.seq = device_id, boot_epoch, 0

    def arrival(self, content: Content, kind: str = "result", body: str | None = None) -> Arrival:
        self.seq += 1
        said = body if body is not None else repr(content)
        delivery = Delivery(
            self.device_id, self.boot_epoch, self.seq, uuid7(), kind, sha256(said), NOON_MS + 500
        )
        return Arrival(delivery, content)
