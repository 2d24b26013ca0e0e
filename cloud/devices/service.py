"""How a bay joins and proves who it is."""

import base64
import binascii
import secrets
import threading
import uuid
from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import TypeAdapter

from cloud.clock import now_ms
from cloud.devices.repository import Device, DeviceRepository, Invitation, Wish
from cloud.organisations.service import OrganisationService
from cloud.problems import Problem
from cloud.secrets import Signer, sha256
from swingvision.delivery import (
    Balance,
    ClaimAnswer,
    ClaimRequest,
    Instruction,
    NonceAnswer,
    SetClockOffset,
    TokenAnswer,
    TokenRequest,
)
from swingvision.typed_code import make_code, written_one_way
from swingvision.uuid7 import uuid7

NONCE_MS = 60_000
# A revocation is in force within 5 s: no answer about a device is older than this.
REMEMBERED_MS = 2_000
SEEN_EVERY_MS = 5_000
MOST_REMEMBERED = 20_000
MOST_WISHES = 20
# A clock that is further off is told so, once for each amount.
CLOCK_STEP_MS = 60_000

_instruction: TypeAdapter[Instruction] = TypeAdapter(Instruction)


class DeviceService:
    def __init__(
        self, devices: DeviceRepository, organisations: OrganisationService, signer: Signer, token_s: int
    ) -> None:
        self._devices, self._organisations = devices, organisations
        self._signer, self._token_s = signer, token_s
        self._remembered: dict[str, tuple[int, Device | None]] = {}
        self._seen: dict[str, int] = {}
        self._lock = threading.Lock()

    def invite(self, organisation: str, bay: str, valid_s: int) -> str:
        """A claim code for one device at this bay; it is shown once and known by its hash afterwards."""
        code = make_code()
        ends_ms = now_ms() + 1000 * valid_s
        organisation_id = self._organisations.named(organisation)
        self._devices.invite(Invitation(sha256(code), uuid7(), organisation_id, bay, ends_ms))
        return code

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        """Raises Problem 403 for a code that is wrong, used by another key or too old, or a bad proof."""
        _verify(
            request.public_key,
            request.signature,
            b"swingvision-claim\n" + request.claim_code.encode() + b"\n" + request.public_key.encode(),
        )
        code = sha256(written_one_way(request.claim_code))
        invitation = self._devices.invitation(code)
        if invitation is None:
            raise Problem(403, "This claim code is not known.", field="body.claim_code")
        joined = self._devices.device(invitation.device_id)
        if joined is None or joined.public_key != request.public_key:
            self._use(invitation, request.public_key)
        return ClaimAnswer(
            device_id=invitation.device_id,
            organisation_id=invitation.organisation_id,
            bay_name=invitation.bay,
        )

    def _use(self, invitation: Invitation, public_key: str) -> None:
        if now_ms() > invitation.expires_at_ms:
            raise Problem(403, "This claim code has expired.", field="body.claim_code")
        holder = self._devices.take("claim", invitation.code_sha256, public_key, None)
        if holder != public_key:
            raise Problem(403, "This claim code was used by another device.", field="body.claim_code")
        self._devices.join(
            Device(invitation.device_id, invitation.organisation_id, invitation.bay, public_key, now_ms())
        )

    def nonce(self) -> NonceAnswer:
        said = secrets.token_urlsafe(16)
        return NonceAnswer(nonce=self._signer.sign("nonce", said, now_ms() + NONCE_MS))

    def token(self, request: TokenRequest) -> TokenAnswer:
        """Raises Problem 403 for a device that is not known or was revoked, a bad proof or a used nonce."""
        now = now_ms()
        said = self._signer.opened("nonce", request.nonce, now)
        if said is None:
            raise Problem(
                403,
                "This nonce is not ours or has expired; ask for another.",
                kind="old_nonce",
                field="body.nonce",
            )
        device = self._devices.device(request.device_id)
        if device is None:
            raise Problem(403, "This device is not known.", field="body.device_id")
        _verify(
            device.public_key,
            request.signature,
            b"swingvision-token\n" + request.device_id.encode() + b"\n" + request.nonce.encode(),
        )
        if device.revoked_at_ms is not None:
            raise _revoked()
        asker = str(uuid.uuid4())
        if self._devices.take("nonce", said, asker, now + NONCE_MS) != asker:
            raise Problem(403, "This nonce was used before.", kind="old_nonce", field="body.nonce")
        signed = self._signer.sign("device", device.device_id, now + 1000 * self._token_s)
        return TokenAnswer(token=signed, expires_in_s=self._token_s)

    def known(self, token: str) -> Device:
        """The device that shows this token. Raises Problem 401 (get another token) or 403 (revoked)."""
        now = now_ms()
        device_id = self._signer.opened("device", token, now)
        device = None if device_id is None else self._recent(device_id, now)
        if device is None:
            raise Problem(401, "This token is not ours or has expired.")
        if device.revoked_at_ms is not None:
            raise _revoked()
        return device

    def _recent(self, device_id: str, now: int) -> Device | None:
        remembered = self._remembered.get(device_id)
        if remembered is not None and 0 <= now - remembered[0] < REMEMBERED_MS:
            return remembered[1]
        device = self._devices.device(device_id)
        with self._lock:
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[device_id] = (now, device)
        return device

    def seen(self, device: Device, offset_ms: int, balance: Balance) -> None:
        """Note a sign of life, every few seconds at most; tell a device whose clock is off."""
        now = now_ms()
        with self._lock:
            if now - self._seen.get(device.device_id, 0) < SEEN_EVERY_MS:
                return
            if len(self._seen) > MOST_REMEMBERED:
                self._seen.clear()
            self._seen[device.device_id] = now
        self._devices.seen(device.device_id, now, offset_ms, balance.model_dump_json())
        if abs(offset_ms - (device.clock_offset_ms or 0)) >= CLOCK_STEP_MS:
            told = SetClockOffset(instruction_id=uuid7(), offset_ms=offset_ms)
            self._devices.wish(Wish(device.device_id, told.instruction_id, told.model_dump_json(), now))

    def wanted(self, device: Device) -> list[Instruction]:
        wishes = self._devices.wishes(device.device_id, MOST_WISHES)
        return [_instruction.validate_json(wish.body) for wish in wishes]

    def acknowledge(self, device: Device, instruction_ids: Sequence[str]) -> None:
        if instruction_ids:
            self._devices.acknowledge(device.device_id, instruction_ids, now_ms())

    def list(self, organisation_id: str | None) -> list[Device]:
        return self._devices.devices(organisation_id)

    def revoke(self, device_id: str) -> bool:
        return self._devices.revoke(device_id, now_ms())


def _revoked() -> Problem:
    return Problem(403, "This device was revoked.", kind="revoked")


def _verify(public_key: str, signature: str, message: bytes) -> None:
    """Raises Problem 403 unless the key made this signature of the message."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), message)
    except (binascii.Error, ValueError, InvalidSignature) as error:
        raise Problem(403, "The signature is not of this key and text.", field="body.signature") from error
