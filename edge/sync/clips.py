"""Clips: announced in a batch, then their bytes go by an upload of their own, new ones first."""

import asyncio
import hashlib
import time

import structlog

from edge.sync import tus
from edge.sync.deliver import Deliverer
from edge.sync.ledger import Delivery, Ledger, Outcome
from edge.sync.link import LinkError, Unacceptable, checked
from edge.sync.pace import Backoff, Pace, TokenBucket
from edge.sync.source import Source
from edge.sync.uplink import Connection
from swingvision.delivery import UploadAnswer, UploadRequest

log = structlog.get_logger()

AT_ONCE = 20


class NotNow(Exception):
    """The clip is not wanted any more, or a new one wants its place; what was sent of it stays sent."""


class ClipLane:
    def __init__(
        self, ledger: Ledger, source: Source, deliverer: Deliverer, bucket: TokenBucket, pace: Pace
    ) -> None:
        self._ledger, self._source, self._deliverer = ledger, source, deliverer
        self._bucket, self._pace = bucket, pace
        self._deferred: dict[str, tuple[float, Backoff]] = {}

    def next(self) -> Delivery | None:
        """The clip whose turn it is; one of the backlog waits for the backlog's results and poses."""
        live_after = self._deliverer.live_after
        for one in self._ledger.announced_clips(AT_ONCE + len(self._deferred), live_after):
            due_s, _ = self._deferred.get(one.delivery_id, (0.0, None))
            if time.monotonic() < due_s:
                continue
            if one.nr > live_after or not self._deliverer.backlog_waits():
                return one
        return None

    async def upload(self, connection: Connection, clip: Delivery) -> None:
        """One clip, to its end. Raises LinkError when the cloud is not reached or does not keep its word."""
        try:
            outcome = await self._upload(connection, clip)
        except NotNow:
            return
        except OSError as error:
            log.error("a clip cannot be read", swing_id=clip.swing_id, error=str(error))
            self._defer(clip)
            return
        except Unacceptable:
            # What arrived was not what was sent, and is thrown away there.
            self._ledger.remember_upload(clip.delivery_id, None)
            self._defer(clip)
            raise
        except LinkError:
            self._defer(clip)
            raise
        self._deferred.pop(clip.delivery_id, None)
        self._ledger.settle([outcome])

    async def _upload(self, connection: Connection, clip: Delivery) -> Outcome:
        path = self._source.file(clip)
        try:
            with path.open("rb") as file:
                sha256 = await asyncio.to_thread(hashlib.file_digest, file, "sha256")
        except FileNotFoundError:
            return Outcome(clip.delivery_id, "evicted", "its file is no longer on the device")
        if sha256.hexdigest() != clip.sha256 or clip.swing_id is None:
            return Outcome(clip.delivery_id, "dead_lettered", "its file is not what was saved")
        request = UploadRequest(swing_id=clip.swing_id, sha256=clip.sha256, size_bytes=path.stat().st_size)
        answer = await connection.ask_upload(request)
        if answer.way != "done":
            await self._send(connection, clip, request, answer)
            # Only the cloud can say that what arrived is what was sent.
            answer = await connection.ask_upload(request)
        if answer.way != "done":
            self._ledger.remember_upload(clip.delivery_id, None)
            raise LinkError("the cloud does not have the clip that was sent")
        return Outcome(clip.delivery_id, "synced")

    async def _send(
        self, connection: Connection, clip: Delivery, request: UploadRequest, answer: UploadAnswer
    ) -> None:
        if answer.url is None:
            raise LinkError("the cloud wants a clip and does not say where")
        url = connection.link.resolve(answer.url)
        if answer.way == "put":
            await self._pause(clip, request.size_bytes)
            content = await asyncio.to_thread(self._source.file(clip).read_bytes)
            # To a store that is not the cloud: it gets the headers that the cloud named, never the token.
            checked(await connection.link.ask("PUT", url, content, answer.headers), 200, 201, 204)
            return
        upload = clip.upload_url
        if upload is None or not connection.link.is_cloud(upload):
            upload = await self._create(connection, url, request, clip)

        async def pause(size: int) -> None:
            await self._pause(clip, size)

        try:
            await tus.send(connection, upload, self._source.file(clip), pause)
        except tus.UploadGone:
            upload = await self._create(connection, url, request, clip)
            await tus.send(connection, upload, self._source.file(clip), pause)

    async def _create(self, connection: Connection, url: str, request: UploadRequest, clip: Delivery) -> str:
        upload = await tus.create(connection, url, request.swing_id, request.sha256, request.size_bytes)
        self._ledger.remember_upload(clip.delivery_id, upload)
        return upload

    async def _pause(self, clip: Delivery, size: int) -> None:
        """Before more bytes go: is the clip still wanted, and are there tokens where it is of the backlog?"""
        live_after = self._deliverer.live_after
        if clip.nr <= live_after:
            while (wait_s := self._bucket.wait_s()) > 0:
                await asyncio.sleep(wait_s)
            self._bucket.take(size)
            if any(one.nr > live_after for one in self._ledger.announced_clips(1, live_after)):
                raise NotNow
        if not self._ledger.still_queued(clip.delivery_id):
            raise NotNow

    def _defer(self, clip: Delivery) -> None:
        _, backoff = self._deferred.get(clip.delivery_id, (0.0, self._pace.backoff()))
        self._deferred[clip.delivery_id] = (time.monotonic() + backoff.failed(), backoff)
