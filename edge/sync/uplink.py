"""The way to the cloud that this device joined: none before it joined, another after it joined anew."""

import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import structlog

from edge.sync.credentials import Credentials
from edge.sync.identity import FOLDER, IDENTITY_NAME, Identity, IdentityError, load_identity, load_key
from edge.sync.link import CloudAddressError, Link, Refused
from swingvision.delivery import Batch, BatchAnswer, UploadAnswer, UploadRequest

log = structlog.get_logger()

# A device whose credentials are refused asks this seldom whether that has changed.
REFUSED_S = 300.0

Result = TypeVar("Result")


class Connection:
    """A link with the credentials for it. Every method raises LinkError."""

    def __init__(self, identity: Identity, link: Link, credentials: Credentials) -> None:
        self.identity, self.link, self._credentials = identity, link, credentials
        self._refused_until_s = 0.0

    @property
    def refused(self) -> bool:
        """Whether the cloud does not know this device's key: nothing is asked of it for a while."""
        return time.monotonic() < self._refused_until_s

    async def deliver(self, batch: Batch) -> BatchAnswer:
        return await self.use(lambda token: self.link.deliver(batch, token))

    async def ask_upload(self, request: UploadRequest) -> UploadAnswer:
        return await self.use(lambda token: self.link.ask_upload(request, token))

    async def use(self, ask: Callable[[str], Awaitable[Result]]) -> Result:
        try:
            return await self._credentials.use(ask)
        except Refused:
            self._refused_until_s = time.monotonic() + REFUSED_S
            raise


class Uplink:
    def __init__(self, data_dir: Path, answer_limit_s: float) -> None:
        self._data_dir, self._answer_limit_s = data_dir, answer_limit_s
        self._connection: Connection | None = None
        self._seen: tuple[int, int] | None = None
        self.fault: str | None = None

    async def current(self) -> Connection | None:
        """None before the device has joined; `fault` says so when its identity cannot be used."""
        found = _state(self._data_dir / FOLDER / IDENTITY_NAME)
        if found != self._seen:
            await self.close()
            self._seen = found
            self._connection = self._connect()
        return self._connection

    async def close(self) -> None:
        connection, self._connection, self._seen = self._connection, None, None
        if connection is not None:
            await connection.link.close()

    def _connect(self) -> Connection | None:
        self.fault = None
        try:
            identity = load_identity(self._data_dir)
            if identity is None:
                return None
            link = Link(identity.cloud_url, self._answer_limit_s)
            connection = Connection(identity, link, Credentials(link, identity, load_key(self._data_dir)))
        except (IdentityError, CloudAddressError) as error:
            self.fault = str(error)
            log.error("cannot sync", why=self.fault)
            return None
        log.info("joined", cloud=identity.cloud_url, device_id=identity.device_id)
        return connection


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
