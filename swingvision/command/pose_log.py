"""Poses of any length of clip, at 412 bytes each."""

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from swingvision.pose import KEYPOINTS, Pose, PoseSeries


class PoseLog:
    """Poses of a clip's frames, in order and without a gap; half of what the objects take."""

    def __init__(self) -> None:
        self.frame_index, self.time_ns = array("q"), array("q")
        self._points, self._confidence = array("f"), array("f")
        self.anybody = False

    def __len__(self) -> int:
        return len(self.time_ns)

    def append(self, pose: Pose) -> None:
        self.frame_index.append(pose.frame_index)
        self.time_ns.append(pose.time_ns)
        self._points.frombytes(pose.points.astype(np.float32).tobytes())
        self._confidence.frombytes(pose.confidence.astype(np.float32).tobytes())
        self.anybody = self.anybody or pose.found

    def replace(self, poses: Iterable[Pose]) -> None:
        """Poses of frames that are in the log, seen better."""
        count = len(KEYPOINTS)
        for pose in poses:
            at = pose.frame_index * count
            self._points[2 * at : 2 * (at + count)] = array("f", pose.points.astype(np.float32).tobytes())
            self._confidence[at : at + count] = array("f", pose.confidence.astype(np.float32).tobytes())

    def series(self, size: tuple[int, int], repeated: NDArray[np.bool_]) -> PoseSeries:
        return PoseSeries(
            np.frombuffer(self.frame_index, np.int64),
            np.frombuffer(self.time_ns, np.int64),
            np.frombuffer(self._points, np.float32).reshape(-1, len(KEYPOINTS), 2),
            np.frombuffer(self._confidence, np.float32).reshape(-1, len(KEYPOINTS)),
            size,
            repeated,
        )
