"""Hands every new swing, from any thread, to everybody who watches its organisation."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from cloud.swings.schemas import SwingView

# A watcher this far behind is let go; it comes again and asks the history for what it missed.
MOST_WAITING = 256
MOST_WATCHERS = 1000


class Full(Exception):
    """Too many watch already."""


@dataclass(eq=False)
class Watcher:
    """What one stream is yet to be sent; None in the queue: it has fallen too far behind."""

    organisation_id: str
    bay: str | None
    player_id: str | None
    loop: asyncio.AbstractEventLoop
    queue: asyncio.Queue[SwingView | None] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING + 1))

    def wants(self, organisation_id: str, swing: SwingView) -> bool:
        return (
            organisation_id == self.organisation_id
            and self.bay in (None, swing.bay)
            and self.player_id in (None, swing.player_id)
        )

    def put(self, swing: SwingView) -> None:
        if self.queue.qsize() < MOST_WAITING:
            self.queue.put_nowait(swing)
        elif self.queue.qsize() == MOST_WAITING:
            self.queue.put_nowait(None)


class Hub:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watchers: set[Watcher] = set()

    @property
    def watched(self) -> bool:
        """Whether anybody would hear of a swing."""
        return bool(self._watchers)

    def publish(self, organisation_id: str, swing: SwingView) -> None:
        with self._lock:
            for watcher in self._watchers:
                if watcher.wants(organisation_id, swing):
                    # A loop that is closed has nobody left to tell.
                    with suppress(RuntimeError):
                        watcher.loop.call_soon_threadsafe(watcher.put, swing)

    @contextmanager
    def joined(self, organisation_id: str, bay: str | None, player_id: str | None) -> Iterator[Watcher]:
        """A watcher on the running event loop, which misses nothing from now on. Raises Full."""
        watcher = Watcher(organisation_id, bay, player_id, asyncio.get_running_loop())
        with self._lock:
            if len(self._watchers) >= MOST_WATCHERS:
                raise Full
            self._watchers.add(watcher)
        try:
            yield watcher
        finally:
            with self._lock:
                self._watchers.discard(watcher)
