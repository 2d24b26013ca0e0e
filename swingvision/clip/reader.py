"""Reading a clip frame by frame, in bounded memory."""

import gc
from array import array
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from swingvision.clip.again import ClipPictures
from swingvision.clip.container import COPY_AGAIN, check_size, open_video, printable
from swingvision.clip.decoding import Damage, decoded
from swingvision.clip.errors import UnreadableClip
from swingvision.clip.repeats import RepeatFinder
from swingvision.clip.timing import Clock, presentation_ns
from swingvision.clip.upright import Upright
from swingvision.frame import NANOSECONDS_PER_SECOND, Frame
from swingvision.i420 import planes_of
from swingvision.report import ClipFacts

# Pictures that end this much before the file said they would mean that the file was cut.
CUT_OFF_S = 0.5


def read(path: str | Path) -> "ClipReader":
    """Open a clip and decode its first picture.

    Raises UnreadableClip when there is no picture to be had from it.
    """
    return ClipReader(Path(path))


def duration_said_s(container: InputContainer, stream: VideoStream) -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return None if container.duration is None else container.duration / av.time_base


class ClipReader:
    """The frames of one clip, once, in the decoder's order; only one picture is held at a time.

    size: (width, height) of the frames, px. repeated: (frames read so far,), true where the picture is the
    one before again. duration_hint_s: what the file says about its length, None where it says nothing.
    `facts` and `warnings` are complete once the frames have run out.
    """

    def __init__(self, path: Path) -> None:
        self.name, self._path = printable(path), path
        self._container, self._stream = open_video(path)
        try:
            self._damage = Damage()
            pictures = decoded(self._container, self._stream, self._damage)
            first = next(pictures, None)
            if first is None:
                raise UnreadableClip(self.name, "no picture in it can be decoded", COPY_AGAIN)
            check_size(first.width, first.height, self.name)
            self._upright = Upright(first, self._stream.sample_aspect_ratio)
        except UnreadableClip:
            self._container.close()
            raise
        except av.FFmpegError as error:
            self._container.close()
            found = f"its {self._stream.name or 'video'} pictures cannot be decoded"
            raise UnreadableClip(self.name, found, COPY_AGAIN) from error
        self._pictures = chain([first], pictures)
        self._clock = Clock(self._stream.average_rate or self._stream.guessed_rate)
        self._repeats = RepeatFinder()
        self._key_frames = array("q")
        self._resized = 0
        self.size = self._upright.size
        self.duration_hint_s = duration_said_s(self._container, self._stream)

    def __iter__(self) -> Iterator[Frame]:
        for picture in self._pictures:
            check_size(picture.width, picture.height, self.name)
            self._resized += not self._upright.same_size(picture)
            index = len(self._clock.times_ns)
            if picture.key_frame:
                self._key_frames.append(index)
            time_ns = self._clock.next_ns(presentation_ns(picture, self._stream.time_base))
            frame = self._upright.frame(index, time_ns, picture)
            # As the ring compares them: a bay and a file find the same repeats.
            self._repeats.push(frame.image if frame.i420 is None else planes_of(frame.i420)[0])
            yield frame

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._container.close()
        # PyAV's first picture and its side data refer to each other and hold all of the decoder's pictures; a
        # process that makes few other objects would collect them once in a hundred clips.
        gc.collect()

    @property
    def repeated(self) -> NDArray[np.bool_]:
        return self._repeats.flags

    @property
    def pictures(self) -> ClipPictures:
        """The frames read so far, to be had again, also when this reader is closed."""
        damage = self._damage
        untrue = self._clock.missing or self._clock.repaired or damage.places or damage.corrupt_frames
        return ClipPictures(self._path, self._upright, self._clock.times_ns, self._key_frames, not untrue)

    @property
    def facts(self) -> ClipFacts:
        interval_ns = self._clock.median_interval_ns
        return ClipFacts(
            frames=len(self._clock.times_ns),
            width=self._upright.shown[0],
            height=self._upright.shown[1],
            codec=self._stream.codec_context.codec.canonical_name,
            fps=NANOSECONDS_PER_SECOND / interval_ns if interval_ns else None,
            variable_frame_rate=self._clock.variable,
            repeated_frames=int(self.repeated.sum()),
            duration_s=self._clock.duration_ns / NANOSECONDS_PER_SECOND,
        )

    @property
    def warnings(self) -> list[str]:
        """What was odd about the file and what was done about it, one sentence each."""
        return [*self._size_warnings(), *self._clock.warnings(), *self._damage_warnings()]

    def _size_warnings(self) -> list[str]:
        found = []
        if self._upright.reduced:
            shown, size = self._upright.shown, self.size
            found.append(f"pictures of {shown[0]} x {shown[1]} were read at {size[0]} x {size[1]}")
        if self._resized:
            found.append(f"{self._resized} frames change their size in mid-clip: scaled to the first one's")
        return found

    def _damage_warnings(self) -> list[str]:
        found, damage, frames = [], self._damage, len(self._clock.times_ns)
        if damage.places or damage.corrupt_frames:
            found.append(
                f"the file is damaged at frame {damage.first_frame} of {frames} or later "
                f"({damage.places} unreadable places, {damage.corrupt_frames} patched pictures): "
                f"what could be decoded was used"
            )
        # Some containers count their length from zero, others from the first picture.
        said_s, had_s = self.duration_hint_s, self._clock.longest_ns / NANOSECONDS_PER_SECOND
        if said_s is not None and said_s - had_s > CUT_OFF_S:
            found.append(
                f"the file says it lasts {said_s:.1f} s, its pictures end after {had_s:.1f} s: "
                f"the rest is missing or was cut off"
            )
        return found
