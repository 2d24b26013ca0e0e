"""What is known of devices: invitations, keys, and what the cloud wants of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Invitation:
    """A claim code that somebody made, known by its SHA-256 only."""

    code_sha256: str
    device_id: str
    organisation_id: str
    bay: str
    expires_at_ms: int


@dataclass(frozen=True, slots=True)
class Device:
    """public_key: Ed25519, raw, base64. balance: the last one it reported, JSON."""

    device_id: str
    organisation_id: str
    bay: str
    public_key: str
    joined_at_ms: int
    revoked_at_ms: int | None = None
    seen_at_ms: int | None = None
    clock_offset_ms: int | None = None
    balance: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """An instruction to a device. body: JSON of a delivery.Instruction."""

    device_id: str
    instruction_id: str
    body: str
    made_at_ms: int
    acknowledged_at_ms: int | None = None


class DeviceRepository(Protocol):
    def take(self, kind: str, value: str, owner: str, until_ms: int | None) -> str:
        """Make `value` the owner's unless somebody holds it; returns who holds it now. By key.

        The one place where a thing happens once only: of two that ask at once, both hear the same owner.
        until_ms: it may be forgotten afterwards; None: never.
        """

    def forget_taken(self, before_ms: int) -> None:
        """Remove what was to be held until before then. Eventual."""

    def invite(self, invitation: Invitation) -> None:
        """By key (code_sha256)."""

    def invitation(self, code_sha256: str) -> Invitation | None:
        """By key."""

    def join(self, device: Device) -> None:
        """By key (device_id); one that is there already stays as it is."""

    def device(self, device_id: str) -> Device | None:
        """By key."""

    def devices(self, organisation_id: str | None) -> list[Device]:
        """All, or an organisation's, by bay and time of joining; at most 10,000. Eventual."""

    def revoke(self, device_id: str, at_ms: int) -> bool:
        """False where there is no such device; the first revocation's time stays. By key."""

    def seen(self, device_id: str, at_ms: int, clock_offset_ms: int, balance: str) -> None:
        """Note a sign of life. By key."""

    def wish(self, wish: Wish) -> None:
        """By key (device_id, instruction_id); one that is there already stays as it is."""

    def wishes(self, device_id: str, limit: int) -> list[Wish]:
        """Those not acknowledged yet, oldest first. Eventual."""

    def wish_by_id(self, device_id: str, instruction_id: str) -> Wish | None:
        """By key."""

    def acknowledge(self, device_id: str, instruction_ids: Sequence[str], at_ms: int) -> None:
        """Ids that are no wish of this device are passed over; the first time stays. By key."""
