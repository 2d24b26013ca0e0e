"""Keypoints as the markers of motion-capture files: x right, y up, z 0."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.pose import PoseSeries

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scale:
    """mm_per_px: how large a pixel is in the golfer's plane, None where nobody has measured it."""

    mm_per_px: float | None = None

    @property
    def unit(self) -> str:
        return "px" if self.mm_per_px is None else "mm"


def markers(series: PoseSeries, scale: Scale) -> Array:
    """(frames, 33, 3) in the scale's unit from the picture's lower left corner; NaN where not seen.

    One camera sees a plane: z is 0 everywhere and means nothing.
    """
    x, y = series.points[..., 0].astype(np.float64), series.points[..., 1].astype(np.float64)
    up = series.size[1] - y
    flat = np.where(np.isfinite(x), 0.0, np.nan)
    return np.stack([x, up, flat], axis=-1) * (scale.mm_per_px or 1.0)


def rate_hz(series: PoseSeries) -> float:
    """Median rate of the frames' own times, for formats that know one rate only; 0 for a single frame."""
    return 0.0 if len(series) < 2 else 1e9 / float(np.median(np.diff(series.time_ns)))
