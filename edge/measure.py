"""From a window in the ring to a measured swing: missing poses, the library's numbers, the clip's times."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edge.messages import Swing
from edge.pose_filler import PoseFiller
from edge.seen_swing import SeenSwing
from swingvision.clip.repeats import find_repeats
from swingvision.club_look import ClubLook
from swingvision.detector import SwingWindow
from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.pose import Pose, PoseSeries
from swingvision.report import EVENT_NAMES, Event, Events, SwingReport
from swingvision.second_look import surer_window
from swingvision.stopwatch import stage
from swingvision.stance import Options
from swingvision.swing import measure_swing
from swingvision.uuid7 import uuid7

LEAST_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Measured:
    """swing: not saved yet. series: the clip's poses, with frames and times counted from its first frame.

    indices: of the clip's frames in the ring; empty where the ring does not hold the whole window any more.
    """

    swing: Swing
    series: PoseSeries
    indices: list[int]


@dataclass(frozen=True, slots=True)
class Closer:
    """A swing with a pose for every picture. stamps: its pictures'. window: what the detector makes of it."""

    series: PoseSeries
    window: SwingWindow
    stamps: NDArray[np.void]


def look_closer(
    seen: SeenSwing, filler: PoseFiller, over: bool = True, events_only: bool = False
) -> Closer | None:
    """None where too little was seen to measure. over: False for a swing that is still going on.

    events_only: no pose is looked for where no event lies. Takes as long as poses are missing: call it off
    the live loop.
    """
    stamps = seen.stamps()
    with stage("poses"):
        poses = filler.dense(seen, stamps, events_only)
    if filler.stop.is_set() or not any(pose.found for pose in poses):
        return None
    series = PoseSeries.of(poses, seen.ring.size, _repeated(poses, stamps))
    before = [pose for pose in seen.poses if pose.time_ns < series.time_ns[0]]
    with stage("detection"):
        window = surer_window(before, series, seen.window, over)
    return Closer(series, window, stamps) if seen_closely(series, window) else None


def measure_seen(
    seen: SeenSwing, filler: PoseFiller, options: Options, number: int, looked: ClubLook | None = None
) -> Measured | None:
    """None where too little was seen to measure. number: the swing's within its session.

    looked: for the club, while the swing went on.
    """
    closer = look_closer(seen, filler)
    if closer is None:
        return None
    series, stamps = closer.series, closer.stamps
    with stage("analysis"):
        measured = measure_swing(series, closer.window, options, seen, looked)
    if measured is None:
        return None
    report = measured.report
    first, start_ns = int(series.frame_index[0]), int(series.time_ns[0])
    swing = Swing(
        swing_id=uuid7(),
        session_id=seen.session_id,
        number=number,
        captured_at_ms=_captured_at_ms(report, seen, stamps),
        handedness=report.handedness,
        club=seen.golfer.club,
        report=_in_clip_time(report, first, start_ns),
        clip_url=None,
        poses_url=None,
        clip_start_frame=first,
        saved=False,
    )
    clip = PoseSeries(
        series.frame_index - first,
        series.time_ns - start_ns,
        series.points,
        series.confidence,
        series.size,
        series.repeated,
    )
    wanted = range(first, max(int(series.frame_index[-1]), int(stamps["index"].max(initial=-1))) + 1)
    return Measured(swing, clip, list(wanted) if np.isin(wanted, stamps["index"]).all() else [])


def _repeated(poses: Sequence[Pose], stamps: NDArray[np.void]) -> NDArray[np.bool_]:
    """(poses,) true where the picture is the one before again, as for a clip from a file."""
    flags = find_repeats(stamps["change_peak"], stamps["change_mean"])
    return np.isin([pose.frame_index for pose in poses], stamps["index"][flags])


def seen_closely(series: PoseSeries, window: SwingWindow) -> bool:
    """Whether most frames of the downswing and of as long before and after it have their pose.

    Frames that the ring lost before their turn have none, and a number from the rest would be a guess.
    """
    span_ns = window.impact_ns - window.top_ns
    near = (series.time_ns >= window.top_ns - span_ns) & (series.time_ns <= window.impact_ns + span_ns)
    indices = series.frame_index[near]
    return len(indices) > 1 and len(indices) >= LEAST_SHARE * (indices[-1] - indices[0] + 1)


def _in_clip_time(report: SwingReport, first: int, start_ns: int) -> SwingReport:
    """The report with frames counted from `first` and times from start_ns."""
    start_s = start_ns / NANOSECONDS_PER_SECOND

    def moved(event: Event | None) -> Event | None:
        if event is None:
            return None
        return event.model_copy(
            update={
                "frame": event.frame - first,
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
