"""From a window in the ring to a measured swing: missing poses, the library's numbers, the clip's times."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edge.messages import Swing
from edge.seen_swing import SeenSwing
from edge.swing_id import uuid7
from swingvision.estimator import PoseEstimator
from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.pose import Pose, PoseSeries
from swingvision.report import EVENT_NAMES, Event, Events, SwingReport
from swingvision.swing import Options, measure_swing


@dataclass(frozen=True, slots=True)
class Measured:
    """swing: not saved yet. series: the clip's poses, with frames and times counted from its first frame.

    indices: of the clip's frames in the ring.
    """

    swing: Swing
    series: PoseSeries
    indices: list[int]


def measure_seen(seen: SeenSwing, estimator: PoseEstimator, options: Options, number: int) -> Measured | None:
    """None where too little was seen to measure. number: the swing's within its session.

    Takes a few hundred milliseconds: call it off the live loop.
    """
    stamps = seen.stamps()
    poses = list(dense_poses(seen, stamps["index"].tolist(), estimator))
    if not any(pose.found for pose in poses):
        return None
    series = PoseSeries.of(poses, seen.ring.size)
    report = measure_swing(series, seen.window, options)
    if report is None:
        return None
    first, start_ns = int(series.frame_index[0]), int(series.time_ns[0])
    swing = Swing(
        swing_id=uuid7(),
        session_id=seen.session_id,
        number=number,
        captured_at_ms=_captured_at_ms(report, seen, stamps),
        handedness=report.handedness,
        club=seen.golfer.club,
        report=in_clip_time(report, series),
        clip_url=None,
        poses_url=None,
        clip_start_frame=first,
        saved=False,
    )
    rows = np.arange(len(series), dtype=np.int64)
    clip = PoseSeries(rows, series.time_ns - start_ns, series.points, series.confidence, series.size)
    return Measured(swing, clip, series.frame_index.tolist())


def dense_poses(seen: SeenSwing, indices: list[int], estimator: PoseEstimator) -> Iterator[Pose]:
    """A pose for each of these frames: the live loop's where it had time, else from the ring.

    A frame that is in neither is left out.
    """
    tracked = {pose.frame_index: pose for pose in seen.poses}
    near: Pose | None = None
    for index in sorted({*indices, *(index for index in tracked if seen.holds(tracked[index].time_ns))}):
        pose = tracked.get(index)
        if pose is None:
            found = seen.ring.read(index)
            if found is None:
                continue
            pose = estimator.estimate(found.frame, near)
        near = pose if pose.region is not None else near
        yield pose


def in_clip_time(report: SwingReport, series: PoseSeries) -> SwingReport:
    """The report with frames and times counted from the first frame of the series."""
    start_s = float(series.time_s[0])

    def moved(event: Event | None) -> Event | None:
        if event is None:
            return None
        return event.model_copy(
            update={
                "frame": int(np.searchsorted(series.frame_index, event.frame)),
                "pts_s": event.pts_s - start_s,
                "time_s": event.time_s - start_s,
            }
        )

    events = Events(**{name: moved(getattr(report.events, name)) for name in EVENT_NAMES})
    return report.model_copy(update={"events": events})


def _captured_at_ms(report: SwingReport, seen: SeenSwing, stamps: NDArray[np.void]) -> int:
    """Impact by the bay's clock: its frame's moment of arrival, which the ring has on the monotonic clock."""
    impact_ns = seen.window.impact_ns
    if report.events.impact is not None:
        impact_ns = round(report.events.impact.time_s * NANOSECONDS_PER_SECOND)
    arrived_ns = time.monotonic_ns()
    if len(stamps):
        nearest = stamps[np.argmin(np.abs(stamps["time_ns"] - impact_ns))]
        arrived_ns = int(nearest["arrived_ns"])
    return (time.time_ns() - (time.monotonic_ns() - arrived_ns)) // 1_000_000
