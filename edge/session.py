"""Who is in the bay: a session begins when someone steps in and ends after idle time or at "New golfer"."""

from dataclasses import dataclass, field

from swingvision.uuid7 import uuid7

# Somebody who only walks through is not a golfer stepping in.
STEP_IN_S = 0.5
# Without a pose for so long nobody is there; shorter gaps are missed poses.
GONE_S = 1.0


@dataclass(slots=True)
class Session:
    """Pure rules on the monotonic clock, seconds. `current` is the session's id, None in between."""

    idle_s: float
    current: str | None = None
    _since_s: float | None = field(default=None, init=False)
    _last_seen_s: float = field(default=float("-inf"), init=False)

    def see(self, found: bool, now_s: float) -> bool:
        """Somebody was or was not seen now; true when the session began or ended by that."""
        if not found:
            return self._nobody(now_s)
        if self._since_s is None or now_s - self._last_seen_s > GONE_S:
            self._since_s = now_s
        self._last_seen_s = now_s
        if self.current is None and now_s - self._since_s >= STEP_IN_S:
            self.current = uuid7()
            return True
        return False

    def _nobody(self, now_s: float) -> bool:
        if self.current is None or now_s - self._last_seen_s < self.idle_s:
            return False
        self.current = None
        return True

    def person_seen(self, now_s: float) -> bool:
        return now_s - self._last_seen_s <= GONE_S

    def new_golfer(self, now_s: float) -> None:
        """End the session; the next begins at once when somebody stands there."""
        self.current = uuid7() if self.person_seen(now_s) else None

    def begin(self) -> bool:
        """Somebody swings: that is a session if there was none. True when it began by that."""
        if self.current is not None:
            return False
        self.current = uuid7()
        return True
