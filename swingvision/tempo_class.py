"""The nearest of the tempos that tour players swing at, told as frames at 30 a second: 21:7, 24:8, 27:9."""

from itertools import product

import numpy as np

from swingvision.interval import shown, withheld
from swingvision.report import Metric

FRAMES_A_SECOND = 30.0
# Backswing : downswing; J. Novosel, Tour Tempo (2004), and a slower and a quicker one.
CLASSES: tuple[tuple[int, int], ...] = ((18, 6), (21, 7), (24, 8), (27, 9), (30, 10))


def nearest_class(backswing_s: float, downswing_s: float) -> int:
    """The backswing, in frames, of the class nearest in (backswing, downswing)."""
    frames = FRAMES_A_SECOND * np.array([backswing_s, downswing_s])
    return min(CLASSES, key=lambda each: float(np.linalg.norm(frames - each)))[0]


def measure_tempo_class(backswing: Metric, downswing: Metric) -> Metric:
    """From the two durations; its interval holds every class that their intervals reach."""
    refusal = backswing.withheld or downswing.withheld
    if refusal is not None:
        return withheld(refusal, "frames_at_30", "A")
    corners = product(*([each.low or 0.0, each.high or 0.0] for each in (backswing, downswing)))
    reached = [nearest_class(*corner) for corner in corners]
    value = nearest_class(backswing.value or 0.0, downswing.value or 0.0)
    return shown(value, min(reached), max(reached), "frames_at_30", "A")
