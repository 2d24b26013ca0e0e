"""Pictures that are shown twice: film of 24 or 25 pictures a second that was padded to 30."""

from array import array

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

# The comparison's cells; a picture that was only compressed again stays below these (of 255) in its most
# changed cell and on average.
CELLS = 48
SAME_PEAK, SAME_MEAN = 2.0, 0.15
# Within so many frames something has to change by this much: where nothing moves, a picture that looks like
# the last one is no repeat.
NEARBY_FRAMES, MOVING_PEAK = 6, 4.0


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
        nearby = sliding_window_view(np.pad(peaks, NEARBY_FRAMES), 2 * NEARBY_FRAMES + 1)
        moving = nearby.max(axis=1) >= MOVING_PEAK
        same = (peaks < SAME_PEAK) & (means < SAME_MEAN)
        return np.asarray(same & moving, np.bool_)
