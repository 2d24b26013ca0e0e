"""Where a body is, in one frame or in many: arrays validated once, here."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# The 33 landmarks of BlazePose in its own order (Bazarevsky et al. 2020, "BlazePose: On-device Real-time
# Body Pose tracking"); left and right are the person's own.
KEYPOINTS: tuple[str, ...] = (
    "nose",
    "left_eye_inner",
    "left_eye",
    "left_eye_outer",
    "right_eye_inner",
    "right_eye",
    "right_eye_outer",
    "left_ear",
    "right_ear",
    "mouth_left",
    "mouth_right",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_pinky",
    "right_pinky",
    "left_index",
    "right_index",
    "left_thumb",
    "right_thumb",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
    "left_heel",
    "right_heel",
    "left_foot_index",
    "right_foot_index",
)
KEYPOINT_INDEX: dict[str, int] = {name: i for i, name in enumerate(KEYPOINTS)}
# Of each keypoint, the one on the body's other side.
OTHER_SIDE: list[int] = [
    KEYPOINT_INDEX[name.replace("left", "?").replace("right", "left").replace("?", "right")]
    for name in KEYPOINTS
]


@dataclass(frozen=True, slots=True)
class Region:
    """A square in a frame, px: its centre, its side, and how far its top is turned clockwise.

    mirrored: looked at as in a mirror, so that a left-handed golfer is a right-handed one to the pose model.
    """

    x: float
    y: float
    side: float
    angle_rad: float
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Pose:
    """The body in one frame.

    points: (33, 2) float32, pixels of the upright frame, x right, y down; NaN where nothing was found.
    confidence: (33,) float32, 0 to 1: the height of the heat map's peak (not BlazePose's `visibility`,
        which stays near 0.9 on wrong wrists); 0 where nothing was found.
    region: the square round the body, to look for it in the next frame; None where that is not known.
    crop: the square in which this pose was seen; None where that is not known.
    """

    frame_index: int
    time_ns: int
    points: NDArray[np.float32]
    confidence: NDArray[np.float32]
    region: Region | None = None
    crop: Region | None = None

    @property
    def found(self) -> bool:
        return bool(np.isfinite(self.points).any())


@dataclass(frozen=True, slots=True)
class PoseSeries:
    """Poses in the order of time.

    frame_index: (frames,) int64, strictly rising, gaps where frames were not looked at.
    time_ns: (frames,) int64, strictly rising.
    points: (frames, 33, 2) float32 px; confidence: (frames, 33) float32.
    size: (width, height) of the frames, px.
    repeated: (frames,) bool, true where the picture is the one before again (24 or 25 fps padded to 30);
        None where nobody looked.
    Raises ValueError on construction when shapes disagree or time does not rise.
    """

    frame_index: NDArray[np.int64]
    time_ns: NDArray[np.int64]
    points: NDArray[np.float32]
    confidence: NDArray[np.float32]
    size: tuple[int, int]
    repeated: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        frames = len(self.time_ns)
        wanted = {
            "frame_index": (self.frame_index.shape, (frames,)),
            "points": (self.points.shape, (frames, len(KEYPOINTS), 2)),
            "confidence": (self.confidence.shape, (frames, len(KEYPOINTS))),
        }
        if self.repeated is not None:
            wanted["repeated"] = (self.repeated.shape, (frames,))
        for name, (got, want) in wanted.items():
            if got != want:
                raise ValueError(f"{name} has shape {got}, expected {want}")
        for name, values in (("time_ns", self.time_ns), ("frame_index", self.frame_index)):
            if np.any(np.diff(values) <= 0):
                raise ValueError(
                    f"{name} does not rise: {values[:-1][np.diff(values) <= 0][:3]} repeats or falls"
                )

    def __len__(self) -> int:
        return len(self.time_ns)

    def __getitem__(self, window: slice) -> "PoseSeries":
        return PoseSeries(
            self.frame_index[window],
            self.time_ns[window],
            self.points[window],
            self.confidence[window],
            self.size,
            None if self.repeated is None else self.repeated[window],
        )

    def between(self, start_ns: int, end_ns: int) -> "PoseSeries":
        """Those from start_ns to end_ns (both inclusive)."""
        first, end = np.searchsorted(self.time_ns, [start_ns, end_ns + 1])
        return self[int(first) : int(end)]

    @property
    def time_s(self) -> NDArray[np.float64]:
        """Seconds since the stream's own zero, (frames,)."""
        return self.time_ns.astype(np.float64) / 1e9

    @staticmethod
    def of(
        poses: Sequence[Pose], size: tuple[int, int], repeated: NDArray[np.bool_] | None = None
    ) -> "PoseSeries":
        count = len(poses)
        return PoseSeries(
            np.fromiter((p.frame_index for p in poses), np.int64, count),
            np.fromiter((p.time_ns for p in poses), np.int64, count),
            np.stack([p.points for p in poses]) if count else np.empty((0, len(KEYPOINTS), 2), np.float32),
            np.stack([p.confidence for p in poses]) if count else np.empty((0, len(KEYPOINTS)), np.float32),
            size,
            repeated,
        )


def poses_of(series: PoseSeries) -> list[Pose]:
    """The series as single poses, without what is known of where to look."""
    return [
        Pose(int(series.frame_index[k]), int(series.time_ns[k]), series.points[k], series.confidence[k])
        for k in range(len(series))
    ]
