"""Where deliveries are applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

AttachmentKind = Literal["keypoints", "clip"]
# accepted: it is there now. duplicate: it was. older: a higher revision is there. conflict: this sequence
# number came with other content before. foreign: the swing is another device's. erased: the swing was deleted
# for good. buried: its whole session was. failed: the store would not take this row, whatever is done.
Outcome = Literal["accepted", "duplicate", "older", "conflict", "foreign", "erased", "buried", "failed"]


# Nobody changes one of these. They come by the hundred, and `frozen` would make each take four times as long.
@dataclass(slots=True)
class Delivery:
    """An item's identity: (device_id, boot_epoch, seq) and the SHA-256 of its body."""

    device_id: str
    boot_epoch: int
    seq: int
    delivery_id: str
    kind: str
    body_sha256: str
    received_at_ms: int


@dataclass(slots=True)
class NewSwing:
    """A measured swing as delivered. body: the swing's JSON text.

    swing_id: a UUID whose own time never changes; captured_at_ms: what the cloud believes of the time of
    impact, and captured_at_exact whether it has reason to. metrics: values by name, None where withheld.
    """

    swing_id: str
    organisation_id: str
    device_id: str
    bay: str
    session_id: str
    captured_at_ms: int
    captured_at_exact: bool
    received_at_ms: int
    revision: int
    club: str
    view: str
    handedness: str
    definition_version: str
    metrics: Mapping[str, float | None]
    body: str


@dataclass(slots=True)
class NewAttachment:
    """Poses or a clip of a swing, which may arrive before the swing itself.

    stored_at_ms: when its bytes were safe with us; None for a clip that is announced only.
    """

    swing_id: str
    kind: AttachmentKind
    device_id: str
    organisation_id: str
    sha256: str
    size_bytes: int
    stored_at_ms: int | None


@dataclass(slots=True)
class NewTelemetry:
    """What a bay says of itself: JSON text, kept by device and time of receipt."""

    body: str


@dataclass(slots=True)
class NewCode:
    """A code that a bay showed the golfer of a session, by its hash; expires_at_ms: by the cloud's clock."""

    code_sha256: str
    organisation_id: str
    device_id: str
    session_id: str
    expires_at_ms: int


Content = NewSwing | NewAttachment | NewCode | NewTelemetry


@dataclass(slots=True)
class Arrival:
    delivery: Delivery
    content: Content


class IngestRepository(Protocol):
    def apply(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        """Apply each on its own; returns an outcome each, in order, when all of it is durable. By key.

        Known by (device_id, boot_epoch, seq): the same body again is a duplicate. A swing of a higher
        revision replaces the measurement, and leaves player, note and attachments as they are; so a swing
        that was sent under two sequence numbers is there once. An attachment of the same sha256 again changes
        nothing; another one replaces it. A swing of a session that somebody owns is theirs from the start
        (cloud.claims), of one that was erased it is `buried`. A row that the store refuses is `failed` and
        stops none of the others.
        """
