"""When to try again, how fast to catch up: full-jitter back-off and a token bucket; monotonic clock."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient sync is.

    poll_s: between looks at the bay's outbox. heartbeat_s: without anything to send the cloud is asked this
    often what it wants. first_wait_s, longest_wait_s: limits of the waits after failures; a cloud that comes
    back is found within the longest. answer_limit_s: from the first byte of a question to the answer's last.
    """

    poll_s: float = 0.5
    housekeeping_s: float = 2.0
    heartbeat_s: float = 15.0
    first_wait_s: float = 1.0
    longest_wait_s: float = 30.0
    answer_limit_s: float = 30.0

    def backoff(self) -> "Backoff":
        return Backoff(self.first_wait_s, self.longest_wait_s)


class Backoff:
    """Waits of random length, from 0 to a limit that doubles with each failure (full jitter).

    Many devices that lost the same cloud then come back spread over the whole time.
    """

    def __init__(self, first_s: float = 1.0, most_s: float = 300.0, rng: random.Random | None = None) -> None:
        self._first_s, self._most_s = first_s, most_s
        self._rng = rng or random.Random()
        self._failures = 0

    def failed(self, retry_after_s: float | None = None) -> float:
        """Seconds to wait now; never less than the cloud asked for, up to the most that is waited."""
        limit_s = min(self._most_s, self._first_s * 2 ** min(self._failures, 30))
        self._failures += 1
        asked_s = min(retry_after_s or 0.0, self._most_s)
        return asked_s + self._rng.uniform(0, limit_s)

    def succeeded(self) -> None:
        self._failures = 0


class TokenBucket:
    """Bytes that the backlog may use: `rate` a second, at most `burst` at once. What is new is not asked."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._tokens, self._at_s = burst, clock()

    def available(self) -> float:
        now_s = self._clock()
        self._tokens = min(self._burst, self._tokens + (now_s - self._at_s) * self._rate)
        self._at_s = now_s
        return self._tokens

    def take(self, count: float) -> None:
        """May leave a debt, which later tokens pay: one item larger than the burst still goes."""
        self._tokens = self.available() - count

    def wait_s(self) -> float:
        """Until there is a token at all."""
        return max(0.0, -self.available() / self._rate)
