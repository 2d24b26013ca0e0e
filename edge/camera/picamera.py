"""A Raspberry Pi's own camera, by the picamera2 that comes with the Pi's system."""

import importlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from edge.camera.faults import CameraFault
from edge.camera.picture import Picture
from edge.camera.url import CameraUrl
from swingvision.i420 import MOST_PIXELS

# libcamera pads the rows of planar pictures to this many pixels.
ROW_ALIGNMENT_PX = 64
MICROSECONDS_PER_SECOND = 1_000_000


def picamera_pictures(url: CameraUrl) -> Iterator[Picture]:
    """Raises CameraFault when picamera2 or the camera is absent, or the size does not suit."""
    width, height = (int(side) for side in url.options.get("size", "1280x720").split("x"))
    if width % ROW_ALIGNMENT_PX or height % 2 or width * height > MOST_PIXELS:
        raise CameraFault(
            "missing",
            f"picamera2 cannot give {width}x{height} px: the width must be a multiple of {ROW_ALIGNMENT_PX}, "
            "the height even, and 1280x720 is the most",
        )
    camera = _opened(width, height, float(url.options.get("fps", "60")))
    try:
        while True:
            yield _taken(camera)
    finally:
        camera.close()


def _opened(width: int, height: int, fps: float) -> Any:
    try:
        module = importlib.import_module("picamera2")
    except ImportError as error:
        raise CameraFault(
            "missing",
            "picamera2 is not installed: it comes from the Raspberry Pi's own packages (python3-picamera2) "
            "through an environment made with --system-site-packages",
        ) from error
    interval_us = round(MICROSECONDS_PER_SECOND / fps)
    try:
        camera = module.Picamera2()
        camera.configure(
            camera.create_video_configuration(
                main={"size": (width, height), "format": "YUV420"},
                controls={"FrameDurationLimits": (interval_us, interval_us)},
            )
        )
        camera.start()
    except (RuntimeError, IndexError, OSError) as error:
        raise CameraFault("missing", f"the Raspberry Pi's camera does not open: {error}") from error
    return camera


def _taken(camera: Any) -> Picture:
    request = camera.capture_request()
    try:
        image = np.asarray(request.make_array("main"), np.uint8)
        return Picture(0, int(request.get_metadata()["SensorTimestamp"]), image)
    finally:
        request.release()
