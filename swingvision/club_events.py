"""What club and ball tell about events: the shaft level, the shaft turning at the top, the ball gone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.club import ClubTrack
from swingvision.curve import fit_curve
from swingvision.hands import find_crossing
from swingvision.moment import Moment

Array = NDArray[np.float64]

# Between two pictures that show it the shaft is not followed over a wider turn or longer, downswings.
WIDEST_DEG, LONGEST_GAP = 100.0, 0.4
# Of a gap this share is doubt.
GAP_DOUBT = 0.25
# The turn at the top: looked for so many downswings before impact, and shown by pictures so near on both of
# its sides.
EARLIEST_TOP, LATEST_TOP, BESIDE, PICTURES = 1.8, 0.5, 0.25, 4
# The curve through the shaft's angle: how fast it bends (downswings), how far it turns and scatters, degrees.
LENGTH, TURN_DEG, SCATTER_DEG, STEP = 0.42, 120.0, 2.0, 1 / 100


@dataclass(frozen=True, slots=True)
class ClubEvents:
    """When the clubhead left its place, the shaft was level going back and turned at the top, and the ball
    was gone; None for what was not seen."""

    departure: Moment | None = None
    toe_up: Moment | None = None
    top: Moment | None = None
    struck: Moment | None = None


def read_club_events(club: ClubTrack | None, impact_s: float, downswing_s: float) -> ClubEvents:
    """impact_s, downswing_s: as the hands tell them."""
    if club is None:
        return ClubEvents()
    return ClubEvents(
        club.departure,
        find_toe_up(club, impact_s - downswing_s, downswing_s),
        find_shaft_turn(club, impact_s, downswing_s),
        club.ball_left,
    )


def find_toe_up(club: ClubTrack, top_s: float, downswing_s: float) -> Moment | None:
    """When the shaft first was level after the clubhead had left, if it was followed until then."""
    if club.departure is None:
        return None
    rows = np.flatnonzero(
        np.isfinite(club.shaft_deg) & (club.time_s >= club.departure.time_s) & (club.time_s < top_s)
    )
    deg, time_s = np.unwrap(club.shaft_deg[rows], period=360.0), club.time_s[rows]
    passed = np.flatnonzero(np.diff(np.floor(deg / 180)) != 0)
    if len(passed) == 0:
        return None
    first, last = int(passed[0]), int(passed[0]) + 1
    turn, gap_s = deg[last] - deg[first], time_s[last] - time_s[first]
    if abs(turn) > WIDEST_DEG or gap_s > LONGEST_GAP * downswing_s:
        return None
    level = 180 * max(np.floor(deg[first] / 180), np.floor(deg[last] / 180))
    return Moment(
        float(time_s[first] + (level - deg[first]) / turn * gap_s), float(max(GAP_DOUBT * gap_s, 1e-3))
    )


def find_shaft_turn(club: ClubTrack, impact_s: float, downswing_s: float) -> Moment | None:
    """When the shaft turned back, if it was seen just before and just after.

    Which way it went back is told by what it did until a downswing before impact.
    """
    ago = (impact_s - club.time_s) / downswing_s
    rows = np.flatnonzero(np.isfinite(club.shaft_deg) & (ago < EARLIEST_TOP) & (ago > 0))
    if len(rows) < PICTURES:
        return None
    time_s = club.time_s[rows]
    deg = np.unwrap(club.shaft_deg[rows], period=360.0)
    back = np.sign(deg[np.argmin(np.abs(ago[rows] - 1.0))] - deg[0]) or 1.0
    at_s = np.arange(
        impact_s - EARLIEST_TOP * downswing_s, impact_s - LATEST_TOP * downswing_s, STEP * downswing_s
    )
    curve = fit_curve(time_s, -back * deg, at_s, LENGTH * downswing_s, TURN_DEG, SCATTER_DEG)
    turn_s = find_crossing(at_s, curve.slope, impact_s - downswing_s, 0.5 * downswing_s)
    if turn_s is None:
        return None
    beside = BESIDE * downswing_s
    shown = time_s[np.abs(time_s - turn_s) < beside]
    if not (shown.min(initial=np.inf) < turn_s <= shown.max(initial=-np.inf)):
        return None
    bend = float(np.interp(turn_s, at_s, np.gradient(curve.slope, at_s)))
    return Moment(turn_s, float(np.interp(turn_s, at_s, curve.slope_sigma)) / max(bend, 1e-6))
