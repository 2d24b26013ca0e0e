"""Pictures as planar YUV 4:2:0 (I420, limited range): half the bytes of BGR and what codecs speak."""

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

# More than this is reduced: a pose needs 256 px of golfer and the replay is 720p.
MOST_PIXELS = 1280 * 720


def fitted_size(width: int, height: int) -> tuple[int, int]:
    """The even (width, height) of that shape with at most MOST_PIXELS. Raises ValueError below 2 px."""
    if width < 2 or height < 2:
        raise ValueError(f"a picture of {width}x{height} px is too small")
    scale = min(1.0, (MOST_PIXELS / (width * height)) ** 0.5)
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def i420_of_bgr(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(height, width, 3) BGR to (height * 3 / 2, width) I420, reduced to fitted_size."""
    height, width = image.shape[:2]
    size = fitted_size(width, height)
    if size == (width - width % 2, height - height % 2):
        image = np.ascontiguousarray(image[: size[1], : size[0]])
    else:
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2YUV_I420), np.uint8)


def i420_of_video(frame: av.VideoFrame) -> NDArray[np.uint8]:
    """A decoded frame of any pixel format to I420, reduced to fitted_size."""
    width, height = fitted_size(frame.width, frame.height)
    planar = frame.reformat(
        width=width,
        height=height,
        format="yuv420p",
        dst_colorspace=Colorspace.ITU601,
        dst_color_range=ColorRange.MPEG,
    )
    return np.asarray(planar.to_ndarray(), np.uint8)


def bgr_of_i420(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(height * 3 / 2, width) I420 to a new (height, width, 3) BGR array."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_YUV2BGR_I420), np.uint8)


def planes_of(image: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """Views of a (height * 3 / 2, width) I420: Y (height, width), U and V (height / 2, width / 2)."""
    rows, width = image.shape
    height, flat = rows * 2 // 3, image.reshape(-1)
    y, u, v = np.split(flat, [height * width, height * width * 5 // 4])
    half = (height // 2, width // 2)
    return y.reshape(height, width), u.reshape(half), v.reshape(half)


def i420_of_planes(y: NDArray[np.uint8], u: NDArray[np.uint8], v: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The planes in one (height * 3 / 2, width) array."""
    return np.concatenate([plane.reshape(-1) for plane in (y, u, v)]).reshape(-1, y.shape[1])
