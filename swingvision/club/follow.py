"""The shaft through the swing: a thin line through the hands that moves, followed over all pictures."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import grey_opening

from swingvision.club.address import Course, StillClub
from swingvision.club.crops import TRUNK_PX, Crops
from swingvision.club.lines import Fan, Grey, find_lines

Array = NDArray[np.float64]

STEP_DEG, STEP_PX = 2.0, 4.0
ALL_ROUND = Fan(
    np.arange(-180, 180, STEP_DEG), np.arange(-4, 4.1), np.arange(0.35, 1.9, STEP_PX / TRUNK_PX) * TRUNK_PX
)
# Half a degree apart around an angle that is known already.
FINE_DEG = np.arange(-3, 3.1, 0.5)
FINE_OFFSETS = np.arange(-7, 7.1)
# A line that begins farther from the hands than this (trunk lengths) is another one.
FARTHEST_START = 0.75
# The pictures before and after that are compared: so many downswings away.
APART = 0.3
# The shaft turns by no more than so many degrees in a downswing's time: going back, and coming down.
TURN_BACK, TURN_DOWN = 500.0, 1400.0
# Turning costs evidence: at the limit as much as this.
TURN_COST = 6.0
# The rival of a picture's line lies at least so far away.
RIVAL_DEG = 12.0
# The backswing is looked at no more often than this.
EVERY_S = 1 / 65
# Forearms and what lies behind them are lines through the hands, too.
ARM_DEG = 16.0
# So many pictures on end show the shaft, or none does.
LEAST_RUN = 3
# Evidence of a line (sum along it) that is doubted and believed, and its rival's share.
WEAK, STRONG = 10.5, 19.5
CLEAR, DOUBTFUL = 0.45, 0.65


@dataclass(frozen=True, slots=True)
class Turning:
    """(pictures,) each. deg: counter-clockwise; confidence: 0 to 1. numbers: of the crops."""

    numbers: NDArray[np.intp]
    deg: Array
    confidence: Array


def follow_shaft(
    crops: Crops, grip: Array, arms: Array, club: StillClub, start_s: float, course: Course
) -> Turning:
    """From the departure to impact. grip: (pictures, 2) px of the crop; arms: (pictures, joints, 2) px."""
    numbers = _looked_at(crops, grip, start_s, course)
    if len(numbers) < 2:
        return Turning(numbers[:0], np.empty(0), np.empty(0))
    hands = grip[numbers] - crops.shift[numbers]
    pairs = [_pair(crops, club.still, int(number), course) for number in numbers]
    scores = np.stack([_evidence(*pair, at, ALL_ROUND).max(axis=1) for pair, at in zip(pairs, hands)])
    scores[_along_arms(arms[numbers] - grip[numbers, None])] = 0
    path = find_path(scores, _limits(crops.time_s[numbers], course), club.deg)
    confidence = np.array([_confidence(score, at) for score, at in zip(scores, path)])
    # What is seen in one or two pictures alone is chance.
    confidence = grey_opening(confidence, size=(LEAST_RUN,), mode="constant")
    deg = ALL_ROUND.angles[path]
    for k in np.flatnonzero(confidence > 0):
        deg[k] = _refined(pairs[k], hands[k], float(deg[k]))
    return Turning(numbers, deg, confidence)


def _looked_at(crops: Crops, grip: Array, start_s: float, course: Course) -> NDArray[np.intp]:
    """Every picture of the downswing, and of the backswing no more than EVERY_S asks for."""
    wanted = (crops.time_s >= start_s) & (crops.time_s <= course.impact_s)
    numbers = np.flatnonzero(wanted & np.isfinite(grip).all(axis=1))
    slots = np.floor((crops.time_s[numbers] - start_s) / EVERY_S + 1e-6)
    down = crops.time_s[numbers] > course.top_s
    return numbers[down | (np.diff(slots, prepend=-1) > 0)]


def _along_arms(ways: Array) -> NDArray[np.bool_]:
    """(pictures, angles) whether a line from the hands runs along an arm. ways: (pictures, joints, 2) px."""
    arms = np.degrees(np.arctan2(-ways[..., 1], ways[..., 0]))
    apart = np.abs((ALL_ROUND.angles - arms[..., None] + 180) % 360 - 180)
    return np.asarray((apart < ARM_DEG).any(axis=1))


def find_path(scores: Array, limits: Array, start_deg: float) -> NDArray[np.intp]:
    """(pictures,) the angles that together have the most evidence, turning no faster than the limits allow.

    scores: (pictures, angles) of evenly spaced angles all round; limits: (pictures - 1,) in steps of them.
    """
    count, states = scores.shape
    apart = np.abs((ALL_ROUND.angles - start_deg + 180) % 360 - 180)
    total = scores[0] - apart / STEP_DEG
    back = np.zeros((count, states), np.intp)
    index = np.arange(states)
    for k in range(1, count):
        reach = min(int(np.ceil(limits[k - 1])), states // 2)
        turns = np.arange(-reach, reach + 1)
        cost = TURN_COST * (turns / max(limits[k - 1], 1.0)) ** 2
        tiled = np.concatenate([total, total, total])
        options = np.stack([tiled[states - turn : 2 * states - turn] for turn in turns]) - cost[:, None]
        best = options.argmax(axis=0)
        back[k] = (index - turns[best]) % states
        total = options[best, index] + scores[k]
    path = np.empty(count, np.intp)
    path[-1] = int(np.argmax(total))
    for k in range(count - 1, 0, -1):
        path[k - 1] = back[k, path[k]]
    return path


def _limits(time_s: Array, course: Course) -> Array:
    """(pictures - 1,) how far the shaft can turn from one picture to the next, in steps of angle."""
    fastest = np.where(time_s[1:] > course.top_s, TURN_DOWN, TURN_BACK)
    return np.asarray(fastest * np.diff(time_s) / course.downswing_s / STEP_DEG)


def _pair(crops: Crops, still: Grey, number: int, course: Course) -> tuple[Grey, Grey]:
    """A picture, and the same scene without its moving line: what two of three others agree on.

    Those are a while before, a while after, and at address.
    """
    apart_s = APART * course.downswing_s
    before, after = (
        crops.steady(int(np.argmin(np.abs(crops.time_s - crops.time_s[number] - side * apart_s))))
        for side in (-1, 1)
    )
    low, high = np.minimum(before, after), np.maximum(before, after)
    return crops.steady(number), np.maximum(low, np.minimum(high, still))


def _evidence(picture: Grey, without: Grey, hands: Array, fan: Fan) -> Array:
    """(angles, offsets) evidence of the best stretch of each line that begins near the hands."""
    total, first, _ = find_lines(picture, without, hands, fan)
    return np.where(fan.radii[first] < FARTHEST_START * TRUNK_PX, total, 0.0)


def _confidence(score: Array, at: int) -> float:
    away = np.abs((ALL_ROUND.angles - ALL_ROUND.angles[at] + 180) % 360 - 180)
    near = float(score[away <= 2 * STEP_DEG].max())
    rival = float(score[away >= RIVAL_DEG].max()) / max(near, 1e-6)
    strong = np.clip((near - WEAK) / (STRONG - WEAK), 0, 1)
    return float(strong * np.clip((DOUBTFUL - rival) / (DOUBTFUL - CLEAR), 0, 1))


def _refined(pair: tuple[Grey, Grey], hands: Array, deg: float) -> float:
    """The centre of the best angles around one."""
    fan = Fan(deg + FINE_DEG, FINE_OFFSETS, ALL_ROUND.radii)
    lines = _evidence(*pair, hands, fan).max(axis=1)
    weight = np.maximum(lines - 0.8 * lines.max(), 0)
    return float((weight * fan.angles).sum() / weight.sum()) if weight.any() else deg
