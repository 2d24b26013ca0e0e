"""The wire between a bay and the cloud: what a device delivers, what it is told, what is wanted of it.

At-least-once delivery with an idempotent apply: an item is known by `delivery_id` and by (device_id,
boot_epoch, seq), its content by `body_sha256`. The cloud applies durably, then answers with a verdict an
item. Order is (device_id, boot_epoch, seq), never a clock.
"""

from typing import Annotated, Literal

from pydantic import Field

from swingvision.report import Wire

# Raised when the body of a kind changes; the cloud lifts older ones.
SCHEMA_VERSION = 1
MOST_ITEMS = 500
MOST_BODY_BYTES = 512 * 1024

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Uuid = Annotated[str, Field(pattern="^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
Milliseconds = Annotated[int, Field(ge=0, le=253_402_300_799_999)]
# A clock may be wrong by years, but not by more than a number that JSON carries.
DeviceTime = Annotated[int, Field(ge=-(2**53), le=2**53)]
# By priority, highest first. claim: a code that a session's golfer was shown. clip: announces a clip; its
# bytes travel by an upload of their own.
Kind = Literal["result", "claim", "keypoints", "clip", "telemetry"]
KINDS: tuple[Kind, ...] = ("result", "claim", "keypoints", "clip", "telemetry")


class Item(Wire):
    """One delivery. body_sha256 is of the body's text, which is

    result, telemetry: JSON, exactly as saved; keypoints: base64 of the coded series (swingvision.pose_codec);
    clip: JSON of a ClipAnnouncement; claim: JSON of a ClaimCode.
    """

    delivery_id: Uuid
    boot_epoch: Annotated[int, Field(ge=0, le=2**53)]
    seq: Annotated[int, Field(ge=1, le=2**53)]
    kind: str
    schema_version: Annotated[int, Field(ge=1, le=1000)]
    swing_id: Uuid | None
    created_at_ms: Annotated[DeviceTime, Field(description="by the device's clock, however wrong")]
    body_sha256: Sha256
    body: Annotated[str, Field(max_length=MOST_BODY_BYTES)]
    revision: Annotated[int, Field(ge=1, le=1_000_000, description="of the measurement; never goes down")] = 1


class ClipAnnouncement(Wire):
    swing_id: Uuid
    sha256: Sha256
    size_bytes: Annotated[int, Field(ge=1, le=1 << 30)]


class ClaimCode(Wire):
    """The bay showed the golfer of this session a code: the first person to show it to the cloud, within its
    time, owns the session's swings. The code itself stays with the golfer.

    code_sha256: of its text (swingvision.typed_code). made_at_ms: by the device's clock.
    """

    session_id: Uuid
    code_sha256: Sha256
    made_at_ms: DeviceTime
    valid_s: Annotated[int, Field(ge=1, le=86_400)]


class Balance(Wire):
    """captured = synced + queued + evicted + dead_lettered, always."""

    captured: Annotated[int, Field(ge=0)]
    synced: Annotated[int, Field(ge=0)]
    queued: Annotated[int, Field(ge=0)]
    evicted: Annotated[int, Field(ge=0)]
    dead_lettered: Annotated[int, Field(ge=0)]


class Batch(Wire):
    """acknowledged: instructions carried out. sent_at_ms: the device's clock now, to learn its error.

    boot_epoch: the boot that sent_at_ms belongs to; what an earlier boot's clock said is not corrected by it.
    """

    items: Annotated[list[Item], Field(max_length=MOST_ITEMS)]
    balance: Balance
    acknowledged: Annotated[list[Uuid], Field(max_length=1000)]
    sent_at_ms: DeviceTime
    boot_epoch: Annotated[int, Field(ge=0, le=2**53)] | None = None


class Verdict(Wire):
    """rejected: never send it again (dead letter). retry_later: keep it, the rest of the batch stands."""

    delivery_id: Uuid
    verdict: Literal["accepted", "duplicate", "rejected", "retry_later"]
    reason: str | None = None


class DeleteSwings(Wire):
    """Rows, poses and clips of these swings go; so does what is queued of them."""

    kind: Literal["delete_swings"] = "delete_swings"
    instruction_id: Uuid
    swing_ids: Annotated[list[Uuid], Field(max_length=10_000)]


class SetClockOffset(Wire):
    """Add this to the device's clock for what people read; ids and order never use it."""

    kind: Literal["clock_offset"] = "clock_offset"
    instruction_id: Uuid
    offset_ms: int


class Revoke(Wire):
    """Forget the key and the tokens: this device is no longer one of ours. Swings stay on its disk."""

    kind: Literal["revoke"] = "revoke"
    instruction_id: Uuid


Instruction = Annotated[DeleteSwings | SetClockOffset | Revoke, Field(discriminator="kind")]


class BatchAnswer(Wire):
    """A verdict for every item of the batch, in its order. instructions: repeated until acknowledged."""

    verdicts: list[Verdict]
    instructions: list[Instruction]
    server_time_ms: Milliseconds


class ClaimRequest(Wire):
    """A device joins: the code that an operator gave it, and its public key (Ed25519, raw, base64).

    signature: base64, of b"swingvision-claim\\n" + claim_code + b"\\n" + public_key, made with that key.
    """

    claim_code: Annotated[str, Field(min_length=8, max_length=64)]
    public_key: Annotated[str, Field(min_length=44, max_length=44)]
    signature: Annotated[str, Field(min_length=88, max_length=88)]


class ClaimAnswer(Wire):
    device_id: Uuid
    organisation_id: Uuid
    bay_name: str


class NonceAnswer(Wire):
    """To be signed once, within its life; a device without a clock can prove its key with it."""

    nonce: Annotated[str, Field(min_length=16, max_length=128)]


class TokenRequest(Wire):
    """signature: base64, of b"swingvision-token\\n" + device_id + b"\\n" + nonce."""

    device_id: Uuid
    nonce: Annotated[str, Field(min_length=16, max_length=128)]
    signature: Annotated[str, Field(min_length=88, max_length=88)]


class TokenAnswer(Wire):
    token: str
    expires_in_s: Annotated[int, Field(ge=1)]


class UploadRequest(Wire):
    """How shall the bytes of this clip travel? Asked once its announcement was accepted."""

    swing_id: Uuid
    sha256: Sha256
    size_bytes: Annotated[int, Field(ge=1, le=1 << 30)]


class UploadAnswer(Wire):
    """done: the cloud has it. tus: create at `url`. put: one PUT to `url` with `headers`, then ask again."""

    way: Literal["done", "tus", "put"]
    url: str | None = None
    headers: dict[str, str] = {}
