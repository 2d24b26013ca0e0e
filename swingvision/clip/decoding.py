"""Every picture that a stream still yields, however damaged the file is."""

from collections.abc import Iterator
from dataclasses import dataclass

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
    first_frame: the index of the first picture at or after the first damage.
    """

    places: int = 0
    corrupt_frames: int = 0
    first_frame: int | None = None

    def note(self, frame: int) -> None:
        if self.first_frame is None:
            self.first_frame = frame


def decoded(container: InputContainer, stream: VideoStream, damage: Damage) -> Iterator[VideoFrame]:
    """Pictures in the order of presentation; what fails is noted in `damage` and passed over."""
    # Frame threads would keep a picture per thread in memory and lose good ones next to a broken one.
    stream.thread_type = "SLICE"
    count = 0
    for packet in packets(container, stream, damage):
        try:
            frames = packet.decode()
        except av.EOFError:
            return
        except (av.FFmpegError, ValueError):
            damage.places += 1
            damage.note(count)
            continue
        for frame in frames:
            if frame.is_corrupt:
                damage.corrupt_frames += 1
                damage.note(count)
            count += 1
            yield frame


def packets(
    container: InputContainer, stream: VideoStream, damage: Damage
) -> Iterator["Packet[VideoStream]"]:
    """The stream's packets, the empty one that flushes the decoder last; a failed read is tried past."""
    failures = 0
    demuxer = container.demux(stream)
    while failures < MOST_READ_FAILURES:
        try:
            yield next(demuxer)
        except StopIteration:
            return
        except av.FFmpegError:
            failures += 1
            damage.places += 1
            demuxer = container.demux(stream)
