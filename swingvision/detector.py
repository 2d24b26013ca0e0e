"""Finds swings in a stream of poses, one pose at a time: by the way of the hands.

A full swing is hands that rise (backswing), come down fast through the place they started from and rise again
(follow-through), by somebody who stands still and held an address before. Nothing here depends on the
frame rate
or on real time: durations are told against the downswing's own.
"""

from collections import deque
from dataclasses import dataclass, field, replace

import numpy as np

from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.gates import Fall, Rough, departure, is_full_swing, may_become_swing, read_rough
from swingvision.pose import Pose
from swingvision.short_swing import ShortSwingWatch
from swingvision.sketch import Path, Sketch, Sketcher

# Hands below LOW trunk lengths over the hips are down, above HIGH they are up.
LOW, HIGH = 0.35, 0.55
# What is remembered, in seconds and poses.
MEMORY_S, MEMORY_POSES = 40.0, 6000
# The swing is over so many downswings after impact (finish of professionals: median 2.6, 95 of 100 within 4).
SETTLED = 4.5
# So many downswings before the hands rise past HIGH everything still stood at address, and was seen to.
LEAD_IN = 6.0
# A body that jumps by a trunk between two poses is another picture: a hard cut.
JUMP = 1.0


@dataclass(frozen=True, slots=True)
class SwingWindow:
    """A swing was seen between start_ns and end_ns; the rest is rough. address_ns: the hands' last moment
    down
    before they rose, None where the stream began later."""

    start_ns: int
    end_ns: int
    address_ns: int | None
    top_ns: int
    impact_ns: int


@dataclass(frozen=True, slots=True)
class ShortSwing:
    """A chip, a pitch or a putt between start_ns and end_ns: told, not measured."""

    start_ns: int
    end_ns: int


@dataclass(slots=True)
class _Memory:
    """What is known of one golfer in one uncut picture. rose_s, fell_s: when the hands last went up and
    down. rise_unseen: hands that were up from the beginning may be a backswing that began before the stream;
    not so after a swing or a cut.
    """

    sketcher: Sketcher = field(default_factory=Sketcher)
    sketches: deque[Sketch] = field(default_factory=lambda: deque(maxlen=MEMORY_POSES))
    up: bool | None = None
    rose_s: float | None = None
    fell_s: float | None = None
    rise_unseen: bool = True
    short: ShortSwingWatch = field(default_factory=ShortSwingWatch)


class SwingDetector:
    """Push poses in the order of time; a swing comes back once it is over. `finish` says the stream has
    ended.
    """

    def __init__(self) -> None:
        self._memory = _Memory()
        self._pending: tuple[Fall, Rough, SwingWindow] | None = None

    def push(self, pose: Pose) -> SwingWindow | ShortSwing | None:
        sketch = self._memory.sketcher.draw(pose)
        return None if sketch is None else self._follow(sketch)

    @property
    def under_way(self) -> SwingWindow | None:
        """What was struck and is followed to its end: the same window all the while, but for end_ns.

        Whether it was a swing is told by its follow-through.
        """
        return None if self._pending is None else self._pending[2]

    @property
    def rose_ns(self) -> int | None:
        """When the hands last went up: a swing may be going on since. None where that was not seen."""
        return None if self._memory.rose_s is None else _ns(self._memory.rose_s)

    def finish(self) -> SwingWindow | ShortSwing | None:
        """The swing that was under way when the stream ended, if it was one."""
        told = [self._follow(sketch) for sketch in self._memory.sketcher.rest()] + [self._conclude()]
        return next((one for one in told if one is not None), None)

    def _follow(self, sketch: Sketch) -> SwingWindow | ShortSwing | None:
        if self._memory.sketches and _jumped(self._memory.sketches[-1], sketch):
            ended = self._conclude()
            self._memory = _Memory(rise_unseen=False)
            self._memory.sketches.append(sketch)
            return ended
        self._remember(sketch)
        fall = self._fall(sketch)
        if fall is not None and self._pending is None:
            path = Path.of(self._memory.sketches)
            rough = read_rough(path, fall)
            if rough is not None and may_become_swing(path, fall, rough):
                self._pending = fall, rough, _window(path, fall, rough)
        if self._pending is None:
            short = self._memory.short.push(sketch)
            return None if short is None else ShortSwing(*short)
        rough = self._pending[1]
        return self._conclude() if sketch.time_s >= rough.impact_s + SETTLED * rough.downswing_s else None

    def _conclude(self) -> SwingWindow | None:
        """The swing that is under way, if it is one; nothing is afterwards."""
        if self._pending is None:
            return None
        (fall, rough, window), self._pending = self._pending, None
        path = Path.of(self._memory.sketches)
        if not is_full_swing(path, fall, rough):
            return None
        self._memory.rise_unseen, self._memory.fell_s = False, None
        return replace(window, end_ns=_ns(float(path.time_s[-1])))

    def _remember(self, sketch: Sketch) -> None:
        sketches = self._memory.sketches
        sketches.append(sketch)
        while sketch.time_s - sketches[0].time_s > MEMORY_S:
            sketches.popleft()

    def _fall(self, sketch: Sketch) -> Fall | None:
        """Follows the hands up and down; a fall is told when they have come down and rise again."""
        memory = self._memory
        up = True if sketch.height > HIGH else False if sketch.height < LOW else memory.up
        if up is None or up == memory.up:
            return None
        before, memory.up = memory.up, up
        fall = None
        if up:
            if memory.fell_s is not None and (memory.rose_s is not None or memory.rise_unseen):
                fall = Fall(memory.rose_s, memory.fell_s, sketch.time_s)
            memory.rose_s = None if before is None else sketch.time_s
        elif before:
            memory.fell_s = sketch.time_s
        return fall


def _window(path: Path, fall: Fall, rough: Rough) -> SwingWindow:
    """From before the rise to the newest pose."""
    first, last = float(path.time_s[0]), float(path.time_s[-1])
    rose_s = rough.top_s if fall.rose_s is None else fall.rose_s
    left = departure(path, fall, rough)
    return SwingWindow(
        start_ns=_ns(max(first, rose_s - LEAD_IN * rough.downswing_s)),
        end_ns=_ns(last),
        address_ns=None if left is None else _ns(float(path.time_s[left])),
        top_ns=_ns(rough.top_s),
        impact_ns=_ns(rough.impact_s),
    )


def _jumped(before: Sketch, now: Sketch) -> bool:
    moved = np.hypot(now.hips[0] - before.hips[0], now.hips[1] - before.hips[1])
    return bool(moved > JUMP * before.trunk_px)


def _ns(time_s: float) -> int:
    return round(time_s * NANOSECONDS_PER_SECOND)
