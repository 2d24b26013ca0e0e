"""One picture of a clip as a JPEG, made in a process of its own: a clip may be anything.

python -m cloud.swings.still CLIP FRAME [HEIGHT]
"""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

LIMIT_S = 20
QUALITY = 85
MOST_BYTES = 8 << 20
# Each decodes on a core of its own.
_room = threading.BoundedSemaphore(2)


class NoStill(Exception):
    """There is no such picture in the clip, or the clip cannot be read."""


def still(clip: Path, frame: int, height_px: int | None = None) -> bytes:
    """The JPEG of one frame, made smaller to a height. Raises NoStill."""
    command = [sys.executable, "-m", "cloud.swings.still", str(clip), str(frame)]
    command += [] if height_px is None else [str(height_px)]
    with _room:
        try:
            made = subprocess.run(command, capture_output=True, timeout=LIMIT_S, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as error:
            raise NoStill("it takes too long") from error
    if made.returncode != 0 or not 0 < len(made.stdout) <= MOST_BYTES:
        raise NoStill(made.stderr.decode(errors="replace")[-300:])
    return made.stdout


def _make(clip: Path, wanted: int, height_px: int | None = None) -> bytes:
    import cv2

    from swingvision.clip import read

    with read(clip) as frames:
        for frame in frames:
            if frame.index == wanted:
                shown: Any = frame.image
                height, width = shown.shape[:2]
                if height_px is not None and height_px < height:
                    size = (round(width * height_px / height), height_px)
                    shown = cv2.resize(shown, size, interpolation=cv2.INTER_AREA)
                return cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
    raise NoStill(f"there is no frame {wanted}")


if __name__ == "__main__":
    sys.stdout.buffer.write(_make(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:4] or ())))
