"""Every picture that a stream still yields, however damaged the file is."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

# A file that goes on failing has nothing more to give.
MOST_READ_FAILURES = 64


@dataclass(slots=True)
class Damage:
    """What could not be decoded.

    places: packets and reads that failed. corrupt_frames: pictures the decoder itself marks as patched up.
    frames: pictures so far. first_frame: how many there were before the first damage.
    """

    places: int = 0
    corrupt_frames: int = 0
    frames: int = 0
    first_frame: int | None = None

    def note(self, *, corrupt_frame: bool) -> None:
        self.corrupt_frames += corrupt_frame
        self.places += not corrupt_frame
        if self.first_frame is None:
            self.first_frame = self.frames


def decoded(container: InputContainer, stream: VideoStream, damage: Damage) -> Iterator[VideoFrame]:
    """Pictures in the order of presentation; what fails is noted in `damage` and passed over."""
    # Frame threads would keep a picture per thread in memory and lose good ones next to a broken one.
    stream.thread_type = "SLICE"
    for packet in chain(packets(container, stream, damage), [None]):
        try:
            frames = stream.decode(packet)
        except (av.FFmpegError, ValueError):
            damage.note(corrupt_frame=False)
            continue
        for frame in frames:
            if frame.is_corrupt:
                damage.note(corrupt_frame=True)
            damage.frames += 1
            yield frame


def packets(
    container: InputContainer, stream: VideoStream, damage: Damage
) -> Iterator["Packet[VideoStream]"]:
    """The stream's packets with something in them; a failed read is tried past."""
    failures = 0
    demuxer = container.demux(stream)
    while failures < MOST_READ_FAILURES:
        try:
            packet = next(demuxer)
        except (StopIteration, IndexError):
            # PyAV raises IndexError at the end of a file in which damage made streams appear on the way.
            return
        except av.FFmpegError:
            failures += 1
            damage.note(corrupt_frame=False)
            demuxer = container.demux(stream)
            continue
        if packet.size > 0:
            yield packet
