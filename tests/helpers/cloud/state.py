"""What the reference cloud knows; each rule of swingvision.delivery that a device notices is kept here."""

import base64
import hashlib
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from swingvision.delivery import (
    Batch,
    BatchAnswer,
    ClaimAnswer,
    ClaimCode,
    ClaimRequest,
    ClipAnnouncement,
    Instruction,
    Item,
    TokenRequest,
    Verdict,
)
from swingvision.pose_codec import decode

OLD_NONCE = "urn:swingvision:problem:old_nonce"


class Refusal(Exception):
    """type: of the problem document that says so."""

    def __init__(self, status: int, words: str, type: str = "about:blank") -> None:
        super().__init__(words)
        self.status, self.type = status, type


@dataclass
class Upload:
    sha256: str
    size_bytes: int
    content: bytearray = field(default_factory=bytearray)


@dataclass
class Device:
    device_id: str
    public_key: str
    organisation_id: str
    revoked: bool = False
    items: dict[str, Item] = field(default_factory=dict)
    by_place: dict[tuple[int, int], str] = field(default_factory=dict)
    arrivals: list[str] = field(default_factory=list)
    instructions: dict[str, Instruction] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    balances: list[Any] = field(default_factory=list)


class State:
    """Everything in memory, behind one lock: the devices of a test die, this does not."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.codes: dict[str, str] = {"claim-code": str(uuid.uuid4())}
        self.devices: dict[str, Device] = {}
        self.nonces: set[str] = set()
        self.tokens: dict[str, tuple[str, float]] = {}
        self.token_life_s = 3600
        self.clips: dict[str, bytes] = {}
        self.uploads: dict[str, Upload] = {}
        self.applied = 0
        self.duplicates = 0
        self.reject: set[str] = set()
        self.later: set[str] = set()

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        said = f"swingvision-claim\n{request.claim_code}\n{request.public_key}".encode()
        _verify(request.public_key, request.signature, said)
        with self.lock:
            organisation_id = self.codes.pop(request.claim_code, None)
            if organisation_id is None:
                raise Refusal(403, "this code is not known, was used or has expired")
            device = Device(str(uuid.uuid4()), request.public_key, organisation_id)
            self.devices[device.device_id] = device
        return ClaimAnswer(device_id=device.device_id, organisation_id=organisation_id, bay_name="Bay 7")

    def nonce(self) -> str:
        nonce = uuid.uuid4().hex
        with self.lock:
            self.nonces.add(nonce)
        return nonce

    def token(self, request: TokenRequest) -> str:
        with self.lock:
            if request.nonce not in self.nonces:
                raise Refusal(403, "this nonce is not known or was used", OLD_NONCE)
            self.nonces.remove(request.nonce)
            device = self.devices.get(request.device_id)
            if device is None or device.revoked:
                raise Refusal(401, "this device is not known or was revoked")
            said = f"swingvision-token\n{request.device_id}\n{request.nonce}".encode()
            _verify(device.public_key, request.signature, said)
            token = uuid.uuid4().hex
            self.tokens[token] = (device.device_id, time.monotonic() + self.token_life_s)
            return token

    def device(self, token: str) -> Device:
        with self.lock:
            device_id, until_s = self.tokens.get(token, ("", 0.0))
            device = self.devices.get(device_id)
            if device is None or device.revoked or time.monotonic() > until_s:
                raise Refusal(401, "this token is not known, has expired or was revoked")
            return device

    def apply(self, device: Device, batch: Batch) -> BatchAnswer:
        with self.lock:
            verdicts = [self._apply(device, item) for item in batch.items]
            device.balances.append(batch.balance)
            for instruction_id in batch.acknowledged:
                device.acknowledged.append(instruction_id)
                device.instructions.pop(instruction_id, None)
            return BatchAnswer(
                verdicts=verdicts,
                instructions=list(device.instructions.values()),
                server_time_ms=time.time_ns() // 1_000_000,
            )

    def _apply(self, device: Device, item: Item) -> Verdict:
        def verdict(word: Any, reason: str | None = None) -> Verdict:
            return Verdict(delivery_id=item.delivery_id, verdict=word, reason=reason)

        if item.delivery_id in self.later:
            return verdict("retry_later", "busy")
        if item.delivery_id in self.reject:
            return verdict("rejected", "told to")
        if hashlib.sha256(item.body.encode()).hexdigest() != item.body_sha256:
            return verdict("rejected", "the body is not what its hash says")
        known = device.items.get(item.delivery_id)
        if known is not None:
            self.duplicates += 1
            same = (known.boot_epoch, known.seq, known.body_sha256) == (
                item.boot_epoch,
                item.seq,
                item.body_sha256,
            )
            return verdict("duplicate") if same else verdict("rejected", "another delivery has this id")
        place = (item.boot_epoch, item.seq)
        if place in device.by_place:
            return verdict("rejected", f"another delivery has the place {place}")
        try:
            _check_body(item)
        except ValueError as error:
            return verdict("rejected", str(error))
        device.items[item.delivery_id] = item
        device.by_place[place] = item.delivery_id
        device.arrivals.append(item.delivery_id)
        self.applied += 1
        return verdict("accepted")

    def upload_is_done(self, sha256: str) -> bool:
        """A finished upload counts only when it is what it was said to be; a wrong one is thrown away."""
        with self.lock:
            for upload_id, upload in list(self.uploads.items()):
                if upload.sha256 == sha256 and len(upload.content) == upload.size_bytes:
                    del self.uploads[upload_id]
                    if hashlib.sha256(upload.content).hexdigest() == sha256:
                        self.clips[sha256] = bytes(upload.content)
            return sha256 in self.clips

    def received(self) -> dict[str, list[tuple[str, str]]]:
        """Of every swing: kind and body hash of what was delivered of it, over all devices."""
        with self.lock:
            found: dict[str, list[tuple[str, str]]] = {}
            for device in self.devices.values():
                for item in device.items.values():
                    if item.swing_id is not None:
                        found.setdefault(item.swing_id, []).append((item.kind, item.body_sha256))
            return found


def _check_body(item: Item) -> None:
    if item.kind == "keypoints":
        decode(base64.b64decode(item.body, validate=True))
    elif item.kind == "clip":
        ClipAnnouncement.model_validate_json(item.body)
    elif item.kind == "claim":
        ClaimCode.model_validate_json(item.body)


def _verify(public_key: str, signature: str, said: bytes) -> None:
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), said)
    except (InvalidSignature, ValueError) as error:
        raise Refusal(403, "the signature is not of this key") from error
