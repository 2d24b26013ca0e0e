"""Grey crops of a swing: around the golfer, scaled to the body, level, a right-hander."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from swingvision.club.placement import Placement
from swingvision.frame import Frame

Array = NDArray[np.float64]
Grey = NDArray[np.float32]
# left, top, right, bottom; px, the last two beyond it.
Box = tuple[int, int, int, int]

# One trunk length is so many px of a crop: a shaft is one or two, a ball five across.
TRUNK_PX = 56
# What a crop holds around the hips at address, trunk lengths: aside, above and below. Club and arms reach no
# farther.
ASIDE, ABOVE, BELOW = 3.3, 3.5, 3.3
# A smaller golfer is not enlarged beyond this: there is nothing more to see.
MOST_ENLARGED = 1.5


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the crop lies: left and top in the track's px; scale: crop px a track px. size: (w, h) px."""

    left: float
    top: float
    scale: float
    size: tuple[int, int]
    placement: Placement

    @staticmethod
    def around(hips: Array, trunk: float, placement: Placement) -> "Cut":
        scale = min(TRUNK_PX / trunk, MOST_ENLARGED)
        size = (round(2 * ASIDE * trunk * scale), round((ABOVE + BELOW) * trunk * scale))
        return Cut(float(hips[0] - ASIDE * trunk), float(hips[1] + ABOVE * trunk), scale, size, placement)

    def to_crop(self, points: Array) -> Array:
        """Track points (..., 2) in px of the crop, y down; a pixel's centre lies half a px from its edge."""
        return np.stack([points[..., 0] - self.left, self.top - points[..., 1]], axis=-1) * self.scale - 0.5

    def to_track(self, points: Array) -> Array:
        x, y = np.moveaxis((points + 0.5) / self.scale, -1, 0)
        return np.stack([self.left + x, self.top - y], axis=-1)

    def map_to_picture(self) -> Array:
        """(2, 3): affine map of pixel indices of the crop to those of the picture."""
        corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
        origin, right, down = self.placement.to_picture(self.to_track(corners)) - 0.5
        return np.stack([right - origin, down - origin, origin], axis=1)

    def crop(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """(h, w) grey; black beyond the picture. Reduced by area, so that a thin shaft keeps its contrast."""
        to_picture = self.map_to_picture()
        roi, offset = self._roi(to_picture, image.shape)
        grey = cv2.cvtColor(image[roi], cv2.COLOR_BGR2GRAY)
        box = 2 * round(0.5 / self.scale - 0.5) + 1
        if box > 1:
            grey = cv2.blur(grey, (box, box))
        to_picture[:, 2] -= offset
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(cv2.warpAffine(grey, to_picture, self.size, flags=flags), np.uint8)

    def inside(self, picture_size: tuple[int, int]) -> NDArray[np.bool_]:
        """(h, w) true where the crop shows picture."""
        x, y = np.meshgrid(np.arange(self.size[0], dtype=float), np.arange(self.size[1], dtype=float))
        at = np.stack([x, y, np.ones_like(x)], axis=-1) @ self.map_to_picture().T
        limits = np.array(picture_size) - 1
        return np.asarray(((at >= 1) & (at <= limits - 1)).all(axis=-1))

    def _roi(self, to_picture: Array, shape: tuple[int, ...]) -> tuple[tuple[slice, slice], Array]:
        """The part of the picture that the crop needs, and where it begins (x, y)."""
        w, h = self.size
        corners = np.array([[0, 0, 1], [w, 0, 1], [0, h, 1], [w, h, 1]]) @ to_picture.T
        limits = np.array([shape[1], shape[0]])
        low = np.clip(np.floor(corners.min(axis=0)) - 8, 0, limits - 1).astype(int)
        high = np.clip(np.ceil(corners.max(axis=0)) + 8, low + 1, limits).astype(int)
        return (slice(low[1], high[1]), slice(low[0], high[0])), low.astype(float)


@dataclass(frozen=True, slots=True)
class Crops:
    """images: (pictures, h, w) uint8. rows: (pictures,) of the track. time_s: (pictures,).

    shift: (pictures, 2) px by which the camera moved the scene since the reference picture.
    """

    images: NDArray[np.uint8]
    rows: NDArray[np.intp]
    time_s: Array
    shift: Array
    cut: Cut
    inside: NDArray[np.bool_]

    def near(self, start_s: float, end_s: float, most: int) -> NDArray[np.intp]:
        """Up to `most` evenly spread pictures from start_s to end_s; the nearest one where there is none."""
        found = np.flatnonzero((self.time_s >= start_s) & (self.time_s <= end_s))
        if len(found) == 0:
            return np.array([np.argmin(np.abs(self.time_s - (start_s + end_s) / 2))])
        spread = np.linspace(0, len(found) - 1, min(most, len(found)))
        return np.asarray(found[spread.round().astype(int)])

    def steady(self, number: int) -> Grey:
        """One picture with the camera's movement undone, float32 grey levels."""
        return self.part(number, (0, 0, *self.cut.size))

    def part(self, number: int, box: Box) -> Grey:
        """The same of a box."""
        left, top, right, bottom = box
        dx, dy = self.shift[number]
        if dx == dy == 0:
            return self.images[number, top:bottom, left:right].astype(np.float32)
        middle = ((left + right - 1) / 2 + dx, (top + bottom - 1) / 2 + dy)
        size = (right - left, bottom - top)
        return np.asarray(
            cv2.getRectSubPix(self.images[number], size, middle, patchType=cv2.CV_32F), np.float32
        )

    def median(self, numbers: NDArray[np.intp]) -> Grey:
        return np.asarray(np.median([self.steady(int(number)) for number in numbers], axis=0), np.float32)


def cut_out(frames: Iterable[Frame], rows: dict[int, int], cut: Cut) -> tuple[NDArray[np.uint8], list[int]]:
    """Crops of those frames whose index leads to a row, and the rows."""
    images, found = [], []
    for frame in frames:
        if frame.index in rows:
            images.append(cut.crop(frame.image))
            found.append(rows[frame.index])
    return np.array(images, np.uint8).reshape(-1, cut.size[1], cut.size[0]), found
