"""The ball: a small disc beside the clubhead that is there before impact and gone after it."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from swingvision.club.address import Course, StillClub, compute_trace
from swingvision.club.crops import TRUNK_PX, Crops
from swingvision.club.lines import Grey
from swingvision.moment import Moment

Array = NDArray[np.float64]

# A golf ball is 43 mm across and a trunk about 0.5 m long; nearer to the camera, or a trunk bent forward,
# makes it larger. Radii tried, trunk lengths.
RADII = (0.034, 0.045, 0.06, 0.08)
# It lies no farther from where the shaft ends, trunk lengths: a driver's head lies in between.
FARTHEST = 0.5
# After impact, downswings: the ball is gone, and no new one has come up through the mat.
GONE, PICTURES = (0.35, 1.1), 9
# Contrast in units of the noise around it. A ball is seen beyond CLEAR; below UNSURE nothing was.
UNSURE, CLEAR = 5.0, 9.0
# The rival is another spot that vanishes, at least so many radii away.
RIVAL_RADII = 3.0
# Impact by the ball lies within so many downswings of what the hands say.
REACH = 0.5
LEAST_NOISE = 1.0


@dataclass(frozen=True, slots=True)
class Spot:
    """In px of the crop. contrast: in units of the noise around it. left: when it was gone."""

    place: Array
    radius: float
    contrast: float
    confidence: float
    left: Moment | None = None


def find_ball(crops: Crops, club: StillClub, course: Course) -> Spot | None:
    """None where no small bright disc vanishes near the clubhead."""
    gone = _after(crops, course)
    best = max((_vanished(club, gone, share * TRUNK_PX) for share in RADII), key=lambda spot: spot.contrast)
    left = _find_leaving(crops, best, club.away, gone, course)
    return None if best.confidence <= 0 or left is None else replace(best, left=left)


def is_bare(crops: Crops, club: StillClub) -> bool:
    """Whether all the ground on which the ball can lie is in the picture, and nothing there looks so."""
    x, y = club.ends[1]
    reach = FARTHEST * TRUNK_PX
    near = np.s_[max(0, round(y - reach)) : round(y + reach), max(0, round(x - reach)) : round(x + reach)]
    ground = crops.inside[near]
    if ground.size < (2 * reach - 2) ** 2 or not ground.all():
        return False
    discs = (_disc(club.away, share * TRUNK_PX)[near] for share in RADII)
    return all(float(disc.max()) < UNSURE * _noise(disc) for disc in discs)


def _after(crops: Crops, course: Course) -> Grey:
    start_s, end_s = (course.impact_s + share * course.downswing_s for share in GONE)
    return crops.median(crops.near(start_s, end_s, PICTURES))


def _vanished(club: StillClub, gone: Grey, radius: float) -> Spot:
    """The clearest disc of one size that was there with the club away and is gone after impact."""
    before, change = (_disc(picture, radius) for picture in (club.away, club.away - gone))
    both = np.where(before > 0, np.minimum(before, change), 0)
    head = club.ends[1]
    y, x = np.mgrid[0 : both.shape[0], 0 : both.shape[1]]
    away = np.hypot(x - head[0], y - head[1])
    noise = _noise(change[away < 3 * FARTHEST * TRUNK_PX])
    score = np.where(away < FARTHEST * TRUNK_PX, both / noise, 0)
    row, column = np.unravel_index(int(np.argmax(score)), score.shape)
    rival = float(score[np.hypot(x - column, y - row) > RIVAL_RADII * radius].max(initial=0))
    clear = np.clip((score[row, column] - UNSURE) / (CLEAR - UNSURE), 0, 1)
    alone = np.clip(2 - 2 * rival / max(float(score[row, column]), 1e-6), 0, 1)
    return Spot(np.array([column, row], float), radius, float(score[row, column]), float(clear * alone))


def _noise(values: Grey) -> float:
    """Standard deviation, robust."""
    return max(LEAST_NOISE, 1.48 * float(np.median(np.abs(values))))


def _disc(picture: Grey, radius: float) -> Grey:
    """How much brighter a disc is than the ring around it, everywhere: difference of Gaussians."""
    inner = cv2.GaussianBlur(picture, (0, 0), radius / 1.5)
    return np.asarray(inner - cv2.GaussianBlur(picture, (0, 0), radius * 1.5), np.float32)


def _find_leaving(crops: Crops, spot: Spot, there: Grey, gone: Grey, course: Course) -> Moment | None:
    """Between which pictures the ball left: the last one near impact that still shows it, and the next."""
    reach = REACH * course.downswing_s
    numbers = np.flatnonzero(np.abs(crops.time_s - course.impact_s) <= reach)
    x, y = (int(round(value)) for value in spot.place)
    size = max(1, round(spot.radius))
    height, width = there.shape
    box = (max(0, x - size), max(0, y - size), min(width, x + size + 1), min(height, y + size + 1))
    area = np.s_[box[1] : box[3], box[0] : box[2]]
    cuts = np.stack([crops.part(int(number), box) - gone[area] for number in numbers])
    share = compute_trace(cuts.reshape(len(numbers), -1), (there - gone)[area].ravel())
    present = np.flatnonzero(share > 0.5)
    if len(present) == 0 or present[-1] + 1 >= len(numbers):
        return None
    last, first = crops.time_s[numbers[present[-1]]], crops.time_s[numbers[present[-1] + 1]]
    return Moment(float((last + first) / 2), float((first - last) / np.sqrt(12)))
