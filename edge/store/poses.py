"""The pose series of a saved clip as a small file: swingvision.pose_codec, as it also travels to the cloud.

Files from before that format are compressed NumPy archives (.npz, no pickles) and are still read:
  format      ()                 1
  size        (2,)       int32   width and height, px
  frame_index (frames,)  int32   frames of the clip
  time_ns     (frames,)  int64   their presentation times
  points      (frames, 33, 2) int16   shares of width and height in steps of 1/10,000; -32768 where not seen
  confidence  (frames, 33)    uint8   0 to 255 for 0 to 1
"""

import io
from zipfile import BadZipFile

import numpy as np

from edge.messages import ReplayPoses
from swingvision.pose import PoseSeries
from swingvision.pose_codec import MAGIC, PoseCodeError, decode, encode

SUFFIX, OLD_SUFFIX = ".poses", ".npz"
# px; what the codec can say. A picture of 4K is 3840 wide.
MOST_COORDINATE = 4095
OLD_FORMAT = 1
OLD_STEPS = 10_000
OLD_MISSING = np.iinfo(np.int16).min


def coded(series: PoseSeries) -> bytes:
    """As bytes, for the disk and the road. A guess far outside of the picture is kept at its limit."""
    within = np.clip(series.points, -MOST_COORDINATE, MOST_COORDINATE)
    return encode(
        PoseSeries(series.frame_index, series.time_ns, within, np.nan_to_num(series.confidence), series.size)
    )


def decoded(content: bytes) -> PoseSeries:
    """Raises PoseCodeError, a ValueError, for what is neither of the two formats."""
    if content[: len(MAGIC)] == MAGIC:
        return decode(content)
    try:
        return _from_archive(content)
    except (ValueError, KeyError, BadZipFile, OSError) as error:
        raise PoseCodeError(f"no pose series: {error}") from error


def as_coded(content: bytes) -> bytes:
    """A pose file's content in the one format that travels."""
    return content if content[: len(MAGIC)] == MAGIC else coded(decoded(content))


def _from_archive(content: bytes) -> PoseSeries:
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        if (found := int(file["format"])) != OLD_FORMAT:
            raise ValueError(f"pose format {found}, expected {OLD_FORMAT}")
        steps, size = file["points"], file["size"]
        shares = np.where(steps == OLD_MISSING, np.nan, steps / OLD_STEPS)
        return PoseSeries(
            file["frame_index"].astype(np.int64),
            file["time_ns"],
            (shares * size).astype(np.float32),
            (file["confidence"] / 255).astype(np.float32),
            (int(size[0]), int(size[1])),
        )


def replay_poses(series: PoseSeries) -> ReplayPoses:
    width, height = series.size
    shares = np.round(series.points.astype(np.float64) / (width, height), 4)
    points = [
        [point if point[0] == point[0] and point[1] == point[1] else None for point in frame]
        for frame in shares.tolist()
    ]
    return ReplayPoses(width=width, height=height, time_s=series.time_s.tolist(), points=points)
