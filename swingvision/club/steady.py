"""How a hand-held or panning camera moves the scene during a swing."""

import cv2
import numpy as np
from numpy.typing import NDArray

from swingvision.club.crops import TRUNK_PX

Array = NDArray[np.float64]
Grey = NDArray[np.float32]

# Looked at in half the size, no more often than this: hands that hold a camera shake slower.
EVERY_S, SHRINK = 1 / 30, 2
# The golfer moves too: around the hips this much is left out, trunk lengths to the sides.
BODY = 0.9
# A camera on a tripod seems to move by this much, px of the crop (90th percentile): noise, not movement.
NOISE_PX = 0.35
# In the most moved pictures, undoing it leaves less than this share of the difference.
CHECKED, GAIN = 8, 0.8


def find_shift(images: NDArray[np.uint8], time_s: Array, reference: int, inside: NDArray[np.bool_]) -> Array:
    """(pictures, 2) px by which each picture's scene lies to the right of and below the reference's.

    By phase correlation (Kuglin and Hines 1975) of the edges outside the golfer; zero for a camera at rest.
    """
    weight = _weight(inside)
    wanted = _gradient(images[reference], weight)
    looked = _looked_at(time_s)
    found = np.array([cv2.phaseCorrelate(wanted, _gradient(images[k], weight))[0] for k in looked]) * SHRINK
    if np.percentile(np.hypot(*found.T), 90) < NOISE_PX or not _better(images[looked], found, wanted, weight):
        return np.zeros((len(images), 2))
    return np.stack([np.interp(time_s, time_s[looked], column) for column in found.T], axis=1)


def _better(images: NDArray[np.uint8], shift: Array, wanted: Grey, weight: Grey) -> bool:
    """Whether undoing the shift makes the scene more alike: on plain ground shadows pretend a movement."""
    asis = undone = 0.0
    for k in np.argsort(np.hypot(*shift.T))[-CHECKED:]:
        now = _gradient(images[k], weight)
        back = np.array([[1, 0, shift[k, 0] / SHRINK], [0, 1, shift[k, 1] / SHRINK]])
        moved = cv2.warpAffine(now, back, now.shape[::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
        asis, undone = asis + float(np.abs(now - wanted).sum()), undone + float(np.abs(moved - wanted).sum())
    return undone < GAIN * asis


def _looked_at(time_s: Array) -> NDArray[np.intp]:
    """Indices no closer than EVERY_S, the first and the last among them."""
    slots = np.floor((time_s - time_s[0]) / EVERY_S + 1e-6)
    first = np.flatnonzero(np.diff(slots, prepend=-1) > 0)
    return np.unique(np.append(first, len(time_s) - 1))


def _weight(inside: NDArray[np.bool_]) -> Grey:
    """(h, w) of the shrunk picture: 1 on the scene, fading to 0 at the picture's edge and on the golfer."""
    height, width = inside.shape
    scene = inside.astype(np.float32)
    scene[[0, -1]] = scene[:, [0, -1]] = 0
    middle, reach = width // 2, round(BODY * TRUNK_PX)
    scene[:, middle - reach : middle + reach] = 0
    small = cv2.resize(scene, (width // SHRINK, height // SHRINK), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(cv2.erode(small, np.ones((9, 9))), (0, 0), 4), np.float32)


def _gradient(image: NDArray[np.uint8], weight: Grey) -> Grey:
    small = cv2.resize(image, weight.shape[::-1], interpolation=cv2.INTER_AREA)
    lines = cv2.Laplacian(cv2.GaussianBlur(small, (0, 0), 1.0).astype(np.float32), cv2.CV_32F)
    return np.asarray(lines * weight, np.float32)
