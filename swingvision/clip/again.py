"""A stretch of a clip that was read before: from the key frame before it, one picture at a time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from swingvision.clip.container import open_video, printable
from swingvision.clip.decoding import Damage, decoded
from swingvision.clip.errors import UnreadableClip
from swingvision.clip.timing import presentation_ns
from swingvision.clip.upright import Upright
from swingvision.frame import NANOSECONDS_PER_SECOND, Frame
from swingvision.stopwatch import each

Numbered = Iterator[tuple[int, VideoFrame]]


@dataclass(frozen=True, slots=True)
class ClipPictures:
    """times_ns: of every frame, as the first reading gave them. key_frames: where decoding may start.

    own_times: every frame's time is the file's own and nothing was damaged. Where that is not so, a picture
    is known only by its number, and a stretch is reached from the clip's beginning.
    """

    path: Path
    upright: Upright
    times_ns: Sequence[int]
    key_frames: Sequence[int]
    own_times: bool

    def between(self, start_ns: int, end_ns: int) -> Iterator[Frame]:
        """Raises UnreadableClip when the file is gone, or no longer the one that was read."""
        return each("decode", self._between(start_ns, end_ns))

    def _between(self, start_ns: int, end_ns: int) -> Iterator[Frame]:
        first, end = bisect_left(self.times_ns, start_ns), bisect_right(self.times_ns, end_ns)
        if first >= end:
            return
        container, pictures = self._open(first)
        expected = first
        try:
            for index, picture in pictures:
                if index == expected:
                    yield self.upright.frame(index, self.times_ns[index], picture)
                    expected += 1
                if expected == end:
                    return
        except av.FFmpegError as error:
            raise self._changed() from error
        finally:
            container.close()
        raise self._changed()

    def _open(self, first: int) -> tuple[InputContainer, Numbered]:
        """The file, and its numbered pictures from `first` or before."""
        container, stream = open_video(self.path)
        pictures = self._sought(container, stream, first)
        if pictures is None:
            container.close()
            container, stream = open_video(self.path)
            pictures = enumerate(decoded(container, stream, Damage()))
        return container, pictures

    def _sought(self, container: InputContainer, stream: VideoStream, first: int) -> Numbered | None:
        """From the key frame before `first`; None where none is known, or the file leads elsewhere."""
        at = bisect_right(self.key_frames, first) - 1
        if not self.own_times or stream.time_base is None or at < 0 or self.key_frames[at] == 0:
            return None
        key_s = self.times_ns[self.key_frames[at]] / NANOSECONDS_PER_SECOND
        try:
            container.seek(round(key_s / float(stream.time_base)), stream=stream)
            pictures = self._timed(container, stream)
            opening = next(pictures, None)
        except av.FFmpegError:
            return None
        return None if opening is None or opening[0] > first else chain([opening], pictures)

    def _timed(self, container: InputContainer, stream: VideoStream) -> Numbered:
        """Pictures numbered by their times; those that open a stretch and were not there before are left."""
        for picture in decoded(container, stream, Damage()):
            time_ns = presentation_ns(picture, stream.time_base)
            index = -1 if time_ns is None else bisect_left(self.times_ns, time_ns)
            if 0 <= index < len(self.times_ns) and self.times_ns[index] == time_ns:
                yield index, picture

    def _changed(self) -> UnreadableClip:
        return UnreadableClip(printable(self.path), "it has changed since it was read", "read it again")
