"""From a decoded picture to an upright BGR image with square pixels, no larger than is of use."""

import struct
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np
from av.sidedata.sidedata import SideData
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

# A golfer who fills a picture of this size is still seen at more than the pose models' 256 px.
LONGEST_SIDE_PX = 1920


@dataclass(frozen=True, slots=True)
class Turn:
    """How a stored picture becomes upright: transposed first, then mirrored."""

    transpose: bool = False
    mirror_x: bool = False
    mirror_y: bool = False

    @staticmethod
    def of(frame: VideoFrame) -> "Turn":
        """From the display matrix: x' = a x + c y, y' = b x + d y (ISO/IEC 14496-12, 8.3.2), nearest turn."""
        side = frame.side_data.get("DISPLAYMATRIX")
        if not isinstance(side, SideData):
            return Turn()
        a, b, _, c, d, *_ = struct.unpack("=9i", bytes(side))
        if abs(b) > abs(a):
            return Turn(True, c < 0, b < 0)
        return Turn(False, a < 0, d < 0)

    def apply(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        if self.transpose:
            image = image.transpose(1, 0, 2)
        rows = slice(None, None, -1 if self.mirror_y else 1)
        columns = slice(None, None, -1 if self.mirror_x else 1)
        return np.ascontiguousarray(image[rows, columns])

    def size(self, width: int, height: int) -> tuple[int, int]:
        return (height, width) if self.transpose else (width, height)


class Upright:
    """Makes every frame of one stream upright, at the size that the first one decides.

    shown: (width, height) of the upright clip with square pixels. size: the same after scaling down.
    scale: size / shown, 1 where nothing was scaled.
    """

    def __init__(self, first: VideoFrame, pixel_aspect: Fraction | None) -> None:
        aspect = pixel_aspect if pixel_aspect and Fraction(1, 4) <= pixel_aspect <= 4 else Fraction(1)
        shown = (max(1, round(first.width * aspect)), first.height)
        self.scale = min(1.0, LONGEST_SIDE_PX / max(shown))
        self._stored = (max(1, round(shown[0] * self.scale)), max(1, round(shown[1] * self.scale)))
        self._turn = Turn.of(first)
        self.shown = self._turn.size(*shown)
        self.size = self._turn.size(*self._stored)
        self._first_stored = (first.width, first.height)
        self._reformatter = VideoReformatter()

    def image(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 BGR of `size`."""
        width, height = self._stored
        same = (frame.width, frame.height) == (width, height)
        scaling = Interpolation.BILINEAR if same else Interpolation.AREA
        # By way of the camera ring's form where that is possible, so that a clip is the same picture from a
        # file and from a bay: a pose that differs by a pixel may move an event by a frame.
        planar = width % 2 == 0 and height % 2 == 0
        scaled = self._reformatter.reformat(
            frame,
            width,
            height,
            "yuv420p" if planar else "bgr24",
            dst_colorspace=Colorspace.ITU601 if planar else None,
            interpolation=scaling | Interpolation.ACCURATE_RND,
            dst_color_range=ColorRange.MPEG if planar else None,
        ).to_ndarray()
        bgr = cv2.cvtColor(scaled, cv2.COLOR_YUV2BGR_I420) if planar else scaled
        return self._turn.apply(np.asarray(bgr, np.uint8))

    def same_size(self, frame: VideoFrame) -> bool:
        return (frame.width, frame.height) == self._first_stored
