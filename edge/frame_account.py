"""Where every captured frame went: captured = processed + skipped, by reason."""

import threading
from typing import Literal, get_args

from edge.messages import FrameCounts

# superseded: the live loop was behind and took a later one. idle: nobody was there, and nothing changed.
# overwritten: the ring had moved on. garbage: it held no readable picture.
Reason = Literal["superseded", "idle", "overwritten", "garbage"]


class FrameAccount:
    """Told by the live loop of each frame it took up; `counts` may be asked from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next_index = 0
        self._processed = 0
        self._skipped: dict[Reason, int] = {reason: 0 for reason in get_args(Reason)}

    def took(self, index: int, processed: bool, garbage: int, idle: bool = False) -> None:
        """The frame of that index was looked at (or was gone); garbage: how many unreadable ones so far.

        idle: those before it were left because nobody was there.
        """
        with self._lock:
            self._skipped["idle" if idle else "superseded"] += index - self._next_index
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
