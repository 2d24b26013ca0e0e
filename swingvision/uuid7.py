"""Names of swings and sessions: UUIDs of version 7 (RFC 9562, section 5.7), which sort by their time."""

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def uuid7() -> str:
    """A new UUIDv7; within one process each sorts after the one before, also when the clock goes back."""
    global _last_ms, _counter
    with _lock:
        now_ms = time.time_ns() // 1_000_000
        if now_ms > _last_ms:
            _last_ms, _counter = now_ms, int.from_bytes(os.urandom(1))
        else:
            _counter += 1
        # The 12 bits after the version count within a millisecond (method 1 of section 6.2).
        _last_ms, _counter = _last_ms + _counter // 4096, _counter % 4096
        random_bits = int.from_bytes(os.urandom(8)) >> 2
        return str(uuid.UUID(int=_last_ms << 80 | 7 << 76 | _counter << 64 | 2 << 62 | random_bits))
