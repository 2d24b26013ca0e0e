"""The One-Euro filter: still when the signal is still, quick when it moves."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


class OneEuro:
    """Casiez, Roussel, Vogel 2012, "1 Euro Filter", on an array of any shape.

    min_cutoff_hz: the cut-off at rest. beta: how much the cut-off rises with speed (Hz per scaled unit a
    second). derivative_cutoff_hz: the cut-off of the speed estimate. Steps are by the samples' own times.
    """

    def __init__(self, min_cutoff_hz: float, beta: float, derivative_cutoff_hz: float = 1.0) -> None:
        self._min_cutoff_hz = min_cutoff_hz
        self._beta = beta
        self._derivative_cutoff_hz = derivative_cutoff_hz
        self.reset()

    def reset(self) -> None:
        self._time_ns: int | None = None
        self._raw: FloatArray = np.zeros(0)
        self._value: FloatArray = np.zeros(0)
        self._speed: FloatArray = np.zeros(0)

    def __call__(self, time_ns: int, value: FloatArray, scale: float = 1.0) -> FloatArray:
        """The filtered value at `time_ns`; speed is measured in `scale` units (a body's size) a second.

        A time that does not rise restarts the filter.
        """
        if self._time_ns is None or time_ns <= self._time_ns:
            self._value, self._speed = value, np.zeros_like(value)
        else:
            step_s = (time_ns - self._time_ns) / 1e9
            speed = (value - self._raw) / scale / step_s
            self._speed = _blend(self._speed, speed, smoothing(self._derivative_cutoff_hz, step_s))
            cutoff_hz = self._min_cutoff_hz + self._beta * np.abs(self._speed)
            self._value = _blend(self._value, value, smoothing(cutoff_hz, step_s))
        self._time_ns, self._raw = time_ns, value
        return self._value


def smoothing(cutoff_hz: FloatArray | float, step_s: float) -> FloatArray:
    """The share of the new sample in a first-order low pass of that cut-off and step."""
    return np.asarray(1.0 / (1.0 + 1.0 / (2 * np.pi * np.asarray(cutoff_hz) * step_s)))


def _blend(old: FloatArray, new: FloatArray, share: FloatArray) -> FloatArray:
    return old + share * (new - old)
