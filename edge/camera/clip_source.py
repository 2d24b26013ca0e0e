"""A clip as a camera: its pictures at the clip's own times, once or for ever."""

import time
from collections.abc import Iterator
from itertools import count

from edge.camera.faults import CameraFault
from edge.camera.picture import Picture
from edge.camera.url import CameraUrl
from swingvision.clip import UnreadableClip, read
from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.i420 import i420_of_bgr


def clip_pictures(url: CameraUrl) -> Iterator[Picture]:
    """Raises CameraFault when the clip cannot be read."""
    for take in count() if url.loops else range(1):
        yield from _one_turn(url, take)


def _one_turn(url: CameraUrl, take: int) -> Iterator[Picture]:
    try:
        with read(url.target) as clip:
            started_ns = None
            for frame in clip:
                image = i420_of_bgr(frame.image) if frame.i420 is None else frame.i420
                if started_ns is None:
                    started_ns = time.monotonic_ns() - frame.time_ns
                _sleep_until(started_ns + frame.time_ns)
                yield Picture(take, frame.time_ns, image)
    except UnreadableClip as error:
        raise CameraFault("missing", str(error)) from error


def _sleep_until(monotonic_ns: int) -> None:
    left_ns = monotonic_ns - time.monotonic_ns()
    if left_ns > 0:
        time.sleep(left_ns / NANOSECONDS_PER_SECOND)
