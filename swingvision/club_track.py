"""The club as it was seen, picture by picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ball:
    """place: (2,) px where it lay before impact; confidence: 0 to 1."""

    place: Array
    radius_px: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ClubTrack:
    """In a Track's coordinates: a right-hander's, level, y up.

    time_s: (pictures,). shaft_deg: (pictures,) from grip to head, counter-clockwise from +x, NaN where
    not seen; shaft_sigma_deg and shaft_confidence (0 to 1) belong to it. head: (pictures, 2) px. ball:
    None where not seen.
    """

    time_s: Array
    shaft_deg: Array
    shaft_sigma_deg: Array
    shaft_confidence: Array
    head: Array
    ball: Ball | None
