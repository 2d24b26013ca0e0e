"""From a decoded picture to an upright BGR image with square pixels, no larger than is of use."""

import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from av.sidedata.sidedata import SideData
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from swingvision.frame import Frame
from swingvision.i420 import MOST_PIXELS, bgr_of_i420, fitted_size, i420_of_planes, planes_of


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

    def apply_planes(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The same of an I420."""
        if self == Turn():
            return image
        y, u, v = planes_of(image)
        return i420_of_planes(self.apply(y), self.apply(u), self.apply(v))

    def apply(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        if self.transpose:
            image = image.swapaxes(0, 1)
        rows = slice(None, None, -1 if self.mirror_y else 1)
        columns = slice(None, None, -1 if self.mirror_x else 1)
        return np.ascontiguousarray(image[rows, columns])

    def size(self, width: int, height: int) -> tuple[int, int]:
        return (height, width) if self.transpose else (width, height)


class Upright:
    """Makes every frame of one stream upright, at the size that the first one decides.

    shown: (width, height) of the upright clip with square pixels. size: the same after scaling down, where
    it was reduced.
    """

    def __init__(self, first: VideoFrame, pixel_aspect: Fraction | None) -> None:
        aspect = pixel_aspect if pixel_aspect and Fraction(1, 4) <= pixel_aspect <= 4 else Fraction(1)
        shown = (max(1, round(first.width * aspect)), first.height)
        self.reduced = shown[0] * shown[1] > MOST_PIXELS
        self._stored = fitted_size(*shown) if self.reduced else shown
        self._turn = Turn.of(first)
        self.shown = self._turn.size(*shown)
        self.size = self._turn.size(*self._stored)
        self._first_stored = (first.width, first.height)
        self._reformatter = VideoReformatter()

    def frame(self, index: int, time_ns: int, picture: VideoFrame) -> Frame:
        """The picture upright, of `size`.

        By way of the camera ring's form where that is possible, so that a clip is the same picture from a
        file and from a bay: a pose that differs by a pixel may move an event by a frame.
        """
        if any(side % 2 for side in self._stored):
            return Frame(index, time_ns, self._turn.apply(self._scaled(picture, "bgr24")))
        planar = self._turn.apply_planes(self._scaled(picture, "yuv420p"))
        return Frame(index, time_ns, bgr_of_i420(planar), planar)

    def _scaled(self, picture: VideoFrame, form: Literal["bgr24", "yuv420p"]) -> NDArray[np.uint8]:
        width, height = self._stored
        same = (picture.width, picture.height) == (width, height)
        scaling = Interpolation.BILINEAR if same else Interpolation.AREA
        planar = form == "yuv420p"
        scaled = self._reformatter.reformat(
            picture,
            width,
            height,
            form,
            dst_colorspace=Colorspace.ITU601 if planar else None,
            interpolation=scaling | Interpolation.ACCURATE_RND,
            dst_color_range=ColorRange.MPEG if planar else None,
        )
        return np.asarray(scaled.to_ndarray(), np.uint8)

    def same_size(self, frame: VideoFrame) -> bool:
        return (frame.width, frame.height) == self._first_stored
