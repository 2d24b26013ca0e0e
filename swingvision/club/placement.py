"""Between the upright picture and the right-hander's level track: mirrored, then levelled, y up."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Placement:
    """width: of the picture, px. roll_deg: the camera's, clockwise seen from behind it. See track.prepare."""

    width: float
    mirrored: bool
    roll_deg: float

    def to_picture(self, points: Array) -> Array:
        """Track points (..., 2) in px of the upright picture, y down."""
        roll = np.radians(-self.roll_deg if self.mirrored else self.roll_deg)
        x, y = points[..., 0], points[..., 1]
        across = x * np.cos(roll) - y * np.sin(roll)
        down = -(x * np.sin(roll) + y * np.cos(roll))
        return np.stack([self.width - across if self.mirrored else across, down], axis=-1)
