"""A picture as the ring keeps it (see swingvision.i420)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Picture:
    """take: counts uninterrupted stretches of a source (each turn of a looped clip is one).

    time_ns: the sensor's or the clip's own time. image: (height * 3 / 2, width) uint8, I420, limited range.
    """

    take: int
    time_ns: int
    image: NDArray[np.uint8]

    @property
    def size(self) -> tuple[int, int]:
        """(width, height), px, both even."""
        rows, width = self.image.shape
        return width, rows * 2 // 3

    @property
    def luma(self) -> NDArray[np.uint8]:
        """(height, width) uint8, 16 to 235."""
        return self.image[: self.size[1]]
