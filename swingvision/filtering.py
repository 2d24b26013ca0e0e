"""From raw points to usable ones in three separate zero-phase steps: drop, fill, smooth.

All work on the frames' own times, so a variable frame rate needs no special care.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def drop(points: Array, confidence: Array, least: float) -> Array:
    """Unsure points become NaN. points: (frames, keypoints, 2); confidence: (frames, keypoints)."""
    return np.where(confidence[..., None] >= least, points, np.nan)


def fill(values: Array, time_s: Array, longest_gap_s: float) -> Array:
    """NaN gaps no longer than longest_gap_s are bridged by straight lines; longer ones and the ends stay NaN.

    values: (frames, ...); the gap is measured between the frames that border it.
    """
    flat = values.reshape(len(values), -1).copy()
    for column in flat.T:
        seen = np.flatnonzero(np.isfinite(column))
        missing = np.flatnonzero(~np.isfinite(column))
        if len(seen) < 2 or len(missing) == 0:
            continue
        after = np.searchsorted(seen, missing)
        inner = (after > 0) & (after < len(seen))
        missing, after = missing[inner], after[inner]
        short = time_s[seen[after]] - time_s[seen[after - 1]] <= longest_gap_s
        column[missing[short]] = np.interp(time_s[missing[short]], time_s[seen], column[seen])
    return flat.reshape(values.shape)


def smooth(values: Array, time_s: Array, width_s: float) -> Array:
    """Local straight-line fit under a Gaussian of standard deviation width_s; NaN stays NaN. (frames, ...)"""
    fitted, _ = local_fit(values, time_s, time_s, width_s)
    gaps = ~np.isfinite(values)
    return np.where(gaps, np.nan, fitted)


def local_fit(
    values: Array, time_s: Array, at_s: Array, width_s: float, weight: Array | None = None
) -> tuple[Array, Array]:
    """Value and slope (per second) at the times at_s, from a line fitted locally under a Gaussian kernel.

    values: (frames, ...), NaN is left out. weight: (frames,), optional trust in each frame. Returns two
    arrays
    (len(at_s), ...); NaN where fewer than two frames lie within reach (four widths).
    """
    lag = time_s[None, :] - at_s[:, None]
    kernel = np.exp(-0.5 * (lag / width_s) ** 2) * (np.abs(lag) <= 4 * width_s)
    if weight is not None:
        kernel = kernel * weight[None, :]
    flat = values.reshape(len(values), -1)
    seen = np.isfinite(flat).astype(np.float64)
    clean = np.where(seen > 0, flat, 0.0)
    s0, s1, s2 = ((kernel * lag**power) @ seen for power in (0, 1, 2))
    y0, y1 = kernel @ clean, (kernel * lag) @ clean
    spread = s0 * s2 - s1**2
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(spread > 1e-9 * width_s**2 * s0**2, (s0 * y1 - s1 * y0) / spread, np.nan)
        value = np.where(np.isfinite(slope), (y0 - slope * s1) / s0, np.nan)
    shape = (len(at_s), *values.shape[1:])
    return value.reshape(shape), slope.reshape(shape)
