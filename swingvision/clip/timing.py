"""When each picture is to be shown: timestamps taken as they are, repaired only where they cannot be true."""

from array import array
from fractions import Fraction
from statistics import median

from av.video.frame import VideoFrame

from swingvision.frame import NANOSECONDS_PER_SECOND

DEFAULT_RATE = Fraction(25)
FARTHEST_NS = 2**62
# A frame interval is uneven when it is off the median by a quarter and by more than a millisecond's rounding.
UNEVEN_SHARE = 0.25
UNEVEN_NS = 2_000_000


def presentation_ns(frame: VideoFrame, time_base: Fraction | None) -> int | None:
    """The frame's own time, or its packet's where a container keeps no other; None where there is none.

    time_base: the stream's; the last frames out of a decoder carry none of their own.
    """
    ticks = frame.pts if frame.pts is not None else frame.dts
    base = frame.time_base or time_base
    if ticks is None or base is None:
        return None
    time_ns = round(ticks * base * NANOSECONDS_PER_SECOND)
    return time_ns if abs(time_ns) < FARTHEST_NS else None


class Clock:
    """Gives strictly rising times, in order, and remembers them.

    A frame without a time follows the last by the nominal interval; one that does not rise is put half an
    interval after the last and the clock goes on from there, until the file's own times have caught up.
    """

    def __init__(self, nominal_rate: Fraction | None) -> None:
        self.times_ns = array("q")
        self.missing = self.repaired = 0
        self.first_repaired: int | None = None
        rate = nominal_rate if nominal_rate and 1 <= nominal_rate <= 10_000 else DEFAULT_RATE
        self.assumed_rate = float(rate)
        self._step_ns = round(NANOSECONDS_PER_SECOND / rate)
        self._offset_ns = 0

    def next_ns(self, said_ns: int | None) -> int:
        last = self.times_ns[-1] if self.times_ns else None
        if said_ns is None:
            self.missing += 1
            time_ns = 0 if last is None else last + self._step_ns
        elif last is None or said_ns > last:
            self._offset_ns, time_ns = 0, said_ns
        elif said_ns + self._offset_ns > last:
            time_ns = said_ns + self._offset_ns
        else:
            self.repaired += 1
            if self.first_repaired is None:
                self.first_repaired = len(self.times_ns)
            time_ns = last + max(1, self._step_ns // 2)
            self._offset_ns = time_ns - said_ns
        self.times_ns.append(time_ns)
        return time_ns

    @property
    def intervals_ns(self) -> list[int]:
        return [b - a for a, b in zip(self.times_ns, self.times_ns[1:])]

    @property
    def median_interval_ns(self) -> float | None:
        intervals = self.intervals_ns
        return median(intervals) if intervals else None

    @property
    def duration_ns(self) -> float:
        """From the first picture to the end of the last, which is taken to be shown as long as most are."""
        if not self.times_ns:
            return 0.0
        return self.times_ns[-1] - self.times_ns[0] + (self.median_interval_ns or self._step_ns)

    @property
    def longest_ns(self) -> float:
        """The duration, or the time at which the clip ends where that is later."""
        return max(self.duration_ns, self.duration_ns + (self.times_ns[0] if self.times_ns else 0))

    @property
    def variable(self) -> bool:
        usual = self.median_interval_ns
        if usual is None:
            return False
        allowed = max(UNEVEN_SHARE * usual, UNEVEN_NS)
        return any(abs(interval - usual) > allowed for interval in self.intervals_ns)

    def warnings(self) -> list[str]:
        found = []
        if self.missing:
            found.append(
                f"{self.missing} of {len(self.times_ns)} frames carry no time: "
                f"{self.assumed_rate:g} frames a second were assumed, so seconds may be wrong"
            )
        if self.repaired:
            found.append(
                f"{self.repaired} of {len(self.times_ns)} frames carry a time that does not rise, "
                f"the first is frame {self.first_repaired}: put right after the one before"
            )
        return found
