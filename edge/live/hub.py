"""One publisher, many pages: messages in order to each, previews only as fast as a page reads."""

import asyncio
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from edge.messages import ServerMessage

# A page this far behind is hopeless: it is disconnected, connects again and gets the full state.
MAX_WAITING_MESSAGES = 256
MAX_WAITING_BYTES = 4 * 1024 * 1024


class Page:
    """What one connected page is yet to be sent. Filled from any thread, read on the event loop.

    hopeless: set once the page has fallen too far behind to be worth catching up.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.wants_preview = False
        self.hopeless = asyncio.Event()
        self._loop = loop
        self._ready = asyncio.Event()
        self._lock = threading.Lock()
        self._messages: deque[str] = deque()
        self._waiting_bytes = 0
        self._preview: bytes | None = None

    def put(self, text: str) -> None:
        with self._lock:
            self._messages.append(text)
            self._waiting_bytes += len(text)
            hopeless = len(self._messages) > MAX_WAITING_MESSAGES or self._waiting_bytes > MAX_WAITING_BYTES
            if hopeless:
                self._messages.clear()
                self._waiting_bytes = 0
        self._wake(self.hopeless if hopeless else self._ready)

    def put_preview(self, jpeg: bytes) -> None:
        """The newest picture wins; one that was not sent yet is forgotten."""
        with self._lock:
            self._preview = jpeg
        self._wake(self._ready)

    async def next(self) -> str | bytes:
        """The next thing to send: every message in order, a preview (bytes) only when none waits."""
        while True:
            self._ready.clear()
            if (item := self._take()) is not None:
                return item
            await self._ready.wait()

    def _take(self) -> str | bytes | None:
        with self._lock:
            if self._messages:
                text = self._messages.popleft()
                self._waiting_bytes -= len(text)
                return text
            jpeg, self._preview = self._preview, None
            return jpeg

    def _wake(self, event: asyncio.Event) -> None:
        # A loop that is closed has no page left to wake.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(event.set)


class Hub:
    """Hands what the bay publishes, from any thread, to every page that is connected."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: set[Page] = set()

    def publish(self, message: ServerMessage) -> None:
        """Queue a message for every page; returns at once, however slow a page is."""
        text = message.model_dump_json()
        # Under the lock, so that two publishers' messages reach every page in the same order.
        with self._lock:
            for page in self._pages:
                page.put(text)

    def publish_preview(self, jpeg: bytes) -> None:
        """Offer a preview picture to the pages that show one."""
        with self._lock:
            for page in self._pages:
                if page.wants_preview:
                    page.put_preview(jpeg)

    @contextmanager
    def joined(self) -> Iterator[Page]:
        """A page for the running event loop, which misses nothing published from now on."""
        page = Page(asyncio.get_running_loop())
        with self._lock:
            self._pages.add(page)
        try:
            yield page
        finally:
            with self._lock:
                self._pages.discard(page)

    @property
    def pages(self) -> int:
        with self._lock:
            return len(self._pages)

    @property
    def preview_wanted(self) -> bool:
        with self._lock:
            return any(page.wants_preview for page in self._pages)
