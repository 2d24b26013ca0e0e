"""The club at address: its shaft and head in the still picture, and the moment they leave their place.

The picture of the still club differs from that of the same scene with the club swung away by the shaft, the
head and little else: trousers and shadows move as well, but they leave edges, not thin lines through the
hands.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.club.crops import TRUNK_PX, Box, Crops
from swingvision.club.lines import Fan, Grey, find_lines
from swingvision.moment import Moment

Array = NDArray[np.float64]

# From the hands down, one degree and one px apart: the pose's grip is off by up to a fifth of a trunk. Then
# finer around the best.
FAN = Fan(np.arange(-165, -14.9, 1.0), np.arange(-10, 10.1), np.arange(0.2, 2.7, 0.028) * TRUNK_PX)
FINE_DEG = np.arange(-1.5, 1.6, 0.5)
# The rival is the best line that lies this many degrees or more away.
RIVAL_DEG = 8.0
# Shorter lines (trunk lengths) reach no clubhead; they begin near the hands.
LEAST_LENGTH, FARTHEST_START = 0.8, 0.7
# Confidence falls from 1 to 0 as the rival's total comes near the best one's.
CLEAR, DOUBTFUL = 0.62, 0.80
# How many pictures make a still one.
PICTURES = 9
# Still: for so many downswings; away: shares of the backswing after takeaway, and of the downswing after the
# top.
STILL, AWAY = 0.6, (0.6, 0.5)
# Stretches that may show the club still: how long before the hands' takeaway they end, and how long they are,
# downswings. Alike: the club's trace stays within this of one.
CANDIDATES, CANDIDATE, ALIKE = (-0.2, 0.0, 0.2, 0.5, 0.8, 1.2, 1.7), 0.25, 0.12
# Of the club's own trace this much is left once it has moved by about its own width.
MOVED = 0.75
# The club's place: the lower part of the shaft, and around the head, trunk lengths.
LOWER, BESIDE, AROUND = 0.45, 0.06, 0.14
ROUNDS = 2
# Hands this far (trunk lengths) from where they held it have taken the club with them.
LEFT_BEHIND = 0.5


@dataclass(frozen=True, slots=True)
class StillClub:
    """In px and degrees of the crop. ends: (2, 2) grip and head; confidence: 0 to 1. still, away: (h, w)."""

    ends: Array
    deg: float
    confidence: float
    still: Grey
    away: Grey


@dataclass(frozen=True, slots=True)
class Course:
    """Rough times of a swing, seconds: the hands' takeaway, top and impact."""

    takeaway_s: float
    top_s: float
    impact_s: float

    @property
    def downswing_s(self) -> float:
        return self.impact_s - self.top_s


def find_club_at_address(crops: Crops, grip: Array, course: Course) -> tuple[StillClub, Moment | None] | None:
    """The still club and its departure. grip: (pictures, 2) px of the crop; None where nothing is there.

    First with a guess of when it was still, then with the pictures before its departure.
    """
    span, back_s = course.downswing_s, course.top_s - course.takeaway_s
    away_s = course.takeaway_s + AWAY[0] * back_s, course.top_s + AWAY[1] * span
    away = crops.median(crops.near(*away_s, PICTURES))
    numbers = crops.near(course.takeaway_s - STILL * span, course.takeaway_s, PICTURES)
    found = None
    for _ in range(ROUNDS):
        hands = grip[numbers] - crops.shift[numbers]
        if not np.isfinite(hands).all(axis=1).any():
            break
        club = find_still_club(crops.median(numbers), away, np.nanmedian(hands, axis=0))
        departure = find_departure(crops, club, course)
        if departure is not None and is_left_behind(departure, crops.time_s, grip - crops.shift, hands):
            departure = None
        found = club, departure
        if departure is None:
            break
        numbers = crops.near(departure.time_s - STILL * span, departure.time_s, PICTURES)
    return found


def find_still_club(still: Grey, away: Grey, hands: Array) -> StillClub:
    """The best line through the hands of what is there in the still picture and not in the other."""
    total = find_lines(still, away, hands, FAN)[0].max(axis=1)
    coarse = FAN.angles[np.argmax(total)]
    rival = float(total[np.abs(FAN.angles - coarse) >= RIVAL_DEG].max())
    fan = Fan(coarse + FINE_DEG, FAN.offsets, FAN.radii)
    total, first, last = find_lines(still, away, hands, fan)
    a, o = np.unravel_index(int(np.argmax(total)), total.shape)
    stretch = fan.radii[[first[a, o], last[a, o]]]
    likeness = rival / max(float(total[a, o]), 1e-6)
    confidence = float(np.clip((DOUBTFUL - likeness) / (DOUBTFUL - CLEAR), 0, 1))
    if np.ptp(stretch) < LEAST_LENGTH * TRUNK_PX or stretch[0] > FARTHEST_START * TRUNK_PX:
        confidence = 0.0
    ends = fan.ends(hands, float(fan.angles[a]), float(fan.offsets[o]), stretch)
    return StillClub(ends, float(fan.angles[a]), confidence, still, away)


def find_departure(crops: Crops, club: StillClub, course: Course) -> Moment | None:
    """When the club last left its place before the swing; None where the clip begins later.

    Which pictures show it still is not known, so several stretches are tried as such: the one whose
    likeness lasts longest was.
    """
    numbers = np.flatnonzero(crops.time_s < (course.takeaway_s + course.top_s) / 2)
    time_s, span = crops.time_s[numbers], course.downswing_s
    box, mask = _place(club)
    if len(numbers) < 2 or not mask.any():
        return None
    cuts = np.stack([crops.part(int(number), box) for number in numbers])
    cuts = (cuts - club.away[box[1] : box[3], box[0] : box[2]])[:, mask]
    traces = []
    for ago in CANDIDATES:
        until = course.takeaway_s - ago * span
        inside = np.flatnonzero((time_s >= until - CANDIDATE * span) & (time_s <= until))
        if len(inside):
            share = compute_trace(cuts, np.median(cuts[inside], axis=0))
            traces.append((_lasting(share, time_s, int(inside[-1])), share))
    if not traces:
        return None
    share = max(traces, key=lambda trace: trace[0])[1]
    there = np.flatnonzero(share > MOVED)
    if len(there) == 0 or there[-1] + 1 >= len(numbers):
        return None
    last = int(there[-1])
    return Moment(float(time_s[last]), float(time_s[last + 1] - time_s[last]))


def is_left_behind(departure: Moment, time_s: Array, hands: Array, still_hands: Array) -> bool:
    """Whether the hands were gone before it left: then it is no club, but a shadow or a line."""
    then = hands[time_s <= departure.time_s]
    seen = then[np.isfinite(then).all(axis=1)]
    held = np.nanmedian(still_hands, axis=0)
    return bool(len(seen) and np.linalg.norm(seen[-1] - held) > LEFT_BEHIND * TRUNK_PX)


def compute_trace(cuts: Grey, club: Grey) -> Array:
    """(pictures,) how much of the still club is in its place: 1 all of it, 0 none.

    cuts: (pictures, pixels) of its place, less what is there without it; club: (pixels,) the same of the
    still one.
    """
    return np.asarray(cuts @ club / max(float(club @ club), 1e-6), np.float64)


def _lasting(share: Array, time_s: Array, at: int) -> float:
    """For how long, seconds around one picture, everything looks as it does there."""
    alike = np.abs(share - 1) < ALIKE
    breaks = np.flatnonzero(~alike)
    before, after = breaks[breaks < at], breaks[breaks > at]
    first = int(before[-1]) + 1 if len(before) else 0
    last = int(after[0]) - 1 if len(after) else len(share) - 1
    return float(time_s[last] - time_s[first]) if alike[at] else 0.0


def _place(club: StillClub) -> tuple[Box, NDArray[np.bool_]]:
    """Where the lower shaft and the head are: a box (left, top, right, bottom) and a mask of it."""
    grip, head = club.ends
    length = max(float(np.linalg.norm(head - grip)), 1.0)
    way = (head - grip) / length
    height, width = club.still.shape
    y, x = np.mgrid[0:height, 0:width]
    along = (x - grip[0]) * way[0] + (y - grip[1]) * way[1]
    aside = np.abs((y - grip[1]) * way[0] - (x - grip[0]) * way[1])
    shaft = (along > LOWER * length) & (along < length) & (aside < BESIDE * TRUNK_PX)
    mask = shaft | (np.hypot(x - head[0], y - head[1]) < AROUND * TRUNK_PX)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if len(rows) == 0:
        return (0, 0, 1, 1), np.zeros((1, 1), bool)
    box = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    return box, mask[box[1] : box[3], box[0] : box[2]]
