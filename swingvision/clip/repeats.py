"""Pictures that are shown twice: film of 24 or 25 pictures a second that was padded to 30."""

import cv2
import numpy as np
from numpy.typing import NDArray

# Cells of the comparison, and how far (of 255) the most changed one may move in a picture that was only
# compressed again.
CELLS = 48
SAME_PICTURE = 1.5


class RepeatFinder:
    """Tells whether a picture is the one before again, from a small grey copy of each."""

    def __init__(self) -> None:
        self._last: NDArray[np.float32] | None = None
        self.flags = bytearray()

    def push(self, image: NDArray[np.uint8]) -> bool:
        small = cv2.resize(image, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
        grey = small.astype(np.float32).mean(axis=2)
        repeated = self._last is not None and float(np.abs(grey - self._last).max()) < SAME_PICTURE
        self._last = grey
        self.flags.append(repeated)
        return repeated
