"""Notices chips, pitches and putts: hands that leave a still place, pass it fast and go on low."""

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from swingvision.sketch import Sketch

# Hands above this over the hips (trunk lengths) belong to a full swing or to something else.
LOW_HANDS = 0.55
# Still: all places within STILL_TRAVEL trunk lengths for STILL_S.
STILL_TRAVEL, STILL_S = 0.08, 0.25
# Trunk lengths from the still place: going back at least, passing it again, and going through.
BACK, PASS, THROUGH = 0.25, 0.15, 0.20
# Longest in all, from stillness to through; the hands take at most so much of their time back to come down.
LONGEST_S, DOWN_SHARE = 3.0, 1.0
# Wrists farther apart than this, trunk lengths, hold no club.
TOGETHER = 0.5


@dataclass(slots=True)
class _Way:
    """How far a short swing has come: still at `start`, farthest back, passing the start again."""

    start: Sketch
    farthest: Sketch
    farthest_away: float = 0.0
    passed: Sketch | None = None


@dataclass(slots=True)
class ShortSwingWatch:
    """Push sketches in the order of time; start and end (ns) of a short swing come back as it goes
    through.
    """

    _recent: deque[Sketch] = field(default_factory=deque)
    _way: _Way | None = None

    def push(self, sketch: Sketch) -> tuple[int, int] | None:
        if sketch.height > LOW_HANDS or sketch.apart > TOGETHER:
            self._recent.clear()
            self._way = None
            return None
        if self._is_still(sketch):
            self._way = _Way(sketch, sketch)
        return None if self._way is None else self._follow(self._way, sketch)

    def _is_still(self, sketch: Sketch) -> bool:
        self._recent.append(sketch)
        while len(self._recent) > 2 and sketch.time_s - self._recent[1].time_s >= STILL_S:
            self._recent.popleft()
        travel = np.ptp([one.hands for one in self._recent], axis=0).max()
        lasted = sketch.time_s - self._recent[0].time_s >= STILL_S
        return bool(lasted and travel <= STILL_TRAVEL * sketch.trunk_px)

    def _follow(self, way: _Way, sketch: Sketch) -> tuple[int, int] | None:
        away = float(np.hypot(*np.subtract(sketch.hands, way.start.hands))) / sketch.trunk_px
        if sketch.time_s - way.start.time_s > LONGEST_S:
            self._way = None
        elif way.passed is None and away > way.farthest_away:
            way.farthest, way.farthest_away = sketch, away
        elif way.passed is None and way.farthest_away >= BACK and away <= PASS:
            back_s = way.farthest.time_s - way.start.time_s
            if sketch.time_s - way.farthest.time_s > DOWN_SHARE * back_s:
                self._way = None
            way.passed = sketch
        elif way.passed is not None and away >= THROUGH:
            self._way = None
            return way.start.time_ns, sketch.time_ns
        return None
