"""The capture process: opens the camera, again and again, and writes its pictures into the ring.

Started by camera.py as `python -m edge.camera.capture DESCRIPTOR`. It may be killed at any moment, and it
never outlives the bay.
"""

import contextlib
import ctypes
import signal
import socket
import sys
import time

from edge.camera.channel import Closed, hear, say
from edge.camera.faults import CameraFault
from edge.camera.picture import Picture
from edge.camera.ring import Ring
from edge.camera.sources import Pictures, pictures_of
from edge.camera.url import parse_camera_url

PR_SET_PDEATHSIG = 1
FIRST_DELAY_S, LONGEST_DELAY_S = 0.1, 0.8
# Pictures must have come for this long before a fault is taken for a new one.
RECOVERED_S = 5.0
# Nothing but unreadable packets for this long is a fault.
GARBAGE_LIMIT_S = 0.5
RING_LIMIT_S = 10.0


def main() -> None:
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = socket.socket(fileno=int(sys.argv[1]))
    try:
        first = hear(channel, RING_LIMIT_S)
        if first is not None:
            capture(channel, str(first[0]["url"]))
    except Closed:
        return


def capture(channel: socket.socket, url: str) -> None:
    """Until the clip has ended or the bay is gone (Closed)."""
    delay_s = FIRST_DELAY_S
    while True:
        opened_s = time.monotonic()
        try:
            pump(pictures_of(parse_camera_url(url)), channel)
        except (CameraFault, ValueError) as fault:
            state = fault.state if isinstance(fault, CameraFault) else "missing"
            say(channel, {"fault": state, "words": str(fault)})
        else:
            say(channel, {"ended": True})
            return
        delay_s = FIRST_DELAY_S if time.monotonic() - opened_s > RECOVERED_S else delay_s
        time.sleep(delay_s)
        delay_s = min(delay_s * 2, LONGEST_DELAY_S)


def pump(pictures: Pictures, channel: socket.socket) -> None:
    """Write every picture into the ring. Raises CameraFault, Closed."""
    with contextlib.ExitStack() as stack:
        ring, last_time, good_s = None, (-1, 0), time.monotonic()
        for picture in pictures:
            if picture is None or (picture.take, picture.time_ns) <= last_time:
                _count_garbage(ring, good_s)
                continue
            if ring is None:
                ring = stack.enter_context(contextlib.closing(_ring_for(picture, channel)))
            elif picture.size != ring.size:
                raise CameraFault("garbage", _size_words(ring.size, picture.size))
            ring.write(picture)
            last_time, good_s = (picture.take, picture.time_ns), time.monotonic()


def _count_garbage(ring: Ring | None, good_s: float) -> None:
    if ring is not None:
        ring.count_garbage()
    if time.monotonic() - good_s > GARBAGE_LIMIT_S:
        raise CameraFault("garbage", "the camera sends data in which no picture can be read")


def _size_words(before: tuple[int, int], now: tuple[int, int]) -> str:
    was, is_now = f"{before[0]}x{before[1]}", f"{now[0]}x{now[1]}"
    return f"the camera's picture changed from {was} to {is_now} px: it is being opened again"


def _ring_for(picture: Picture, channel: socket.socket) -> Ring:
    """Say how large the pictures are and get the ring for them. Raises Closed."""
    width, height = picture.size
    say(channel, {"opened": [width, height]})
    answer = hear(channel, RING_LIMIT_S)
    if answer is None:
        raise Closed
    return Ring(*answer[1])


def _die_with_parent() -> None:
    """Ask the kernel to end this process with the thread that started it, however that one ends."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
