"""Capture in its own process, with real processes, real sockets and real faults."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from edge.camera.camera import Camera
from edge.camera.url import parse_camera_url
from swingvision.clip import ClipWriter
from tests.edge.camera.mjpeg_server import MjpegCamera
from tests.edge.waiting import until

RING_BYTES = 32 << 20
STALL_S = 0.7
FAULT_S, BACK_S = 1.0, 3.0
pytestmark = pytest.mark.slow


def pid(camera: Camera) -> int:
    assert camera.child_pid is not None
    return camera.child_pid


def faulty(camera: Camera) -> bool:
    return camera.state not in ("starting", "streaming")


def pictures(camera: Camera) -> int:
    return camera.ring.next_index if camera.ring else 0


@pytest.fixture
def server() -> Iterator[MjpegCamera]:
    with MjpegCamera() as camera:
        yield camera


@pytest.fixture
def camera(server: MjpegCamera) -> Iterator[Camera]:
    with Camera(parse_camera_url(server.url), RING_BYTES, STALL_S) as streaming:
        until(lambda: pictures(streaming) > 10)
        yield streaming


def clip(path: Path, frames: int, fps: float = 60.0) -> Path:
    with ClipWriter(path, (320, 240)) as writer:
        for number in range(frames):
            image = np.full((240, 320, 3), 40 + number, np.uint8)
            writer.write(image, round(number * 1e9 / fps))
    return path


def comes_back(camera: Camera) -> float:
    before = pictures(camera)
    return until(lambda: camera.state == "streaming" and pictures(camera) > before, what="pictures again")


Fault = Callable[[MjpegCamera, Camera], None]
FAULTS: dict[str, tuple[Fault, Fault, set[str]]] = {
    "unplugged": (lambda s, c: s.unplug(), lambda s, c: s.plug_in(), {"missing"}),
    "frozen": (lambda s, c: setattr(s, "frozen", True), lambda s, c: setattr(s, "frozen", False), {"frozen"}),
    "garbage": (
        lambda s, c: setattr(s, "garbage", True),
        lambda s, c: setattr(s, "garbage", False),
        {"garbage"},
    ),
    "stopped": (lambda s, c: os.kill(pid(c), signal.SIGSTOP), lambda s, c: None, {"frozen"}),
    "killed": (lambda s, c: os.kill(pid(c), signal.SIGKILL), lambda s, c: None, {"missing"}),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_said_within_a_second_and_pictures_come_back_within_three(
    name: str, server: MjpegCamera, camera: Camera
) -> None:
    begin, end, states = FAULTS[name]
    begin(server, camera)
    said_after_s = until(lambda: faulty(camera), what=f"{name} is said")
    assert camera.state in states
    assert camera.status().detail
    if name in ("unplugged", "frozen", "garbage"):
        time.sleep(1.2)
        assert faulty(camera), "it stays a fault while it lasts"
    end(server, camera)
    back_after_s = comes_back(camera)
    assert said_after_s <= FAULT_S and back_after_s <= BACK_S
    assert camera.status().restarts >= 1


def test_a_new_size_is_taken_up(server: MjpegCamera, camera: Camera) -> None:
    before, counted = camera.ring, pictures(camera)
    server.size = (400, 300)
    took_s = until(lambda: camera.ring is not before and camera.state == "streaming")
    assert took_s <= BACK_S
    assert camera.ring is not None and camera.ring.size == (400, 300)
    until(lambda: pictures(camera) > counted + 5)
    status = camera.status()
    assert (status.width, status.height, status.restarts) == (400, 300, 1)


def test_garbage_between_good_pictures_is_counted_and_harmless(server: MjpegCamera, camera: Camera) -> None:
    for _ in range(3):
        server.garbage = True
        until(lambda: (sent := server.sent) and until(lambda: server.sent >= sent + 3) >= 0)
        server.garbage = False
        time.sleep(0.2)
    assert camera.ring is not None and camera.ring.garbage >= 3
    before = pictures(camera)
    until(lambda: pictures(camera) > before + 5)
    assert camera.status().restarts == 0


def test_pictures_of_a_network_camera_are_timed_by_their_arrival(camera: Camera) -> None:
    until(lambda: pictures(camera) > 40)
    fps = camera.status().fps
    assert fps is not None and 20 < fps < 40, "the server sends 30 a second"


def test_no_camera_is_said_at_once_and_it_is_found_when_it_comes() -> None:
    server = MjpegCamera()
    server.plug_in()
    server.unplug()
    with Camera(parse_camera_url(server.url), RING_BYTES, STALL_S) as camera:
        until(lambda: camera.state == "missing", 5.0)
        assert "Connection refused" in (camera.status().detail or "")
        with server:
            assert comes_back(camera) <= BACK_S


def test_a_camera_that_accepts_and_says_nothing_is_frozen(server: MjpegCamera) -> None:
    server.frozen = True
    with Camera(parse_camera_url(server.url), RING_BYTES, STALL_S) as camera:
        until(lambda: camera.state == "frozen", 6.0)
        assert "does not answer" in (camera.status().detail or "")
        server.frozen = False
        assert comes_back(camera) <= BACK_S


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("picamera2:", "picamera2 is not installed"),
        ("picamera2:?size=1000x700", "multiple of 64"),
        ("v4l2:/dev/video-that-is-not-there", "does not open: No such file"),
    ],
)
def test_absent_hardware_is_one_sentence(url: str, words: str) -> None:
    with Camera(parse_camera_url(url), RING_BYTES, STALL_S) as camera:
        until(lambda: camera.state == "missing")
        assert words in (camera.status().detail or "")


def test_a_ring_that_does_not_fit_is_a_fault_with_its_reason(server: MjpegCamera) -> None:
    with Camera(parse_camera_url(server.url), 1 << 20, STALL_S) as camera:
        until(lambda: camera.state == "missing")
        assert "raise [camera] ring_mib" in (camera.status().detail or "")


def test_a_clip_is_played_once_at_its_own_times(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip.mp4", 60)
    started_s = time.monotonic()
    with Camera(parse_camera_url(f"file:{path}"), RING_BYTES, 5.0) as camera:
        until(camera.ended.is_set)
        assert time.monotonic() - started_s > 0.95, "59 intervals of a 60th second, not faster"
        ring = camera.ring
        assert ring is not None and ring.next_index == 60
        frames = [ring.read(index) for index in range(60)]
        times_ns = [found.frame.time_ns for found in frames if found is not None]
        assert np.allclose(times_ns, np.arange(60) * 1e9 / 60, atol=1e9 / 90_000)
        assert camera.status().detail == "the clip has been played to its end"
        assert camera.state == "streaming"


def test_a_looped_clip_starts_a_new_take_each_turn(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip.mp4", 12)
    with Camera(parse_camera_url(f"file:{path}?loop=1"), RING_BYTES, 5.0) as camera:
        until(lambda: pictures(camera) >= 30)
        ring = camera.ring
        assert ring is not None
        found = [frame for index in range(30) if (frame := ring.read(index)) is not None]
    assert [frame.take for frame in found] == [0] * 12 + [1] * 12 + [2] * 6
    assert [frame.frame.time_ns for frame in found[12:24]] == [frame.frame.time_ns for frame in found[:12]]


def test_a_clip_that_breaks_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_text("this is text")
    with Camera(parse_camera_url(f"file:{path}"), RING_BYTES, STALL_S) as camera:
        until(lambda: camera.state == "missing")
        assert "this is text, not a video" in (camera.status().detail or "")


BAY = """
    import sys, time
    from edge.camera.camera import Camera
    from edge.camera.url import parse_camera_url

    camera = Camera(parse_camera_url(sys.argv[1]), 32 << 20, 0.8).start()
    while camera.state != "streaming":
        time.sleep(0.01)
    print(camera.child_pid, flush=True)
    time.sleep(600)
"""


def test_capture_dies_with_the_bay_however_that_one_dies(server: MjpegCamera) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(BAY), server.url], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout as said:
        child = int(next(line for line in iter(said.readline, "") if line.strip().isdigit()))
        assert Path(f"/proc/{child}").exists()
        process.kill()
        process.wait()
    until(lambda: not running(child), 3.0)


def running(child: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{child}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_closing_leaves_no_process_and_no_memory_behind(server: MjpegCamera) -> None:
    with Camera(parse_camera_url(server.url), RING_BYTES, STALL_S) as camera:
        until(lambda: pictures(camera) > 0)
        child = pid(camera)
    assert not running(child)
    assert not list(Path("/dev/shm").glob("*swingvision*"))
