"""The rotated square around a body: cut out of a frame, and its points put back."""

import cv2
import numpy as np
from numpy.typing import NDArray

from swingvision.pose import Region

# How far the square reaches beyond the circle round the body: what the landmark model was trained on.
MARGIN = 1.25
# The side of the square that the landmark model sees.
CROP_PX = 256


def region_of(centre: NDArray[np.floating], rim: NDArray[np.floating]) -> Region | None:
    """The square round a body from its two alignment points, each (2,) px: the middle of the hips, and a
    point on the circle round the whole body in the direction of the head. None when they coincide.

    Bazarevsky et al. 2020, "BlazePose", section 2.1.
    """
    x, y = (float(v) for v in rim - centre)
    radius = float(np.hypot(x, y))
    if not np.isfinite(radius) or radius < 1.0:
        return None
    return Region(float(centre[0]), float(centre[1]), 2 * radius * MARGIN, float(np.arctan2(x, -y)))


def to_frame(region: Region, points: NDArray[np.floating]) -> NDArray[np.float64]:
    """Points (..., 2) of the square, 0 to 1 on both axes, in pixels of the frame."""
    return np.asarray(np.asarray(points, np.float64) @ _matrix(region)[:, :2].T + _matrix(region)[:, 2])


def to_region(region: Region, points: NDArray[np.floating]) -> NDArray[np.float64]:
    """The inverse of to_frame."""
    matrix = _matrix(region)
    return np.asarray((np.asarray(points, np.float64) - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T)


def crop(image: NDArray[np.uint8], region: Region, side: int) -> NDArray[np.uint8]:
    """The square as an upright (side, side, 3) picture, never mirrored.

    Places are counted from the edge of the first pixel, whose middle lies at a half, in the frame and in
    the picture. So the model's points are where it saw them: looked at in a mirror, too, they differ by 0.2
    of its pixels; counted from the middle of the pixels, by 0.8.
    """
    matrix = _matrix(region)
    matrix[:, :2] /= side
    matrix[:, 2] += matrix[:, :2].sum(axis=1) / 2 - 0.5
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(image, matrix, (side, side), flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def reflected(region: Region, width: int) -> Region:
    """The square that looks the same in the mirrored frame, of this width in px."""
    return Region(width - region.x, region.y, region.side, -region.angle_rad, not region.mirrored)


def _matrix(region: Region) -> NDArray[np.float64]:
    """(2, 3): unit square -> frame."""
    cos, sin = np.cos(region.angle_rad) * region.side, np.sin(region.angle_rad) * region.side
    across, down = np.array([cos, sin]), np.array([-sin, cos])
    return np.stack([across, down, [region.x, region.y] - (across + down) / 2], axis=1)
