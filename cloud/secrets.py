"""Codes and tokens: made here, known elsewhere by their hash only; and what the service signs for itself."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cloud.errors import StoreRefused

KEY_NAME = "service.key"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Signer:
    """Makes texts that only this service can have made (its processes share the key), with their end."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def in_folder(cls, folder: Path) -> "Signer":
        """The key in the data folder, made at the first start. Raises StoreRefused."""
        path = folder / KEY_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with open(handle, "wb") as file:
                    file.write(secrets.token_bytes(32))
            except FileExistsError:
                pass
            return cls(path.read_bytes())
        except OSError as error:
            raise StoreRefused(f"the key {path} cannot be used: {error.strerror}") from error

    def sign(self, kind: str, said: str, until_ms: int) -> str:
        text = f"{said}.{until_ms}"
        return f"{text}.{self._mac(kind, text)}"

    def opened(self, kind: str, signed: str, now_ms: int) -> str | None:
        """What was signed, or None where it was not by this service, for another use, or has ended."""
        text, _, mac = signed.rpartition(".")
        said, _, until = text.rpartition(".")
        if not hmac.compare_digest(mac.encode(), self._mac(kind, text).encode()):
            return None
        return said if now_ms < int(until) else None

    def _mac(self, kind: str, text: str) -> str:
        return hmac.new(self._key, f"{kind}\n{text}".encode(), hashlib.sha256).hexdigest()[:40]
