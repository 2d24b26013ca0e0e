"""Objects in S3-compatible storage; clips go there and come from there, not through this service."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from cloud.objects.protocol import ObjectMissing, ObjectsUnavailable, WrongBytes
from cloud.settings import ObjectsSection

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Config

PIECE_BYTES = 1 << 20
REQUEST_S = 30


class S3Objects:
    """objects/ holds what counts; incoming/ what was put by a presigned address and is not proved yet."""

    def __init__(self, settings: ObjectsSection) -> None:
        secret = settings.secret_access_key
        said = {
            "region": settings.region,
            "endpoint": settings.endpoint,
            "access_key_id": settings.access_key_id,
            "secret_access_key": secret.get_secret_value() if secret else None,
        }
        config = cast("S3Config", {name: value for name, value in said.items() if value is not None})
        limits: "ClientConfig" = {"allow_http": True, "timeout": timedelta(seconds=REQUEST_S)}
        self._store = S3Store(settings.bucket, config=config, client_options=limits)

    def put(self, key: str, data: bytes) -> None:
        with _storage_errors("writing an object"):
            obstore.put(self._store, f"objects/{key}", data)

    def read(self, key: str) -> bytes:
        with _storage_errors("reading an object"):
            return bytes(obstore.get(self._store, f"objects/{key}").bytes())

    def file(self, key: str) -> Path | None:
        return None

    def link(self, key: str, valid_s: int) -> str | None:
        with _storage_errors("signing an address"):
            return obstore.sign(self._store, "GET", f"objects/{key}", timedelta(seconds=valid_s))

    def remove_all(self, prefix: str) -> None:
        with _storage_errors("removing objects"):
            for page in obstore.list(self._store, f"objects/{prefix}"):
                obstore.delete(self._store, [one["path"] for one in page])

    def upload_link(self, upload_id: str, valid_s: int) -> str | None:
        with _storage_errors("signing an address"):
            return obstore.sign(self._store, "PUT", f"incoming/{upload_id}", timedelta(seconds=valid_s))

    def settle(self, upload_id: str, size_bytes: int, sha256: str, key: str) -> None:
        path = f"incoming/{upload_id}"
        with _storage_errors("keeping an upload"):
            if obstore.head(self._store, path)["size"] != size_bytes or self._digest(path) != sha256:
                obstore.delete(self._store, path)
                raise WrongBytes
            obstore.rename(self._store, path, f"objects/{key}")

    def drop(self, upload_id: str) -> None:
        with _storage_errors("removing an upload"):
            try:
                obstore.delete(self._store, f"incoming/{upload_id}")
            except FileNotFoundError:
                return

    def _digest(self, path: str) -> str:
        found = hashlib.sha256()
        for piece in obstore.get(self._store, path).stream(min_chunk_size=PIECE_BYTES):
            found.update(piece)
        return found.hexdigest()


@contextmanager
def _storage_errors(doing: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise ObjectMissing from error
    except (BaseError, OSError) as error:
        raise ObjectsUnavailable(f"{doing} failed: {error}") from error
