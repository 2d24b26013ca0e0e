"""One swing of one window: which way the golfer plays, from where, the events, the numbers, the cue."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from swingvision.club import ClubTrack, look_for_club
from swingvision.club.address import Course
from swingvision.club.placement import Placement
from swingvision.club_events import read_club_events
from swingvision.cue import choose_cue
from swingvision.detector import SwingWindow
from swingvision.evidence import weigh
from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.hands import read_hands
from swingvision.measurements import measure_metrics
from swingvision.mounting import Mounting
from swingvision.onset import find_still_end
from swingvision.moment import Moment
from swingvision.phases import decode
from swingvision.pictures import Pictures
from swingvision.pose import KEYPOINT_INDEX, PoseSeries
from swingvision.refusals import IMPLAUSIBLE
from swingvision.report import (
    EVENT_NAMES,
    Ball,
    Event,
    EventName,
    Events,
    Handedness,
    Metric,
    Quality,
    SwingReport,
    View,
)
from swingvision.scene import set_scene
from swingvision.sharpen import sharpen
from swingvision.stopwatch import stage
from swingvision.takeaway import follow, tell_takeaway
from swingvision.track import Track, levelled, prepare
from swingvision.view import classify_handedness, classify_view, compute_facing

Array = NDArray[np.float64]

# The decoder looks from so many downswings before impact to so many after; its scale of time is its own
# answer,
# so it runs again with it.
BEFORE, AFTER, ROUNDS = 10.0, 7.0, 2
# How long after its window a swing's held finish is followed, where the series goes on.
FOLLOWED_NS = 8 * NANOSECONDS_PER_SECOND
# Events of the shaft alone: with no club in the picture they are not there.
SHAFT_EVENTS = ("toe_up", "mid_follow_through")
_WRISTS = [KEYPOINT_INDEX["left_wrist"], KEYPOINT_INDEX["right_wrist"]]


@dataclass(frozen=True, slots=True)
class Options:
    """What is known beforehand. camera_yaw_deg: from the target line; camera_roll_deg: clockwise seen from
    behind
    the camera; None where nobody has said."""

    view: Literal["auto"] | View = "auto"
    handedness: Literal["auto"] | Handedness = "auto"
    camera_yaw_deg: float | None = None
    camera_roll_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """Who stands how: handedness and view, each with a confidence."""

    handedness: Handedness
    handedness_confidence: float
    view: View
    view_confidence: float


@dataclass(frozen=True, slots=True)
class MeasuredSwing:
    """club: None where nobody gave pictures, or the swing's start was not seen."""

    report: SwingReport
    club: ClubTrack | None


def measure_swing(
    series: PoseSeries, window: SwingWindow, options: Options, pictures: Pictures | None = None
) -> MeasuredSwing | None:
    """None where too little was seen to tell the events."""
    whole, series = series, _cut(series, window.start_ns, window.end_ns)
    stance = read_stance(series, window, options)
    track = prepare(series, stance.handedness, options.camera_roll_deg)
    moments = find_moments(track, window, stance.view)
    if moments is None:
        return None
    club = None if pictures is None else see_club(pictures, series, track, moments, stance, options)
    if club is not None:
        moments = find_moments(track, window, stance.view, club) or moments
    after = _cut(whole, window.impact_ns, window.end_ns + FOLLOWED_NS)
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


def see_club(
    pictures: Pictures,
    series: PoseSeries,
    track: Track,
    moments: dict[EventName, Moment],
    stance: Stance,
    options: Options,
) -> ClubTrack | None:
    """Club and ball where the hands have been seen to start, to turn and to come back."""
    if not {"takeaway", "top", "impact"} <= set(moments):
        return None
    course = Course(moments["takeaway"].time_s, moments["top"].time_s, moments["impact"].time_s)
    placement = Placement(series.size[0], stance.handedness == "left", options.camera_roll_deg or 0.0)
    with stage("club"):
        return look_for_club(pictures, series, track, placement, course)


def tell_ball(club: ClubTrack | None) -> Ball:
    """Seen is a ball that was struck; that there was none is said only of bare ground around a clubhead."""
    if club is None or (club.ball is None and not club.bare):
        return "not_seen"
    return "no_ball" if club.ball is None else "seen"


def _cut(series: PoseSeries, start_ns: int, end_ns: int) -> PoseSeries:
    first, last = np.flatnonzero((series.time_ns >= start_ns) & (series.time_ns <= end_ns))[[0, -1]]
    return series[int(first) : int(last) + 1]


def read_stance(series: PoseSeries, window: SwingWindow, options: Options) -> Stance:
    """View and handedness from the pictures at address (at impact where there is none), top and
    follow-through."""
    points = levelled(series.points.astype(np.float64), options.camera_roll_deg or 0.0)
    impact_s, span = window.impact_ns / 1e9, (window.impact_ns - window.top_ns) / 1e9

    def at(moment_s: float, first: float, last: float) -> Array:
        """Points from first to last, in downswings around a moment; the nearest ones where none lie there."""
        off = (series.time_s - moment_s) / span
        outside = np.maximum(first - off, 0) + np.maximum(off - last, 0)
        return np.asarray(points[outside <= outside.min()])

    address = (
        at(impact_s, -0.1, 0.1) if window.address_ns is None else at(window.address_ns / 1e9, -3.5, -0.8)
    )
    top, through = at(impact_s, -1.3, -0.8), at(impact_s, 0.1, 0.7)
    handedness, hand_confidence = classify_handedness(address, top, through, at(impact_s, 1.0, 2.5))
    if options.handedness != "auto":
        handedness, hand_confidence = options.handedness, 1.0
    view, view_confidence = classify_view(compute_facing(address), handedness)
    if options.view != "auto":
        view, view_confidence = options.view, 1.0
    return Stance(handedness, hand_confidence, view, view_confidence)


def find_moments(
    track: Track, window: SwingWindow, view: View, club: ClubTrack | None = None
) -> dict[EventName, Moment] | None:
    """The events that are in the clip and were seen, in seconds of the stream.

    club: what was seen of it and of the ball.
    """
    departure = None if club is None else club.departure
    impact_s, span = window.impact_ns / 1e9, (window.impact_ns - window.top_ns) / 1e9
    found: dict[str, Moment] = {}
    takeaway: Moment | None = None
    for _ in range(ROUNDS):
        hands = read_hands(track, impact_s - BEFORE * span, impact_s + AFTER * span, impact_s, span)
        if hands is None:
            return None
        still_end_s = find_still_end(hands)
        if still_end_s is not None:
            takeaway = tell_takeaway(track, still_end_s, span, view, departure) or takeaway
        elif departure is not None:
            takeaway = follow(departure, takeaway, span)
        start = departure or takeaway
        start_s = None if start is None else start.time_s
        told = read_club_events(club, impact_s, span)
        try:
            found = sharpen(
                track, decode(hands, weigh(hands, view, start_s, told), view, start_s), view, told
            )
        except ValueError:
            return None
        impact_s, span = found["impact"].time_s, found["impact"].time_s - found["top"].time_s
    if start is None:
        del found["address"]
    if takeaway is not None:
        found["takeaway"] = takeaway
    if club is not None and club.absent:
        found = {name: moment for name, moment in found.items() if name not in SHAFT_EVENTS}
    return {name: found[name] for name in EVENT_NAMES if name in found and _seen(track, found[name], span)}


def _seen(track: Track, moment: Moment, span_s: float) -> bool:
    """Whether the hands were seen near the moment: within a frame and a half, or a tenth of the downswing."""
    reach = max(1.5 * track.interval_s, 0.1 * span_s)
    near = track.between(moment.time_s - reach, moment.time_s + reach)
    inside = (
        track.time_s[0] - 0.5 * track.interval_s <= moment.time_s <= track.time_s[-1] + 0.5 * track.interval_s
    )
    return bool(inside and np.isfinite(track.grip[near]).all(axis=1).any())


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
