"""The look for club and ball in one swing: at the pictures until the club is through, and no later ones.

So it can be done while the golfer still comes to rest, and gives the same as when the swing is over.
"""

from dataclasses import dataclass

import numpy as np

from swingvision.club import ClubTrack, look_for_club
from swingvision.club.address import Course
from swingvision.club.placement import Placement
from swingvision.detector import SwingWindow
from swingvision.moments import find_moments
from swingvision.pictures import Pictures
from swingvision.pose import PoseSeries
from swingvision.report import Ball
from swingvision.stance import Options, Stance, read_stance
from swingvision.stopwatch import stage
from swingvision.track import find_repeats, prepare

# The club is followed to 1.3 downswings after impact; the window's own downswing is a rough one.
THROUGH = 1.8


@dataclass(frozen=True, slots=True)
class ClubLook:
    """club: None where the swing was not seen well enough to know where to look; the rest it depends on."""

    series: PoseSeries
    window: SwingWindow
    stance: Stance
    camera_roll_deg: float | None
    club: ClubTrack | None

    def is_of(self, series: PoseSeries, window: SwingWindow, stance: Stance, options: Options) -> bool:
        """Whether a look would see the same again."""
        return (
            (self.stance.handedness, self.stance.nearest_view) == (stance.handedness, stance.nearest_view)
            and (self.window.top_ns, self.window.impact_ns) == (window.top_ns, window.impact_ns)
            and self.camera_roll_deg == options.camera_roll_deg
            and _alike(self.series, series)
        )


def look_at_club(
    pictures: Pictures,
    series: PoseSeries,
    window: SwingWindow,
    options: Options,
    stance: Stance | None = None,
    before: ClubLook | None = None,
) -> ClubLook:
    """series: from the window's beginning on. stance: None where only these poses tell it.

    before: a look at this swing while it went on, given back where it was at the same.
    """
    series = series.between(window.start_ns, through_ns(window))
    stance = stance or read_stance(series, window, options)
    if before is not None and before.is_of(series, window, stance, options):
        return before
    club = _look(pictures, series, window, options, stance)
    return ClubLook(series, window, stance, options.camera_roll_deg, club)


def through_ns(window: SwingWindow) -> int:
    """When all was seen that is looked at."""
    return window.impact_ns + round(THROUGH * (window.impact_ns - window.top_ns))


def _look(
    pictures: Pictures, series: PoseSeries, window: SwingWindow, options: Options, stance: Stance
) -> ClubTrack | None:
    """Club and ball where the hands have been seen to start, to turn and to come back."""
    track = prepare(series, stance.handedness, options.camera_roll_deg)
    moments = find_moments(track, window, stance.nearest_view)
    if moments is None or not {"takeaway", "top", "impact"} <= set(moments):
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


def _alike(one: PoseSeries, other: PoseSeries) -> bool:
    return (
        np.array_equal(one.time_ns, other.time_ns)
        and np.array_equal(one.points, other.points, equal_nan=True)
        and np.array_equal(one.confidence, other.confidence)
        and np.array_equal(find_repeats(one), find_repeats(other))
    )
