"""`swingvision bay sync`: three lanes in one loop (batches, clips, housekeeping), each a step and a wait."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import structlog

from edge.notify import ALIVE, READY, STOPPING, notify
from edge.store import StoreError
from edge.sync import damage, wishes
from edge.sync.clips import ClipLane
from edge.sync.deliver import Deliverer
from edge.sync.instructions import begin_revocation, carry_out, finish_revocation, to_acknowledge
from edge.sync.ledger import Ledger
from edge.sync.link import LinkError, Refused
from edge.sync.pace import Pace, TokenBucket
from edge.sync.retention import Retention
from edge.sync.source import Source
from edge.sync.uplink import Connection, Uplink

log = structlog.get_logger()


class Sync:
    """Made in a running event loop's thread; `run` ends when `stop` is set."""

    def __init__(self, ledger: Ledger, drain_bytes_s: float, floor_bytes: int, pace: Pace = Pace()) -> None:
        self.ledger, self._pace = ledger, pace
        self.source = Source(ledger.data_dir)
        bucket = TokenBucket(drain_bytes_s, drain_bytes_s)
        self.deliverer = Deliverer(ledger, self.source, bucket, pace)
        self._clips = ClipLane(ledger, self.source, self.deliverer, bucket, pace)
        self._retention = Retention(ledger, self.source, floor_bytes)
        self._uplink = Uplink(ledger.data_dir, pace.answer_limit_s)
        self._batch_backoff = pace.backoff()
        self._clip_backoff = pace.backoff()
        self._spoken_s = -pace.heartbeat_s
        self._failure: str | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Raises OutOfBalance: a bug that must not be hidden."""
        with contextlib.suppress(StoreError):
            self.deliverer.learn()
        self.deliverer.everything_is_backlog()
        lanes = (self.batch_step, self.clip_step, self.housekeeping_step)
        tasks = [asyncio.create_task(_lane(step)) for step in lanes]
        stopped = asyncio.create_task(stop.wait())
        notify(READY)
        await asyncio.wait([*tasks, stopped], return_when=asyncio.FIRST_COMPLETED)
        notify(STOPPING)
        for task in (*tasks, stopped):
            task.cancel()
        failures = await asyncio.gather(*tasks, return_exceptions=True)
        await self._uplink.close()
        for failure in failures:
            if isinstance(failure, Exception):
                raise failure

    async def batch_step(self) -> float:
        """Send one batch; seconds until the next step."""
        try:
            self.deliverer.learn()
            if (connection := await self._connected()) is None:
                return self._pace.poll_s
            items = self.deliverer.compose()
            quiet_s = time.monotonic() - self._spoken_s
            if not items and not to_acknowledge(self.ledger) and quiet_s < self._pace.heartbeat_s:
                return self._pace.poll_s
            await self.deliverer.deliver(connection, items)
        except LinkError as error:
            return self._failed(error)
        except (StoreError, OSError) as error:
            log.error("cannot read or write", why=str(error))
            return self._pace.housekeeping_s
        self._succeeded()
        if self.ledger.recall("revoked_device") == connection.identity.device_id:
            await self._tell_the_last(connection)
        return 0.0 if items else self._pace.poll_s

    async def clip_step(self) -> float:
        """Send one clip; seconds until the next step."""
        if self._failure is not None:
            # The lane of batches finds out when the cloud is back; clips wait for that and not on top of it.
            return self._pace.poll_s
        try:
            if (connection := await self._connected()) is None or (clip := self._clips.next()) is None:
                return self._pace.poll_s
            await self._clips.upload(connection, clip)
        except LinkError as error:
            log.warning("a clip is not delivered yet", why=str(error))
            self._alarm(error)
            return self._clip_backoff.failed(error.retry_after_s)
        except StoreError as error:
            log.error("cannot read or write", why=str(error))
            return self._pace.housekeeping_s
        self._clip_backoff.succeeded()
        return 0.0

    async def housekeeping_step(self) -> float:
        """What needs no cloud: room, wishes, instructions; seconds until the next step."""
        for duty in (
            self._retention.make_room,
            self.deliverer.learn,
            lambda: wishes.fulfil(self.ledger),
            lambda: carry_out(self.ledger, self.source),
            lambda: damage.tell(self.ledger),
        ):
            try:
                duty()
            except (StoreError, OSError) as error:
                log.error("cannot read or write", why=str(error))
        notify(ALIVE)
        return self._pace.housekeeping_s

    async def _connected(self) -> Connection | None:
        connection = await self._uplink.current()
        if connection is None or connection.refused:
            return None
        identity = connection.identity
        if self.ledger.recall("revoked_device") == identity.device_id:
            finish_revocation(self.ledger)
            return None
        self._welcome(identity.organisation_id)
        return connection

    def _welcome(self, organisation_id: str) -> None:
        """Swings belong to the organisation whose device this was when they were made, and go to no other."""
        known = self.ledger.recall("organisation_id")
        if known == organisation_id:
            return
        with self.ledger.transaction("joining"):
            if known is not None:
                dropped = self.ledger.drop_everything_queued("made for another organisation")
                log.warning("joined another organisation", not_delivered=dropped)
            self.ledger.remember("organisation_id", organisation_id)

    async def _tell_the_last(self, connection: Connection) -> None:
        """A revocation is acknowledged while the token is still good; the next step forgets the key."""
        carry_out(self.ledger, self.source)
        with contextlib.suppress(LinkError):
            await self.deliverer.deliver(connection, [])
        begin_revocation(self.ledger, connection.identity.device_id)

    def _failed(self, error: LinkError) -> float:
        self.deliverer.everything_is_backlog()
        if str(error) != self._failure:
            log.warning("not delivered", why=str(error))
            self._failure = str(error)
        self._alarm(error)
        return self._batch_backoff.failed(error.retry_after_s)

    def _alarm(self, error: LinkError) -> None:
        """Refused credentials do not mend themselves: the status says so until the cloud takes a batch."""
        if isinstance(error, Refused):
            log.error("the cloud refuses this device", why=str(error))
            with contextlib.suppress(StoreError):
                self.ledger.remember("alarm", f"the cloud refuses this device: {error}")

    def _succeeded(self) -> None:
        if self._failure is not None:
            log.info("delivering again")
        self._failure = None
        self._spoken_s = time.monotonic()
        self._batch_backoff.succeeded()


async def _lane(step: Callable[[], Awaitable[float]]) -> None:
    while True:
        await asyncio.sleep(await step())


async def serve(data_dir: Path, settings: Any, stop: asyncio.Event) -> None:
    """Raises StoreRefused where another sync works on this folder, OutOfBalance for a bug."""
    ledger = Ledger.open(data_dir)
    try:
        ledger.audit()
        sync = Sync(ledger, settings.drain_kib_s * 1024, settings.free_floor_mib << 20)
        await sync.run(stop)
    finally:
        ledger.close()
