"""A picture and the moment it was taken."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NANOSECONDS_PER_SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Frame:
    """One upright picture of a stream.

    index: 0-based in the order the decoder or camera gave it, edit lists and rotation applied.
    time_ns: when it was taken (camera) or is to be shown (clip); never computed from a frame count.
    image: (height, width, 3) uint8, BGR.
    i420: the same as (height * 3 / 2, width) uint8, see swingvision.i420; None where it did not come so.
    """

    index: int
    time_ns: int
    image: NDArray[np.uint8]
    i420: NDArray[np.uint8] | None = None
