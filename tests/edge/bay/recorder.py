"""A publisher that remembers what the bay told its pages."""

import threading
from typing import TypeVar

from edge.messages import ServerMessage

Message = TypeVar("Message")


class Recorder:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.messages: list[ServerMessage] = []
        self.previews: list[bytes] = []

    def publish(self, message: ServerMessage) -> None:
        with self._lock:
            self.messages.append(message)

    def publish_preview(self, jpeg: bytes) -> None:
        with self._lock:
            self.previews.append(jpeg)

    def of(self, kind: type[Message]) -> list[Message]:
        with self._lock:
            return [message for message in self.messages if isinstance(message, kind)]
