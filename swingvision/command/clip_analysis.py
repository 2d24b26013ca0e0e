"""One clip from its file to its report."""

import contextlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from swingvision import clip
from swingvision.analysis import NO_PICTURES, NOBODY, Found, Options, reason_for
from swingvision.club import ClubTrack
from swingvision.command.pose_log import PoseLog
from swingvision.detector import MEMORY_S, SwingDetector, SwingWindow
from swingvision.estimator import PoseEstimator
from swingvision.frame import NANOSECONDS_PER_SECOND, Frame
from swingvision.pose import Pose, PoseSeries, Region
from swingvision.report import ClipReport, SwingReport
from swingvision.second_look import choose_crop, surer_window
from swingvision.stopwatch import each, stage
from swingvision.swing import measure_swing

Progress = Callable[[float | None], None]


@dataclass(frozen=True, slots=True)
class Analysed:
    """clubs: one a swing of the report, in order."""

    report: ClipReport
    series: PoseSeries
    clubs: list[ClubTrack | None]


def analyse_clip(path: Path, estimator: PoseEstimator, options: Options, progress: Progress) -> Analysed:
    """Find the golfer in every frame and measure the swings; one picture is in memory at a time.

    The pictures of a swing are read twice: the club is looked for once its place is known. A left-hander's
    clip is begun again in the mirror, where it is to the pose model what a right-hander's is.

    progress: called with the share of the clip that is done, None where its length is not known.
    Raises UnreadableClip.
    """
    told_left = options.handedness == "left"
    if not told_left:
        with contextlib.suppress(_LeftHander):
            return _analyse(path, estimator, options, progress, mirrored=False)
    return _analyse(path, estimator, options, progress, mirrored=True)


class _LeftHander(Exception):
    """Somebody swings left-handed who is not looked at in the mirror."""


def _analyse(
    path: Path, estimator: PoseEstimator, options: Options, progress: Progress, mirrored: bool
) -> Analysed:
    """Raises UnreadableClip, and _LeftHander unless mirrored."""
    with clip.read(path) as reader:
        analysis = _Analysis(reader, estimator, options, mirrored)
        analysis.run(progress)
        report = ClipReport(
            clip=reader.name,
            facts=reader.facts,
            models=[estimator.detector_facts, estimator.facts],
            swings=analysis.swings,
            reason=analysis.reason,
            warnings=reader.warnings,
        )
        return Analysed(report, analysis.log.series(reader.size, reader.repeated), analysis.clubs)


@dataclass(slots=True)
class _Analysis:
    """The way of a clip: every frame is tracked, and a swing that the detector sees is looked at again."""

    reader: clip.ClipReader
    estimator: PoseEstimator
    options: Options
    mirrored: bool
    log: PoseLog = field(default_factory=PoseLog)
    swings: list[SwingReport] = field(default_factory=list)
    clubs: list[ClubTrack | None] = field(default_factory=list)
    _found: list[Found] = field(default_factory=list)
    _recent: deque[Pose] = field(default_factory=deque)

    def run(self, progress: Progress) -> None:
        self.estimator.reset(self.mirrored)
        detector = SwingDetector()
        for frame in each("decode", self.reader):
            pose = self._track(frame)
            with stage("detection"):
                found = detector.push(pose)
            self._heard(found)
            progress(self._share_done(frame.time_ns))
        self._heard(detector.finish())

    @property
    def reason(self) -> str | None:
        """Why there is no swing; None where there is one."""
        if self.swings:
            return None
        if not len(self.log):
            return NO_PICTURES
        return reason_for(self._found) if self.log.anybody else NOBODY

    def _track(self, frame: Frame) -> Pose:
        with stage("poses"):
            pose = self.estimator.track(frame)
        self.log.append(pose)
        self._recent.append(pose)
        while pose.time_ns - self._recent[0].time_ns > MEMORY_S * NANOSECONDS_PER_SECOND:
            self._recent.popleft()
        return pose

    def _share_done(self, time_ns: int) -> float | None:
        duration_s = self.reader.duration_hint_s
        elapsed_s = (time_ns - self.log.time_ns[0]) / NANOSECONDS_PER_SECOND
        return min(elapsed_s / duration_s, 1) if duration_s else None

    def _heard(self, found: Found | None) -> None:
        if found is None:
            return
        self._found.append(found)
        if isinstance(found, SwingWindow):
            series = self._look_again(found)
            before = [pose for pose in self._recent if pose.time_ns < series.time_ns[0]]
            with stage("detection"):
                window = surer_window(before, series, found)
            with stage("analysis"):
                measured = measure_swing(series, window, self.options, self.reader.pictures)
            if measured is not None:
                if measured.report.handedness == "left" and not self.mirrored:
                    raise _LeftHander
                self.swings.append(measured.report)
                self.clubs.append(measured.club)

    def _look_again(self, window: SwingWindow) -> PoseSeries:
        """The window's poses, all seen in one crop; those that were tracked in it are kept."""
        inside = [pose for pose in self._recent if window.start_ns <= pose.time_ns <= window.end_ns]
        crop = choose_crop(self._recent, window, self.reader.size, self.options.handedness)
        if crop is not None and any(pose.crop != crop for pose in inside):
            known = {pose.frame_index: pose for pose in inside if pose.crop == crop}
            inside = [
                known.get(frame.index) or self._look(frame, crop)
                for frame in self.reader.pictures.between(window.start_ns, window.end_ns)
            ]
            self.log.replace(inside)
        repeated = np.asarray(self.reader.repeated[[pose.frame_index for pose in inside]])
        return PoseSeries.of(inside, self.reader.size, repeated)

    def _look(self, frame: Frame, crop: Region) -> Pose:
        with stage("poses"):
            return self.estimator.look(frame, crop)
