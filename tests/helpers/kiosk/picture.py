"""What the scenes show: one picture of the clip as the live one, and the clip's mirror image."""

from fractions import Fraction
from pathlib import Path

import av
import cv2


def picture_at(clip: Path, time_s: float) -> bytes:
    """A JPEG, as the bay would send it."""
    with av.open(str(clip)) as container:
        frame = next(frame for frame in container.decode(video=0) if (frame.time or 0) >= time_s)
    done, jpeg = cv2.imencode(".jpg", frame.to_ndarray(format="bgr24"))
    if not done:
        raise ValueError(f"{clip} gave no picture")
    return bytes(jpeg)


def mirror(clip: Path, target: Path) -> None:
    """The same frames at the same times, left and right exchanged."""
    with av.open(str(clip)) as source, av.open(str(target), "w", options={"movflags": "faststart"}) as made:
        seen = source.streams.video[0]
        stream = made.add_stream("libx264", rate=Fraction(60), options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = seen.width, seen.height, "yuv420p"
        stream.gop_size, stream.max_b_frames = 12, 0
        for frame in source.decode(seen):
            flipped = av.VideoFrame.from_ndarray(frame.to_ndarray(format="rgb24")[:, ::-1].copy(), "rgb24")
            flipped.pts, flipped.time_base = frame.pts, frame.time_base
            made.mux(stream.encode(flipped))
        made.mux(stream.encode(None))
