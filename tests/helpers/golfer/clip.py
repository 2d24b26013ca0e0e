"""Acts as video files with true timestamps, drawn once and kept in a cache folder."""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import mujoco
import numpy as np
import pytest

from swingvision.clip import ClipWriter, remux_faststart
from swingvision.frame import NANOSECONDS_PER_SECOND, Frame
from tests.helpers.golfer.camera import Camera
from tests.helpers.golfer.recording import Act, Rate
from tests.helpers.golfer.render import Image, Painter, why_not
from tests.helpers.golfer.surroundings import LOOKS, Look, Surroundings

ROOT = Path(__file__).parents[3]
CACHE = ROOT / ".cache" / "golfer"

needs_rendering = pytest.mark.skipif(why_not() is not None, reason=f"drawing the golfer {why_not()}")


@dataclass(frozen=True)
class Shot:
    """How an act is filmed.

    look: a name from LOOKS, or a golfer's own. blur: pictures averaged over exposure_s for each frame between
    blur_s (from, to). lens_blur_px: standard deviation of a lens out of focus. grain: of the sensor's noise,
    0 to 255.
    """

    look: str | Look = "white shirt"
    rate: Rate = Rate()
    supersample: int = 1
    blur: int = 1
    blur_s: tuple[float, float] = (0.0, 0.0)
    exposure_s: float = 0.003
    preset: str = "veryfast"
    around: Surroundings = Surroundings()
    lens_blur_px: float = 0.0
    grain: float = 0.0


def frames(act: Act, camera: Camera, shot: Shot) -> Iterator[Frame]:
    """Every frame that the camera would give, drawn one at a time."""
    times_ns = shot.rate.times_ns(act.end_s)
    painter = Painter(act, camera, look_of(shot), shot.supersample, shot.around)
    try:
        for index, (time_ns, shown_ns) in enumerate(zip(times_ns, shot.rate.shown_ns(times_ns))):
            moment = shown_ns / NANOSECONDS_PER_SECOND
            blurred = shot.blur_s[0] <= moment <= shot.blur_s[1]
            image = painter.paint(moment, shot.exposure_s, shot.blur if blurred else 1)
            yield Frame(index, int(time_ns), spoiled(image, shot, index))
    finally:
        painter.close()


def look_of(shot: Shot) -> Look:
    return LOOKS[shot.look] if isinstance(shot.look, str) else shot.look


def spoiled(image: Image, shot: Shot, index: int) -> Image:
    """What lens and sensor make of a perfect picture."""
    if shot.lens_blur_px:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), shot.lens_blur_px), np.uint8)
    if shot.grain:
        noise = np.random.default_rng(index).normal(0, shot.grain, image.shape)
        image = np.asarray(np.clip(image + noise, 0, 255), np.uint8)
    return image


def write_clip(
    path: Path, act: Act, camera: Camera, shot: Shot, progress: Callable[[Frame], None] | None = None
) -> None:
    """Draws and encodes an act to a faststart MP4, complete or not there at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft, whole = (path.with_suffix(f".{os.getpid()}.{name}.mp4") for name in ("draft", "whole"))
    try:
        with ClipWriter(draft, camera.size, start_ns=0, preset=shot.preset) as writer:
            for frame in frames(act, camera, shot):
                writer.write(frame.image, frame.time_ns)
                if progress is not None:
                    progress(frame)
        remux_faststart(draft, whole)
        whole.replace(path)
    finally:
        draft.unlink(missing_ok=True)
        whole.unlink(missing_ok=True)


def clip(act: Act, camera: Camera, shot: Shot = Shot()) -> Path:
    """The act's clip from the cache, drawn first where it is missing or the golfer's code has changed."""
    path = CACHE / f"{key_of(act, camera, shot)}.mp4"
    if not path.exists():
        write_clip(path, act, camera, shot)
    return path


def key_of(*about: object) -> str:
    """A name for what is drawn of these, by their lasting reprs and the golfer's code."""
    return hashlib.sha256(repr((*about, _code_digest())).encode()).hexdigest()[:20]


# What a picture depends on; how poses err and golfers are drawn by lot is told by the act itself.
NOT_DRAWING = {"measure_noise.py", "measured_noise.py", "conditions.py", "truth.py", "demo.py"}


def _code_digest() -> str:
    sources = sorted(path for path in Path(__file__).parent.glob("*.py") if path.name not in NOT_DRAWING)
    text = b"".join(source.read_bytes() for source in sources)
    return hashlib.sha256(text + mujoco.__version__.encode()).hexdigest()
