"""The service's own clock."""

import time


def now_ms() -> int:
    """Unix time, ms."""
    return time.time_ns() // 1_000_000
