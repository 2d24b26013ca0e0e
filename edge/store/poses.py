"""The pose series of a saved clip as a small file.

A compressed NumPy archive (.npz, no pickles) with
  format      ()                 1
  size        (2,)       int32   width and height, px
  frame_index (frames,)  int32   frames of the clip
  time_ns     (frames,)  int64   their presentation times
  points      (frames, 33, 2) int16   shares of width and height in steps of 1/10,000; -32768 where not seen
  confidence  (frames, 33)    uint8   0 to 255 for 0 to 1
"""

from pathlib import Path

import numpy as np

from edge.messages import ReplayPoses
from swingvision.pose import PoseSeries

FORMAT = 1
STEPS = 10_000
MISSING = np.iinfo(np.int16).min


def write_poses(path: Path, series: PoseSeries) -> None:
    shares = series.points / np.asarray(series.size, np.float32)
    steps = np.clip(np.round(shares * STEPS), MISSING + 1, -(MISSING + 1))
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            format=np.int32(FORMAT),
            size=np.asarray(series.size, np.int32),
            frame_index=series.frame_index.astype(np.int32),
            time_ns=series.time_ns,
            points=np.where(np.isfinite(steps), steps, MISSING).astype(np.int16),
            confidence=np.round(np.nan_to_num(series.confidence) * 255).astype(np.uint8),
        )


def read_poses(path: Path) -> PoseSeries:
    """Raises ValueError for a file that is not of this format, OSError for one that cannot be read."""
    with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
        if (found := int(file["format"])) != FORMAT:
            raise ValueError(f"{path} has pose format {found}, expected {FORMAT}")
        steps, size = file["points"], file["size"]
        shares = np.where(steps == MISSING, np.nan, steps / STEPS)
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
