"""One clip from its file to its report."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from swingvision import clip
from swingvision.analysis import Options, measure
from swingvision.club import ClubTrack
from swingvision.estimator import PoseEstimator
from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.pose import KEYPOINTS, Pose, PoseSeries
from swingvision.report import ClipReport

Progress = Callable[[float | None], None]


@dataclass(frozen=True, slots=True)
class Analysed:
    """clubs: one a swing of the report, in order."""

    report: ClipReport
    series: PoseSeries
    clubs: list[ClubTrack | None]


def analyse_clip(path: Path, estimator: PoseEstimator, options: Options, progress: Progress) -> Analysed:
    """Find the golfer in every frame and measure the swings; one picture is in memory at a time.

    The pictures of a swing are read twice: the club is looked for once its place is known.

    progress: called with the share of the clip that is done, None where its length is not known.
    Raises UnreadableClip.
    """
    with clip.read(path) as reader:
        series = pose_series(reader, estimator, progress)
        measured = measure(series, options, reader.pictures)
        report = ClipReport(
            clip=reader.name,
            facts=reader.facts,
            models=[estimator.detector_facts, estimator.facts],
            swings=measured.swings,
            reason=measured.reason,
            warnings=reader.warnings,
        )
    return Analysed(report, series, measured.clubs)


def pose_series(reader: clip.ClipReader, estimator: PoseEstimator, progress: Progress) -> PoseSeries:
    estimator.reset()
    poses = PoseLog()
    duration_s = reader.duration_hint_s
    for frame in reader:
        poses.append(estimator.track(frame))
        elapsed_s = (frame.time_ns - poses.time_ns[0]) / NANOSECONDS_PER_SECOND
        progress(min(elapsed_s / duration_s, 1) if duration_s else None)
    return poses.series(reader.size, reader.repeated)


class PoseLog:
    """Poses of any length of clip at 412 bytes each, half of what the objects take."""

    def __init__(self) -> None:
        self.frame_index, self.time_ns = array("q"), array("q")
        self._points, self._confidence = array("f"), array("f")

    def append(self, pose: Pose) -> None:
        self.frame_index.append(pose.frame_index)
        self.time_ns.append(pose.time_ns)
        self._points.frombytes(pose.points.astype(np.float32).tobytes())
        self._confidence.frombytes(pose.confidence.astype(np.float32).tobytes())

    def series(self, size: tuple[int, int], repeated: NDArray[np.bool_]) -> PoseSeries:
        return PoseSeries(
            np.frombuffer(self.frame_index, np.int64),
            np.frombuffer(self.time_ns, np.int64),
            np.frombuffer(self._points, np.float32).reshape(-1, len(KEYPOINTS), 2),
            np.frombuffer(self._confidence, np.float32).reshape(-1, len(KEYPOINTS)),
            size,
            repeated,
        )
