"""Resumable uploads into the folder: tus 1.0 core, creation, checksum, termination, expiration.

How much has come is the length of the upload's file, so a restart forgets nothing and invents nothing.
https://tus.io/protocols/resumable-upload
"""

import base64
import binascii
import hashlib
import os
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from cloud.clips.repository import ClipRepository, Upload
from cloud.clips.service import ClipService
from cloud.clock import now_ms
from cloud.devices.repository import Device
from cloud.objects import FolderObjects, ObjectsUnavailable
from cloud.problems import Problem

VERSION = "1.0.0"
ALGORITHMS = {"sha256": hashlib.sha256, "sha1": hashlib.sha1}
GATHERED_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Checksum:
    algorithm: str
    digest: bytes

    @classmethod
    def of(cls, header: str | None) -> "Checksum | None":
        """Raises Problem 400."""
        if header is None:
            return None
        algorithm, _, said = header.partition(" ")
        try:
            digest = base64.b64decode(said, validate=True)
        except (binascii.Error, ValueError):
            digest = b""
        if algorithm not in ALGORITHMS or len(digest) != ALGORITHMS[algorithm]().digest_size:
            raise Problem(400, f"May be {', '.join(ALGORITHMS)} and a digest.", field="upload-checksum")
        return cls(algorithm, digest)


class TusService:
    def __init__(self, clips: ClipRepository, service: ClipService, objects: FolderObjects) -> None:
        self._clips, self._service, self._objects = clips, service, objects
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def find(self, device: Device, upload_id: str) -> Upload:
        """Raises Problem 404, also for another device's, and 410 for one that has expired."""
        upload = self._clips.upload(upload_id)
        if upload is None or upload.device_id != device.device_id:
            raise Problem(404, "There is no such upload.")
        if upload.expires_at_ms <= now_ms():
            raise Problem(410, "This upload has expired; begin it again.", kind="expired")
        return upload

    def offset(self, upload: Upload) -> int:
        path = self._path(upload)
        return path.stat().st_size if path.exists() else 0

    def drop(self, upload: Upload) -> None:
        with self._alone(upload):
            self._objects.drop(upload.upload_id)
            self._clips.close(upload.upload_id)

    async def append(
        self, upload: Upload, offset: int, checksum: Checksum | None, body: AsyncIterator[bytes]
    ) -> int:
        """Add a piece at `offset`; returns the new one. With the last byte the clip is proved and counts.

        Raises Problem 409 for another offset, 413 for more than is lacking, 423 while another piece is
        coming, 460 for a wrong checksum, 422 when the whole is not what was announced.
        """
        with self._alone(upload):
            if offset != self.offset(upload):
                raise Problem(409, f"This upload is at {self.offset(upload)}.", field="upload-offset")
            new = await self._write(upload, offset, checksum, body)
            if new == upload.size_bytes:
                await run_in_threadpool(self._service.settle, upload)
            return new

    async def _write(
        self, upload: Upload, offset: int, checksum: Checksum | None, body: AsyncIterator[bytes]
    ) -> int:
        piece = _Piece(self._path(upload), offset, upload.size_bytes, checksum)
        try:
            async for data in body:
                if piece.gather(data):
                    await run_in_threadpool(piece.flush)
            await run_in_threadpool(piece.finish, True)
        except ClientDisconnect:
            # What came is kept, unless it was to be proved as a whole.
            await run_in_threadpool(piece.finish, False)
            raise
        except OSError as error:
            raise ObjectsUnavailable(f"writing an upload failed: {error}") from error
        except Problem:
            await run_in_threadpool(piece.undo)
            raise
        return piece.end

    @contextmanager
    def _alone(self, upload: Upload) -> Iterator[None]:
        with self._lock:
            if upload.upload_id in self._busy:
                raise Problem(423, "A piece of this upload is still coming.")
            self._busy.add(upload.upload_id)
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(upload.upload_id)

    def _path(self, upload: Upload) -> Path:
        return self._objects.incoming(upload.upload_id)


class _Piece:
    """One PATCH on its way to the disk."""

    def __init__(self, path: Path, offset: int, size_bytes: int, checksum: Checksum | None) -> None:
        self.end = offset
        self._path, self._start, self._limit, self._checksum = path, offset, size_bytes, checksum
        self._found = ALGORITHMS[checksum.algorithm]() if checksum is not None else None
        self._waiting = bytearray()

    def gather(self, data: bytes) -> bool:
        """Take some bytes; true when it is time to flush. Raises Problem 413."""
        if self.end + len(self._waiting) + len(data) > self._limit:
            raise Problem(413, f"The upload has {self._limit} bytes; this is more.", field="body")
        self._waiting += data
        return len(self._waiting) >= GATHERED_BYTES

    def flush(self, sync: bool = False) -> None:
        with self._path.open("ab") as file:
            file.write(self._waiting)
            file.flush()
            if sync:
                os.fsync(file.fileno())
        if self._found is not None:
            self._found.update(self._waiting)
        self.end += len(self._waiting)
        self._waiting.clear()

    def finish(self, whole: bool) -> None:
        """Raises Problem 460 where the piece is not what its checksum says."""
        self.flush(sync=True)
        if self._found is None or self._checksum is None:
            return
        if not whole:
            self.undo()
        elif self._found.digest() != self._checksum.digest:
            raise Problem(460, "The piece is not what its checksum says.", field="upload-checksum")

    def undo(self) -> None:
        self._waiting.clear()
        if self._path.exists():
            os.truncate(self._path, self._start)
        self.end = self._start


def expires(upload: Upload) -> str:
    return format_datetime(datetime.fromtimestamp(upload.expires_at_ms // 1000, UTC), usegmt=True)


def metadata(header: str | None) -> dict[str, str]:
    """The Upload-Metadata header. Raises Problem 400."""
    made: dict[str, str] = {}
    for pair in (header or "").split(","):
        name, _, value = pair.strip().partition(" ")
        if not name:
            continue
        try:
            made[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError) as error:
            raise Problem(400, "The values are UTF-8 in base64.", field="upload-metadata") from error
    return made
