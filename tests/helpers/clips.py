"""Clips whose every picture carries its own number, so that a test can tell which one it got, and when."""

import contextlib
import os
import struct
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from swingvision import clip

SIZE = (128, 96)
BITS = 12
CLOCK = 90_000


def coded_image(number: int, size: tuple[int, int] = SIZE) -> NDArray[np.uint8]:
    """(height, width, 3) BGR: the number in bright and dark bars in the top half, highest bit left."""
    width, height = size
    image = np.full((height, width, 3), 60, np.uint8)
    for bit in range(BITS):
        left, right = width * bit // BITS, width * (bit + 1) // BITS
        image[: height // 2, left:right] = 235 if number >> (BITS - 1 - bit) & 1 else 16
    return image


def number_of(image: NDArray[np.uint8]) -> int:
    height, width = image.shape[:2]
    number = 0
    for bit in range(BITS):
        x = width * (2 * bit + 1) // (2 * BITS)
        number = number << 1 | int(image[height // 4, x].mean() > 128)
    return number


def numbers_and_times(reader: clip.ClipReader) -> list[tuple[int, int]]:
    """(number, time_ns) of every frame; frame indices are checked to count up."""
    seen = []
    for position, frame in enumerate(reader):
        assert frame.index == position
        seen.append((number_of(frame.image), frame.time_ns))
    return seen


def encode(
    path: Path,
    ticks: Sequence[int],
    *,
    codec: str = "libx264",
    container: str | None = None,
    numbers: Iterable[int] | None = None,
    size: tuple[int, int] = SIZE,
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
) -> Path:
    """Write coded pictures shown at `ticks` of a 90 kHz clock; as many as there are ticks."""
    opened = av.open(str(path), "w", format=container, options=container_options or {})
    with same_scheduling(), opened as made:
        stream = made.add_stream(codec, rate=30)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = size
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.codec_context.time_base = stream.time_base = Fraction(1, CLOCK)
        stream.options = {**(options if options is not None else FAST.get(codec, {}))}
        for tick, number in zip(ticks, numbers if numbers is not None else range(len(ticks))):
            picture = VideoFrame.from_ndarray(coded_image(number, size), "bgr24")
            picture.pts, picture.time_base = tick, Fraction(1, CLOCK)
            made.mux(stream.encode(picture))
        made.mux(stream.encode(None))
    return path


@contextlib.contextmanager
def same_scheduling() -> Iterator[None]:
    """SVT-AV1 makes root's thread a real-time one, and all that it starts later would starve the machine."""
    before = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        os.sched_setscheduler(0, *before)


FAST = {
    "libx264": {"preset": "ultrafast", "g": "12"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none"},
    "libsvtav1": {"preset": "12"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8"},
}


def every(interval: int, count: int, start: int = 0) -> list[int]:
    return [start + interval * i for i in range(count)]


def ns(ticks: Iterable[int]) -> list[int]:
    """Ticks of the 90 kHz clock in nanoseconds."""
    return [round(tick * 1e9 / CLOCK) for tick in ticks]


def write_matrix(path: Path, matrix: tuple[int, int, int, int]) -> None:
    """Set a, b, c, d of the display matrix in an MP4's track header (ISO/IEC 14496-12, 8.3.2)."""
    content = bytearray(path.read_bytes())
    start = content.index(b"tkhd") + 44
    a, b, c, d = (value << 16 for value in matrix)
    content[start : start + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(content)


def sound(path: Path) -> Path:
    """An audio file with a second of silence."""
    with av.open(str(path), "w") as made:
        stream = made.add_stream("aac", rate=48_000, layout="mono")
        assert isinstance(stream, av.AudioStream)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.float32), "fltp", "mono")
        silence.sample_rate = 48_000
        made.mux(stream.encode(silence))
        made.mux(stream.encode(None))
    return path
