"""The live picture of a scene: the first frame of a clip, as the JPEG that the bay would send."""

from pathlib import Path

import av
import cv2


def first_picture(clip: Path) -> bytes:
    with av.open(str(clip)) as container:
        frame = next(container.decode(video=0))
    done, jpeg = cv2.imencode(".jpg", frame.to_ndarray(format="bgr24"))
    if not done:
        raise ValueError(f"{clip} gave no picture")
    return bytes(jpeg)
