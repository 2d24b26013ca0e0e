"""What makes hands that went up, down and up again a full swing and nothing else."""

from dataclasses import dataclass

import numpy as np

from swingvision.kinematics import compute_speed
from swingvision.sketch import Array, Path

# From the hands' fall past two thirds of their height to their lowest point takes this share of the
# downswing.
FALL_SHARE = 0.48
# The hands' height over the hips, trunk lengths: at the top (lead arm near horizontal), and after impact.
LEAST_TOP, LEAST_FOLLOW_THROUGH = 0.65, 0.6
# At impact they are back near the place of address, about hip height and below.
HIGHEST_IMPACT = 0.25
# The hands stay down around impact for at most so many downswings, and rise for at least so many.
LONGEST_LOW, SHORTEST_RISE = 1.6, 1.1
# Hands take at least this share of their fall's time to rise as high: a club is swung down faster than up,
# and the rest is doubt about where both begin. Arms that are lowered after a stretch take two to five times
# as long as they took up.
LEAST_RISE_SHARE = 0.6
# Hands pass the lowest third of their height in at most so many times what the fall through the middle third
# took, and two pictures: a club is at its fastest there, arms that are lowered come to rest.
LONGEST_PASS = 9.0
# Seconds of a downswing slowed down tenfold.
LONGEST_DOWNSWING_S = 5.0
# Trunk lengths the hips may travel, between these quantiles of where they are; a swing turns in place, a
# walker does not.
HIP_TRAVEL, TRAVELLED = 0.9, (0.05, 0.95)
# Wrists farther apart (median, trunk lengths) hold no club.
LOOSE_WRISTS = 0.7
# What the way up and down alone can fail.
STAYED_DOWN, TOO_FAST_UP = "hands stayed down", "rose too fast"
TOO_SLOW_DOWN, TOO_LONG = "fell slower than they rose", "fell too long"
# Speed of the hands at address against their fastest.
STILL_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Fall:
    """Hands that were up since rose_s (None: since the stream began), came down at fell_s, rose at
    rose_again_s.
    """

    rose_s: float | None
    fell_s: float
    rose_again_s: float


@dataclass(frozen=True, slots=True)
class Rough:
    """First guess of a swing: the hands' lowest point, how long they fell, how high they were and how low."""

    top_s: float
    impact_s: float
    downswing_s: float
    top_height: float
    low_height: float


def read_rough(path: Path, fall: Fall) -> Rough | None:
    """None where the poses around the fall are too few to tell."""
    down = np.flatnonzero((path.time_s >= fall.fell_s) & (path.time_s < fall.rose_again_s))
    up = np.flatnonzero((path.time_s < fall.fell_s) & (path.time_s >= (fall.rose_s or 0.0)))
    if len(down) == 0 or len(up) == 0:
        return None
    low = down[np.argmin(path.height[down])]
    low_height = float(path.height[low])
    top_height = float(path.height[up].max())
    above = up[path.height[up] >= _high(low_height, top_height)]
    downswing = float(path.time_s[low] - path.time_s[above[-1]]) / FALL_SHARE
    impact = float(path.time_s[low])
    return Rough(impact - downswing, impact, downswing, top_height, low_height)


def _high(low_height: float, top_height: float) -> float:
    return low_height + (top_height - low_height) * 2 / 3


def may_become_swing(path: Path, fall: Fall, rough: Rough) -> bool:
    """Whether the way up and down was a swing's; what needs the follow-through is judged when that is
    over.
    """
    return not {STAYED_DOWN, TOO_FAST_UP, TOO_SLOW_DOWN, TOO_LONG} & set(failed_gates(path, fall, rough))


def is_full_swing(path: Path, fall: Fall, rough: Rough) -> bool:
    return not failed_gates(path, fall, rough)


def failed_gates(path: Path, fall: Fall, rough: Rough) -> list[str]:
    """Names of the gates that what was seen does not pass."""
    span = rough.downswing_s
    swing = (path.time_s >= rough.impact_s - 2.5 * span) & (path.time_s <= rough.impact_s + 2 * span)
    after = (path.time_s >= rough.impact_s) & (path.time_s <= rough.impact_s + 3 * span)
    if not (swing.any() and after.any()):
        # Hands that come down over a minute are out of memory before they are judged.
        return ["forgotten"]
    gates = {
        "hands too low at the top": rough.top_height >= LEAST_TOP,
        "hands too high at impact": rough.low_height <= HIGHEST_IMPACT,
        "hands too low after impact": bool(path.height[after].max() >= LEAST_FOLLOW_THROUGH),
        STAYED_DOWN: fall.rose_again_s - fall.fell_s <= LONGEST_LOW * span,
        "hips travelled": _travel(path.hips[swing]) <= HIP_TRAVEL,
        "hands apart": bool(np.median(path.apart[swing]) <= LOOSE_WRISTS),
        TOO_FAST_UP: _rise_s(path, fall, rough) >= SHORTEST_RISE * span,
        TOO_SLOW_DOWN: _climb_s(path, fall, rough) >= LEAST_RISE_SHARE * FALL_SHARE * span,
        "hands stopped below": _passes(path, rough),
        TOO_LONG: span <= LONGEST_DOWNSWING_S,
        "no address": _held_address(path, fall, rough),
    }
    return [name for name, passed in gates.items() if not passed]


def departure(path: Path, fall: Fall, rough: Rough) -> int | None:
    """The last pose before the rise with the hands still near their lowest height."""
    if fall.rose_s is None:
        return None
    near = rough.low_height + 0.15 * (rough.top_height - rough.low_height)
    low = np.flatnonzero((path.time_s < fall.rose_s) & (path.height < near))
    return int(low[-1]) if len(low) else None


def _rise_s(path: Path, fall: Fall, rough: Rough) -> float:
    departed = departure(path, fall, rough)
    return float("inf") if departed is None else fall.fell_s - float(path.time_s[departed])


def _climb_s(path: Path, fall: Fall, rough: Rough) -> float:
    """From the hands' departure to two thirds of their height, as far up as the fall is timed from."""
    departed = departure(path, fall, rough)
    if departed is None:
        return float("inf")
    high = path.height[departed:] >= _high(rough.low_height, rough.top_height)
    return float(path.time_s[departed + int(np.argmax(high))] - path.time_s[departed])


def _passes(path: Path, rough: Rough) -> bool:
    """Whether the hands went through their lowest third about as fast as they came to it."""
    reach = rough.top_height - rough.low_height
    third, two_thirds = (rough.low_height + reach * share for share in (1 / 3, 2 / 3))
    lowest = int(np.searchsorted(path.time_s, rough.impact_s))
    low = np.arange(len(path.time_s)) >= lowest
    rises = np.flatnonzero(low & (path.height >= third))
    falls = [np.flatnonzero(~low & (path.height >= level)) for level in (two_thirds, third)]
    if len(rises) == 0 or len(falls[0]) == 0:
        return False
    came_s, below_s = (
        _crossing_s(path, int(fall[-1]), level) for fall, level in zip(falls, (two_thirds, third))
    )
    left_s = _crossing_s(path, int(rises[0]) - 1, third)
    pictures_s = 2 * float(np.median(np.diff(path.time_s[max(falls[0][-1] - 1, 0) : rises[0] + 1])))
    return left_s - below_s <= LONGEST_PASS * (below_s - came_s) + pictures_s


def _crossing_s(path: Path, before: int, level: float) -> float:
    """When the hands were at the level, between that pose and the next."""
    pair = slice(before, before + 2)
    height, time_s = path.height[pair], path.time_s[pair]
    return float(time_s[0] + (level - height[0]) / (height[1] - height[0]) * (time_s[1] - time_s[0]))


def _travel(places: Array) -> float:
    """How far apart places (poses, 2) lie, but for the few farthest."""
    first, last = np.quantile(places, TRAVELLED, axis=0)
    return float(np.linalg.norm(last - first))


def _held_address(path: Path, fall: Fall, rough: Rough) -> bool:
    """Slow hands just before they left; true where the stream begins later than that."""
    departed = departure(path, fall, rough)
    if departed is None:
        return fall.rose_s is None or bool(path.time_s[0] > fall.rose_s - 3 * rough.downswing_s)
    left_s = float(path.time_s[departed])
    before = (path.time_s <= left_s - 0.5 * rough.downswing_s) & (
        path.time_s >= left_s - 1.5 * rough.downswing_s
    )
    down = (path.time_s >= rough.top_s) & (path.time_s <= rough.impact_s)
    if before.sum() < 2 or down.sum() < 2:
        return True
    speed = compute_speed(path.hands, path.time_s)
    return bool(np.median(speed[before]) <= STILL_SHARE * np.max(speed[down]))
