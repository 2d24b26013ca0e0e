"""Waiting for what another process does, never for ever."""

import time
from collections.abc import Callable


def until(condition: Callable[[], object], limit_s: float = 20.0, what: str = "") -> float:
    """Seconds until the condition held. Fails after limit_s."""
    started_s = time.monotonic()
    while not condition():
        waited_s = time.monotonic() - started_s
        assert waited_s < limit_s, f"not within {limit_s} s: {what or condition}"
        time.sleep(0.005)
    return time.monotonic() - started_s
