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
# The luma of video spans 219 of 255 steps.
VIDEO_RANGE = 255 / 219


class ChangeMeter:
    """How much each picture differs from the one before, told from a small grey copy of both."""

    def __init__(self) -> None:
        self._last: NDArray[np.float32] | None = None

    def push(self, image: NDArray[np.uint8]) -> tuple[float, float]:
        """Change of the most changed cell and on average, of 255; infinite for the first picture.

        image: (height, width, 3) BGR, or the (height, width) luma of video (16 to 235).
        """
        small = cv2.resize(image, (CELLS, CELLS), interpolation=cv2.INTER_AREA).astype(np.float32)
        grey = small.mean(axis=2) if small.ndim == 3 else small * VIDEO_RANGE
        last, self._last = self._last, grey
        if last is None:
            return float("inf"), float("inf")
        change = np.abs(grey - last)
        return float(change.max()), float(change.mean())


class RepeatFinder:
    """Notes the changes of a stream's pictures; `flags` tells which of them repeat."""

    def __init__(self) -> None:
        self._meter = ChangeMeter()
        self._peaks, self._means = array("f"), array("f")

    def push(self, image: NDArray[np.uint8]) -> None:
        peak, mean = self._meter.push(image)
        self._peaks.append(peak)
        self._means.append(mean)

    @property
    def flags(self) -> NDArray[np.bool_]:
        return find_repeats(np.array(self._peaks), np.array(self._means))


def find_repeats(peaks: NDArray[np.floating], means: NDArray[np.floating]) -> NDArray[np.bool_]:
    """(frames,) true where a picture is the one before again although the scene is moving.

    peaks, means: (frames,) as a ChangeMeter tells them, of pictures that follow one another.
    """
    if len(peaks) == 0:
        return np.zeros(0, np.bool_)
    same = (peaks < SAME_PEAK) & (means < SAME_MEAN)
    edges = np.diff(np.concatenate([[False], same, [False]]).astype(np.int8))
    flags = np.zeros(len(peaks), np.bool_)
    for start, end in zip(np.flatnonzero(edges > 0), np.flatnonzero(edges < 0)):
        # Before the first picture nothing is known of motion.
        known = start > 0 and end < len(peaks) and bool(np.isfinite(peaks[start - 1]))
        inside = known and end - start <= LONGEST_RUN
        if inside and min(peaks[start - 1], peaks[end]) >= MOVING_PEAK:
            flags[start:end] = True
    return flags
