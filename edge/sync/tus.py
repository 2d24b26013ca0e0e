"""Resumable uploads by tus 1.0 (core, creation, checksum): after a cut at most one chunk is sent again.

Protocol: https://tus.io/protocols/resumable-upload
"""

import base64
import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path

from edge.sync.link import Answer, LinkError, checked
from edge.sync.uplink import Connection

CHUNK_BYTES = 256 * 1024
VERSION = {"tus-resumable": "1.0.0"}

# Called before each chunk with its size: waits, or raises when the upload is not wanted any more.
Pause = Callable[[int], Awaitable[None]]


class UploadGone(LinkError):
    """The cloud does not know this upload any more: it has to be created anew."""


async def create(connection: Connection, url: str, swing_id: str, sha256: str, size_bytes: int) -> str:
    """The address of a new upload."""
    named = {"swing_id": swing_id, "sha256": sha256}
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in named.items())
    headers = {"upload-length": str(size_bytes), "upload-metadata": metadata}
    answer = checked(await _ask(connection, "POST", url, b"", headers), 201)
    location = answer.headers.get("location")
    if not location:
        raise LinkError("the cloud created an upload and did not say where")
    return connection.link.resolve(location)


async def send(connection: Connection, url: str, path: Path, pause: Pause) -> None:
    """Send what the cloud does not have yet. Raises UploadGone, other LinkErrors, and OSError of the file."""
    size_bytes = path.stat().st_size
    offset = _offset(await _found(connection, "HEAD", url, b"", {}, 200, 204), size_bytes)
    with path.open("rb") as file:
        while offset < size_bytes:
            file.seek(offset)
            chunk = file.read(CHUNK_BYTES)
            await pause(len(chunk))
            checksum = base64.b64encode(hashlib.sha256(chunk).digest()).decode()
            headers = {
                "content-type": "application/offset+octet-stream",
                "upload-offset": str(offset),
                "upload-checksum": f"sha256 {checksum}",
            }
            said = _offset(await _found(connection, "PATCH", url, chunk, headers, 200, 204), size_bytes)
            if said <= offset:
                raise LinkError(f"the upload stands at {said} after a chunk at {offset}")
            offset = said


async def _found(
    connection: Connection, method: str, url: str, content: bytes, headers: dict[str, str], *good: int
) -> Answer:
    answer = await _ask(connection, method, url, content, headers)
    if answer.status in (404, 410):
        raise UploadGone(f"the cloud answered {answer.status}")
    return checked(answer, *good)


async def _ask(
    connection: Connection, method: str, url: str, content: bytes, headers: dict[str, str]
) -> Answer:
    if not connection.link.is_cloud(url):
        raise LinkError(f"{url} is not the cloud that this device joined")

    async def ask(token: str) -> Answer:
        said = {**VERSION, **headers, "authorization": f"Bearer {token}"}
        answer = await connection.link.ask(method, url, content, said)
        # A refused token is replaced by `use`, which knows it by its error.
        return checked(answer) if answer.status in (401, 403) else answer

    return await connection.use(ask)


def _offset(answer: Answer, size_bytes: int) -> int:
    text = answer.headers.get("upload-offset", "")
    if not text.isdecimal() or int(text) > size_bytes:
        raise LinkError(f"the upload's offset is {text[:40]!r} of {size_bytes}")
    return int(text)
