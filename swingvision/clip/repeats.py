"""Pictures that are shown twice: film of 24 or 25 pictures a second that was padded to 30."""

from array import array

import cv2
import numpy as np
from numpy.typing import NDArray

# The comparison's cells; a picture that was only compressed again stays below these (of 255) in its most
# changed cell and on average.
CELLS = 48
SAME_PEAK, SAME_MEAN = 2.0, 0.15
# The pictures right before and right after a run of repeats change by this much: a repeat comes abruptly in
# the middle of motion. Where things come to rest gently, pictures that look alike are no repeats.
MOVING_PEAK, LONGEST_RUN = 4.0, 8


class RepeatFinder:
    """Compares each picture with the one before by a small grey copy of both."""

    def __init__(self) -> None:
        self._last: NDArray[np.float32] | None = None
        self._peaks, self._means = array("f"), array("f")

    def push(self, image: NDArray[np.uint8]) -> None:
        small = cv2.resize(image, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
        grey = small.astype(np.float32).mean(axis=2)
        change = np.abs(grey - self._last) if self._last is not None else np.full(1, np.inf)
        self._last = grey
        self._peaks.append(float(change.max()))
        self._means.append(float(change.mean()))

    @property
    def flags(self) -> NDArray[np.bool_]:
        """(frames,) true where a picture is the one before again although the scene is moving."""
        peaks, means = np.array(self._peaks), np.array(self._means)
        if len(peaks) == 0:
            return np.zeros(0, np.bool_)
        peaks[0] = 0
        same = (peaks < SAME_PEAK) & (means < SAME_MEAN)
        edges = np.diff(np.concatenate([[False], same, [False]]).astype(np.int8))
        flags = np.zeros(len(peaks), np.bool_)
        for start, end in zip(np.flatnonzero(edges > 0), np.flatnonzero(edges < 0)):
            inside = start > 0 and end < len(peaks) and end - start <= LONGEST_RUN
            if inside and min(peaks[start - 1], peaks[end]) >= MOVING_PEAK:
                flags[start:end] = True
        return flags
