"""A network camera that waits for its bay, so that a slow machine sees as much of a swing as a fast one."""

import contextlib
import itertools
import math
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from http.client import HTTPException
from pathlib import Path
from types import TracebackType
from typing import Self

import av
from av.packet import Packet

from swingvision.clip import read
from tests.edge.bay.test_command import Running, running

TICKS_PER_S = 90_000
SIZE, NOMINAL_FPS = (480, 270), 30
# Pictures that may be under way; a camera that sends nothing for 0.6 s counts as frozen.
MOST_AHEAD, LONGEST_SILENCE_S = 5, 0.3
STILL_S = 0.1
# A swing that was not seen when so many pictures of a golfer who stands still came after it never will be.
PATIENCE = 200
LITE = {"SWINGVISION_ESTIMATOR__MODEL": "lite"}


@dataclass(frozen=True, slots=True)
class Still:
    """An encoded picture that needs no other, and how long it is shown."""

    content: bytes
    ticks: int


class PatientCamera:
    """tcp://127.0.0.1:PORT: a clip's golfer at address, who swings for every swing().

    ask: how many pictures the bay has looked at so far; OSError while it cannot say.
    swung, rested: swings so far, and pictures since the last one ended (0 while one is under way).
    """

    def __init__(self, clip: Path) -> None:
        self._stills = list(_encoded(clip))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        self.ask: Callable[[], int] | None = None
        self.swung = self.rested = 0
        self._looked_at = 0
        self._swings, self._stop = threading.Semaphore(0), threading.Event()
        self._ticks = 0
        self._threads = [threading.Thread(target=work) for work in (self._listen, self._watch)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def swing(self) -> None:
        self.swung, self.rested = self.swung + 1, 0
        self._swings.release()

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _ = self._listener.accept()
                with connection:
                    self._send(connection)
            except (OSError, av.FFmpegError):
                # The bay hung up, or nobody listens any more.
                continue

    def _watch(self) -> None:
        """On a thread of its own: a slow answer must not keep the pictures."""
        while not self._stop.wait(0.02):
            with contextlib.suppress(OSError, HTTPException):
                self._looked_at = self.ask() if self.ask else 0

    def _send(self, connection: socket.socket) -> None:
        with (
            connection.makefile("wb", buffering=0) as file,
            av.open(file, "w", format="mpegts", options={"flush_packets": "1"}) as container,
        ):
            stream = container.add_stream("libx264", rate=NOMINAL_FPS, options=FAST)
            stream.width, stream.height = SIZE
            for still in self._shown():
                packet = Packet(still.content)
                packet.stream, packet.is_keyframe = stream, True
                packet.time_base = Fraction(1, TICKS_PER_S)
                packet.pts = packet.dts = self._ticks
                container.mux(packet)
                self._ticks += still.ticks

    def _shown(self) -> Iterator[Still]:
        """What is to be sent, each when the bay can look at it."""
        address = Still(self._stills[0].content, round(STILL_S * TICKS_PER_S))
        yield from self._opening(address)
        for sent, still in enumerate(self._acted(address), self._looked_at):
            self._wait_for_the_bay(sent)
            yield still

    def _opening(self, address: Still) -> Iterator[Still]:
        """The golfer stands still until the bay has looked at all that came through.

        Whoever opens a stream throws its first pictures away: they must not count as under way for ever.
        """
        before, lacking = self._looked_at, math.inf
        for sent in itertools.count(1):
            yield address
            opened = self._looked_at > before
            self._stop.wait(LONGEST_SILENCE_S if opened else STILL_S)
            if self._stop.is_set() or (opened and sent - self._looked_at >= lacking):
                return
            lacking = sent - self._looked_at

    def _acted(self, address: Still) -> Iterator[Still]:
        while not self._stop.is_set():
            if self._swings.acquire(timeout=STILL_S):
                yield from self._stills
                self.rested = 0
            self.rested += 1
            yield address

    def _wait_for_the_bay(self, sent: int) -> None:
        limit_s = time.monotonic() + LONGEST_SILENCE_S
        while sent - self._looked_at > MOST_AHEAD and time.monotonic() < limit_s:
            time.sleep(0.01)


@contextmanager
def swinging(data: Path, clip: Path) -> Iterator[tuple[Running, PatientCamera]]:
    """A bay, and the golfer before it."""
    with PatientCamera(clip) as camera, running("--data", str(data), "--camera", camera.url, **LITE) as bay:
        camera.ask = lambda: looked_at(bay)
        yield bay, camera


def looked_at(bay: Running) -> int:
    return int(bay.get("api/status")["frames"]["captured"])


FAST = {"preset": "ultrafast", "tune": "zerolatency", "g": "1"}


def _encoded(clip: Path) -> Iterator[Still]:
    """Every second picture, each a keyframe."""
    codec = av.CodecContext.create("libx264", "w")
    assert isinstance(codec, av.VideoCodecContext)
    codec.width, codec.height, codec.pix_fmt = *SIZE, "yuv420p"
    codec.time_base, codec.options = Fraction(1, TICKS_PER_S), FAST
    with read(clip) as frames:
        halved = [(one.time_ns, one.image) for one in itertools.islice(frames, 0, None, 2)]
    step_ns = halved[1][0] - halved[0][0]
    for time_ns, image in halved:
        frame = av.VideoFrame.from_ndarray(image, "bgr24").reformat(*SIZE, "yuv420p")
        frame.pts, frame.time_base = time_ns * TICKS_PER_S // 1_000_000_000, codec.time_base
        for packet in codec.encode(frame):
            yield Still(bytes(packet), round(step_ns * TICKS_PER_S / 1_000_000_000))
