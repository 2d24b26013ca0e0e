"""Who this device is: a key that is made here and never leaves, and what the cloud called it.

identity/device.key    Ed25519, PKCS#8, readable by the owner alone
identity/device.json   Identity: where the cloud is and this device's id there
"""

import base64
import contextlib
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from pydantic import ValidationError

from edge.store.files import fsync_folder
from swingvision.delivery import ClaimRequest, TokenRequest
from swingvision.report import Wire

FOLDER, KEY_NAME, IDENTITY_NAME = "identity", "device.key", "device.json"


class IdentityError(Exception):
    """The key or the identity on the disk cannot be used; the message says what to do."""


class Identity(Wire):
    cloud_url: str
    device_id: str
    organisation_id: str
    bay_name: str


class DeviceKey:
    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @property
    def public(self) -> str:
        return _base64(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def claim(self, code: str) -> ClaimRequest:
        said = b"swingvision-claim\n" + code.encode() + b"\n" + self.public.encode()
        return ClaimRequest(claim_code=code, public_key=self.public, signature=self._signed(said))

    def token_request(self, device_id: str, nonce: str) -> TokenRequest:
        said = b"swingvision-token\n" + device_id.encode() + b"\n" + nonce.encode()
        return TokenRequest(device_id=device_id, nonce=nonce, signature=self._signed(said))

    def _signed(self, said: bytes) -> str:
        return _base64(self._key.sign(said))


def load_or_make_key(data_dir: Path) -> DeviceKey:
    """This device's key, made at the first call. Raises IdentityError and OSError."""
    path = data_dir / FOLDER / KEY_NAME
    if not path.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(path, pem)
    return load_key(data_dir)


def load_key(data_dir: Path) -> DeviceKey:
    """Raises IdentityError where there is none, or one that others could have read."""
    path = data_dir / FOLDER / KEY_NAME
    try:
        if (mode := path.stat().st_mode & 0o777) & 0o077:
            raise IdentityError(f"{path} may be read by others (mode {mode:o}): it counts as known to them")
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise IdentityError(f"the device's key {path} cannot be read: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise IdentityError(f"the device's key {path} is no Ed25519 key")
    return DeviceKey(key)


def load_identity(data_dir: Path) -> Identity | None:
    """None for a device that has not joined. Raises IdentityError for a file that cannot be read."""
    path = data_dir / FOLDER / IDENTITY_NAME
    try:
        return Identity.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise IdentityError(f"{path} cannot be read ({error.__class__.__name__}): join again") from error


def save_identity(data_dir: Path, identity: Identity) -> None:
    _write(data_dir / FOLDER / IDENTITY_NAME, identity.model_dump_json(indent=2).encode())


def forget(data_dir: Path) -> None:
    """The key first: without it the rest is of no use to anybody."""
    for name in (KEY_NAME, IDENTITY_NAME):
        (data_dir / FOLDER / name).unlink(missing_ok=True)
    with contextlib.suppress(FileNotFoundError):
        fsync_folder(data_dir / FOLDER)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    fsync_folder(path.parent)
    fsync_folder(path.parent.parent)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
