"""A short clip of one swing, cut from the demo and made smaller, so that a bay plays it in a few seconds."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from swingvision.clip import ClipWriter, read
from swingvision.demo import DEMO_CLIP

FROM_S, UNTIL_S = 2.4, 6.6
SIZE = (640, 360)


def cut_swing(path: Path) -> Path:
    with read(DEMO_CLIP) as demo, ClipWriter(path, SIZE, preset="ultrafast") as writer:
        for frame in demo:
            if FROM_S <= frame.time_ns / 1e9 <= UNTIL_S:
                small = cv2.resize(frame.image, SIZE, interpolation=cv2.INTER_AREA)
                writer.write(np.asarray(small, np.uint8), frame.time_ns)
    return path


@pytest.fixture(scope="session")
def swing_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cut_swing(tmp_path_factory.mktemp("clips") / "swing.mp4")
