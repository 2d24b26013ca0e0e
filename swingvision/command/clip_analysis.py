"""One clip from its file to its report."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from swingvision import clip
from swingvision.analysis import Options, measure
from swingvision.estimator import PoseEstimator
from swingvision.pose import Pose, PoseSeries
from swingvision.report import ClipReport

Progress = Callable[[float | None], None]


@dataclass(frozen=True, slots=True)
class Analysed:
    report: ClipReport
    series: PoseSeries


def analyse_clip(path: Path, estimator: PoseEstimator, options: Options, progress: Progress) -> Analysed:
    """Find the golfer in every frame and measure the swings; one picture is in memory at a time.

    progress: called with the share of the clip that is done, None where its length is not known.
    Raises UnreadableClip.
    """
    with clip.read(path) as reader:
        series = pose_series(reader, estimator, progress)
        measured = measure(series, options)
        report = ClipReport(
            clip=reader.name,
            facts=reader.facts,
            models=[estimator.detector_facts, estimator.facts],
            swings=measured.swings,
            reason=measured.reason,
            warnings=reader.warnings,
        )
    return Analysed(report, series)


def pose_series(reader: clip.ClipReader, estimator: PoseEstimator, progress: Progress) -> PoseSeries:
    estimator.reset()
    poses: list[Pose] = []
    duration_s = reader.duration_hint_s
    for frame in reader:
        poses.append(estimator.track(frame))
        elapsed_s = (frame.time_ns - poses[0].time_ns) / 1e9
        progress(min(elapsed_s / duration_s, 1) if duration_s else None)
    return PoseSeries.of(poses, reader.size, reader.repeated)
