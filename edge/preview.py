"""Small pictures for the ready screen, only while a page wants them."""

import time

import cv2
import numpy as np
from numpy.typing import NDArray

INTERVAL_S = 1 / 12
MOST_WIDE = 640
QUALITY = 70


class Preview:
    """due() says whether a picture is wanted now; jpeg() makes it."""

    def __init__(self) -> None:
        self.wanted = False
        self._last_s = float("-inf")

    def due(self) -> bool:
        return self.wanted and time.monotonic() - self._last_s >= INTERVAL_S

    def jpeg(self, image: NDArray[np.uint8]) -> bytes:
        """image: (height, width, 3) BGR; at most 640 px wide or high."""
        self._last_s = time.monotonic()
        scale = min(1.0, MOST_WIDE / max(image.shape[:2]))
        small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
