"""Who takes a computation of a password, waits for a turn: each takes much memory and a processor."""

from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

from cloud.problems import Problem

MOST_WAITING = 200
T = TypeVar("T")


class Turns:
    """In threads of their own, so that a flood of sign-ins holds up no other request."""

    def __init__(self, at_once: int) -> None:
        self._limiter = anyio.CapacityLimiter(at_once)

    async def take(self, work: Callable[[], T]) -> T:
        """Raises Problem 503 where too many wait already."""
        if self._limiter.statistics().tasks_waiting >= MOST_WAITING:
            headers = {"retry-after": "5"}
            raise Problem(503, "Too many sign in at this moment; try again.", headers=headers)
        return await anyio.to_thread.run_sync(work, limiter=self._limiter)
