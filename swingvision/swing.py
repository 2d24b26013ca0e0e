"""One swing of one window: its events, its numbers, the cue."""

from dataclasses import dataclass

import numpy as np

from swingvision.club import ClubTrack
from swingvision.club_look import ClubLook, look_at_club, tell_ball
from swingvision.cue import choose_cue
from swingvision.detector import SwingWindow
from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.measurements import measure_metrics
from swingvision.moment import Moment
from swingvision.moments import find_moments
from swingvision.mounting import Mounting
from swingvision.pictures import Pictures
from swingvision.pose import KEYPOINT_INDEX, PoseSeries
from swingvision.refusals import IMPLAUSIBLE
from swingvision.report import EVENT_NAMES, Event, EventName, Events, Metric, Quality, SwingReport
from swingvision.scene import set_scene
from swingvision.stance import Options, read_stance
from swingvision.track import Track, prepare

# How long after its window a swing's held finish is followed, where the series goes on.
FOLLOWED_NS = 8 * NANOSECONDS_PER_SECOND
_WRISTS = [KEYPOINT_INDEX["left_wrist"], KEYPOINT_INDEX["right_wrist"]]


@dataclass(frozen=True, slots=True)
class MeasuredSwing:
    """club: None where nobody gave pictures, or the swing's start was not seen."""

    report: SwingReport
    club: ClubTrack | None


def measure_swing(
    series: PoseSeries,
    window: SwingWindow,
    options: Options,
    pictures: Pictures | None = None,
    looked: ClubLook | None = None,
) -> MeasuredSwing | None:
    """None where too little was seen to tell the events.

    looked: for the club, while the swing went on; used where a look now would see the same.
    """
    whole, series = series, series.between(window.start_ns, window.end_ns)
    stance = read_stance(series, window, options)
    track = prepare(series, stance.handedness, options.camera_roll_deg)
    moments = find_moments(track, window, stance.nearest_view)
    if moments is None:
        return None
    club = None
    if pictures is not None:
        club = look_at_club(pictures, series, window, options, stance, looked).club
    if club is not None:
        moments = find_moments(track, window, stance.nearest_view, club) or moments
    after = whole.between(window.impact_ns, window.end_ns + FOLLOWED_NS)
    tail = prepare(after, stance.handedness, options.camera_roll_deg)
    mounting = Mounting(options.camera_yaw_deg, options.camera_roll_deg)
    metrics = measure_metrics(set_scene(track, moments, stance.view, mounting), tail, club)
    report = SwingReport(
        view=stance.view,
        view_confidence=stance.view_confidence,
        handedness=stance.handedness,
        handedness_confidence=stance.handedness_confidence,
        events=_events(series, moments),
        metrics=metrics,
        cue=choose_cue(metrics, stance.handedness),
        quality=_quality(series, track, moments, metrics),
        ball=tell_ball(club),
    )
    return MeasuredSwing(report, club)


def _events(series: PoseSeries, moments: dict[EventName, Moment]) -> Events:
    return Events(**{name: _event(series, moments.get(name)) for name in EVENT_NAMES})


def _event(series: PoseSeries, moment: Moment | None) -> Event | None:
    if moment is None:
        return None
    nearest = int(np.argmin(np.abs(series.time_s - moment.time_s)))
    return Event(
        frame=int(series.frame_index[nearest]),
        pts_s=float(series.time_s[nearest]),
        time_s=moment.time_s,
        uncertainty_s=moment.sigma_s,
    )


def _quality(
    series: PoseSeries, track: Track, moments: dict[EventName, Moment], metrics: dict[str, Metric]
) -> Quality:
    times = [moment.time_s for moment in moments.values()]
    inside = track.between(min(times), max(times))
    found = np.asarray(np.isfinite(track.grip[inside]).all(axis=1))
    notes = []
    if track.repeated_share > 0.02:
        notes.append(f"{track.repeated_share:.0%} of the pictures repeat the one before and were left out")
    return Quality(
        frames_in_swing=len(inside),
        pose_share=float(found.mean()) if len(found) else 0.0,
        hands_confidence=float(np.median(track.confidence[inside][:, _WRISTS])) if len(inside) else 0.0,
        frame_interval_ms=track.interval_s * 1000,
        notes=notes,
        implausible=sum(metric.withheld == IMPLAUSIBLE for metric in metrics.values()),
    )
