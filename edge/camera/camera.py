"""The bay's camera: keeps a capture process alive and says what state the camera is in.

Whatever stops the pictures (a camera unplugged, frozen, sending nonsense or another size; the process
stopped or killed) is a fault within a second, and capture starts again after a delay that grows, but never
to a second.
"""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import Literal, Self

import numpy as np
import structlog

from edge.camera.channel import Closed, Said, hear, pair, say
from edge.camera.faults import FaultState
from edge.camera.ring import Ring, RingError
from edge.camera.url import CameraUrl
from edge.messages import CameraStatus
from swingvision.frame import NANOSECONDS_PER_SECOND

log = structlog.get_logger()

POLL_S = 0.05
# A process that starts, opens a camera or waits to try again gives a sign within this time.
OPENING_LIMIT_S = 5.0
FIRST_DELAY_S, LONGEST_DELAY_S = 0.1, 0.8
RECOVERED_S = 5.0
FPS_FRAMES = 60

CameraState = Literal["starting", "streaming"] | FaultState


class Camera:
    """start() it, read `ring`, ask for status() and close() it; nothing here blocks on the camera.

    ring_bytes: what the pictures may take. stall_s: without a picture for so long it counts as frozen.
    """

    def __init__(self, url: CameraUrl, ring_bytes: int, stall_s: float) -> None:
        self._url, self._ring_bytes, self._stall_s = url, ring_bytes, stall_s
        self._stop = threading.Event()
        self._state: CameraState = "starting"
        self._detail: str | None = None
        self._opened = 0
        self.ring: Ring | None = None
        # A clip that is played once has been played.
        self.ended = threading.Event()
        self.child_pid: int | None = None
        self._thread = threading.Thread(target=self._watch, name="camera")

    def start(self) -> Self:
        self._thread.start()
        return self

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        if self.ring is not None:
            self.ring.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def state(self) -> CameraState:
        return self._state

    def status(self) -> CameraStatus:
        ring = self.ring
        return CameraStatus(
            state=self._state,
            url=self._url.shown,
            width=ring.width if ring else None,
            height=ring.height if ring else None,
            fps=_fps(ring) if ring else None,
            detail=self._detail,
            restarts=max(0, self._opened - 1),
        )

    def _watch(self) -> None:
        delay_s = FIRST_DELAY_S
        while not self._stop.is_set() and not self.ended.is_set():
            started_s = time.monotonic()
            with _Child(self._url.given) as child:
                self.child_pid = child.pid
                self._attend(child.channel)
            delay_s = FIRST_DELAY_S if time.monotonic() - started_s > RECOVERED_S else delay_s
            self._stop.wait(delay_s)
            delay_s = min(delay_s * 2, LONGEST_DELAY_S)

    def _attend(self, channel: socket.socket) -> None:
        """Until the process has ended, hangs, or the bay stops."""
        seen, sign_s = self._pictures(), time.monotonic()
        while not self._stop.is_set() and not self.ended.is_set():
            try:
                heard = hear(channel, POLL_S)
                if heard is not None:
                    self._obey(channel, heard[0])
                    # Pictures from before a fault are no sign that it is over.
                    seen = self._pictures()
            except Closed:
                return self._fault("missing", "the capture process ended")
            except RingError as error:
                return self._fault("missing", str(error))
            now_s, pictures = time.monotonic(), self._pictures()
            if heard is not None or pictures != seen:
                sign_s = now_s
            if pictures != seen:
                seen = pictures
                self._streaming()
            limit_s = self._stall_s if self._state == "streaming" else OPENING_LIMIT_S
            if now_s - sign_s > limit_s:
                return self._fault("frozen", f"the camera has sent nothing for {limit_s:g} s")
        return None

    def _pictures(self) -> int:
        return self.ring.next_index if self.ring else 0

    def _obey(self, channel: socket.socket, said: Said) -> None:
        if "opened" in said:
            ring = self._ring_for((int(said["opened"][0]), int(said["opened"][1])))
            say(channel, {}, ring.memory_fd, ring.bell_fd)
            self._opened += 1
        elif "ended" in said:
            self._detail = "the clip has been played to its end"
            self.ended.set()
        else:
            self._fault(said["fault"], str(said["words"]))

    def _ring_for(self, size: tuple[int, int]) -> Ring:
        if self.ring is None or self.ring.size != size:
            self.ring = Ring.create(size, self._ring_bytes, after=self.ring)
            log.info("ring", width=size[0], height=size[1], pictures=self.ring.slots)
        return self.ring

    def _streaming(self) -> None:
        if self._state != "streaming":
            log.info("camera streams", url=self._url.shown, opened=self._opened)
        self._state, self._detail = "streaming", None

    def _fault(self, state: FaultState, words: str) -> None:
        if (self._state, self._detail) != (state, words):
            log.warning("camera fault", state=state, why=words)
        self._state, self._detail = state, words


class _Child:
    """A capture process; leaving the context kills it, and it dies with the thread that started it."""

    def __init__(self, address: str) -> None:
        self.channel, theirs = pair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "edge.camera.capture", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                # A Ctrl-C at the terminal is for the bay, which then ends this one.
                start_new_session=True,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
            )
        self.pid = self._process.pid
        # One that ended at once is seen by whoever listens to it.
        with contextlib.suppress(Closed):
            say(self.channel, {"url": address})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self.channel.close()


def _fps(ring: Ring) -> float | None:
    """By the pictures' own times: the median over the newest."""
    newest = ring.stamps()[-FPS_FRAMES:]
    intervals_ns = np.diff(newest["time_ns"][newest["take"] == newest["take"][-1:]])
    return round(NANOSECONDS_PER_SECOND / float(np.median(intervals_ns)), 2) if len(intervals_ns) else None
