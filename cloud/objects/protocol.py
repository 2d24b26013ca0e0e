"""What a store of objects is."""

from pathlib import Path
from typing import Protocol

from cloud.errors import StoreUnavailable


class ObjectsUnavailable(StoreUnavailable):
    """The storage cannot answer now; the same call may work later."""


class ObjectMissing(Exception):
    """There is no object under this key."""


class WrongBytes(Exception):
    """What was uploaded is not what was announced; it has been removed."""


class Objects(Protocol):
    """Keys are made by `key` only. A write is durable when it returns. Raises ObjectsUnavailable."""

    def put(self, key: str, data: bytes) -> None:
        """Whole or not at all; the same again changes nothing."""

    def read(self, key: str) -> bytes:
        """All of a small object. Raises ObjectMissing."""

    def file(self, key: str) -> Path | None:
        """Where the object is a file of this machine; None where `link` gives its address. Raises
        ObjectMissing.
        """

    def link(self, key: str, valid_s: int) -> str | None:
        """An address to read the object from without this service; None where it is a `file`."""

    def remove_all(self, prefix: str) -> None:
        """Every object whose key begins so; prefix ends with a slash."""

    def upload_link(self, upload_id: str, valid_s: int) -> str | None:
        """An address for one PUT of an upload's bytes; None where they come by tus."""

    def settle(self, upload_id: str, size_bytes: int, sha256: str, key: str) -> None:
        """Put an upload's bytes under their key once they are proved to be what was announced.

        Raises ObjectMissing while they are not all there, WrongBytes.
        """

    def drop(self, upload_id: str) -> None:
        """Remove what came of an upload."""


def key(organisation_id: str, device_id: str, swing_id: str, name: str) -> str:
    return f"{prefix(organisation_id, device_id, swing_id)}{name}"


def prefix(organisation_id: str, device_id: str, swing_id: str) -> str:
    """Of everything that belongs to a swing."""
    return f"{organisation_id}/{device_id}/{swing_id}/"
