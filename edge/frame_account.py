"""Where every captured frame went: captured = processed + skipped, by reason."""

import threading
from typing import Literal

from edge.messages import FrameCounts

# superseded: the live loop was behind and took a later one. overwritten: the ring had moved on.
# garbage: it held no readable picture.
Reason = Literal["superseded", "overwritten", "garbage"]


class FrameAccount:
    """Told by the live loop of each frame it took up; `counts` may be asked from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next_index = 0
        self._processed = 0
        self._skipped: dict[Reason, int] = {"superseded": 0, "overwritten": 0, "garbage": 0}

    def took(self, index: int, processed: bool, garbage: int) -> None:
        """The frame of that index was looked at (or was gone); garbage: how many unreadable ones so far."""
        with self._lock:
            self._skipped["superseded"] += index - self._next_index
            self._next_index = index + 1
            self._skipped["garbage"] = garbage
            if processed:
                self._processed += 1
            else:
                self._skipped["overwritten"] += 1

    def counts(self) -> FrameCounts:
        with self._lock:
            skipped: dict[str, int] = {reason: count for reason, count in self._skipped.items()}
            captured = self._next_index + self._skipped["garbage"]
            return FrameCounts(captured=captured, processed=self._processed, skipped=skipped)
