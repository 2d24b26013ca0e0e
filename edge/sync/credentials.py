"""Short-lived tokens, each got by proving the device's key anew."""

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from edge.sync.identity import DeviceKey, Identity
from edge.sync.link import Link, LinkError, Refused

# Renewed when this share of its life has passed.
USED_SHARE = 0.8

Result = TypeVar("Result")


class Credentials:
    def __init__(self, link: Link, identity: Identity, key: DeviceKey) -> None:
        self._link, self._identity, self._key = link, identity, key
        self._token: str | None = None
        self._good_until_s = 0.0

    async def use(self, ask: Callable[[str], Awaitable[Result]]) -> Result:
        """What `ask` says with a token. A token that is refused is replaced once: it may merely be old.

        Raises LinkError; Refused when a fresh token is refused too, or none is given.
        """
        fresh = self._token is None or time.monotonic() > self._good_until_s
        token = await self._renewed() if fresh else self._token
        assert token is not None
        try:
            return await ask(token)
        except Refused:
            self._token = None
            if fresh:
                raise
        return await ask(await self._renewed())

    async def _renewed(self) -> str:
        asked_s = time.monotonic()
        nonce = (await self._link.nonce()).nonce
        try:
            request = self._key.token_request(self._identity.device_id, nonce)
        except ValueError as error:
            raise LinkError(f"the cloud's nonce cannot be signed: {error}") from error
        answer = await self._link.token(request)
        self._token = answer.token
        self._good_until_s = asked_s + answer.expires_in_s * USED_SHARE
        return answer.token
