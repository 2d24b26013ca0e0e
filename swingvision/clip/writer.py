"""Writing a clip that plays up to where it was cut, with the times at which its pictures were taken."""

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, ColorRange, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from swingvision.clip.container import open_container
from swingvision.clip.decoding import Damage, packets
from swingvision.frame import NANOSECONDS_PER_SECOND

# H.264's customary clock: a tick is 11 microseconds, a thousandth of a frame at 90 fps.
TICKS_PER_SECOND = 90_000
KEYFRAME_EVERY = 12
# x264 needs a rate for its bit budget only; the timestamps are the truth.
NOMINAL_RATE = 60


class ClipWriter:
    """Encodes BGR pictures as H.264 in a fragmented MP4, one fragment a picture.

    path: the file, overwritten. size: (width, height) of every picture, px; an odd side is filled up by
    repeating its last row or column, so that coordinates stay.
    start_ns: the time that becomes the clip's zero; the first picture's own where it is None.
    preset: x264's. Keyframes come every 12 pictures, B-frames never, so that a player steps fast both ways.
    Raises OSError when the file cannot be written; ValueError when times do not rise or a size is wrong.
    """

    def __init__(
        self,
        path: str | Path,
        size: tuple[int, int],
        *,
        start_ns: int | None = None,
        preset: str = "veryfast",
    ) -> None:
        self.size = size
        self._start_ns, self._last_tick = start_ns, -1
        self._reformatter = VideoReformatter()
        # delay_moov: the header waits for the first picture, without it a clip that starts late would not.
        flags = "frag_every_frame+empty_moov+delay_moov+default_base_moof+skip_trailer"
        self._container = av.open(f"file:{path}", "w", format="mp4", options={"movflags": flags})
        self._stream = self._add_stream(preset)
        self._container.start_encoding()

    def _add_stream(self, preset: str) -> VideoStream:
        stream = self._container.add_stream("libx264", rate=NOMINAL_RATE)
        stream.width, stream.height = (side + side % 2 for side in self.size)
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = stream.time_base = Fraction(1, TICKS_PER_SECOND)
        stream.codec_context.colorspace = Colorspace.ITU709
        stream.codec_context.color_range = ColorRange.MPEG
        stream.options = {
            "preset": preset,
            "tune": "fastdecode",
            "crf": "21",
            "g": str(KEYFRAME_EVERY),
            "bf": "0",
            "sc_threshold": "0",
        }
        return stream

    def write(self, image: NDArray[np.uint8], time_ns: int) -> None:
        """Append one picture, (height, width, 3) uint8 BGR, taken at time_ns."""
        if image.shape != (self.size[1], self.size[0], 3):
            raise ValueError(f"a picture of shape {image.shape} in a clip of {self.size[0]} x {self.size[1]}")
        if self._start_ns is None:
            self._start_ns = time_ns
        tick = self._tick(time_ns)
        if tick <= self._last_tick:
            raise ValueError(f"time does not rise: {time_ns} ns is at tick {tick} after {self._last_tick}")
        self._last_tick = tick
        self._encode(self._picture(image, tick))

    def takes(self, time_ns: int) -> bool:
        """Whether time_ns is after the last picture's by at least a tick, 11 microseconds."""
        return self._start_ns is None or self._tick(time_ns) > self._last_tick

    def _tick(self, time_ns: int) -> int:
        return round((time_ns - (self._start_ns or 0)) * TICKS_PER_SECOND / NANOSECONDS_PER_SECOND)

    def _picture(self, image: NDArray[np.uint8], tick: int) -> VideoFrame:
        right, bottom = self.size[0] % 2, self.size[1] % 2
        if right or bottom:
            image = np.pad(image, ((0, bottom), (0, right), (0, 0)), "edge")
        bgr = VideoFrame.from_ndarray(np.ascontiguousarray(image), "bgr24")
        yuv = self._reformatter.reformat(bgr, format="yuv420p", dst_colorspace=Colorspace.ITU709)
        yuv.pts, yuv.time_base = tick, Fraction(1, TICKS_PER_SECOND)
        return yuv

    def _encode(self, picture: VideoFrame | None) -> None:
        for packet in self._stream.encode(picture):
            self._container.mux(packet)

    def close(self) -> None:
        """Write what the encoder still holds and close the file."""
        self._encode(None)
        self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close() if error is None else self._container.close()


def remux_faststart(source: str | Path, target: str | Path) -> None:
    """Copy a clip's packets into a plain MP4 with its index in front, without encoding again.

    What was cut off or is damaged is left out. Raises OSError when a file cannot be read or written.
    """
    with (
        open_container(Path(source)) as given,
        av.open(f"file:{target}", "w", format="mp4", options={"movflags": "faststart"}) as made,
    ):
        stream = made.add_stream_from_template(given.streams.video[0])
        for packet in packets(given, given.streams.video[0], Damage()):
            packet.stream = stream
            made.mux(packet)
