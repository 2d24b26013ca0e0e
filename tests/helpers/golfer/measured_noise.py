"""BlazePose's own errors, measured on drawn golfers, put on exact keypoints."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.special import ndtr, ndtri

from swingvision.pose import KEYPOINT_INDEX, KEYPOINTS
from tests.helpers.golfer.recording import Noise, trunk_px
from tests.helpers.golfer.swing import Handedness

Array = NDArray[np.float64]
TABLE = Path(__file__).with_name("blazepose_errors.json")
# hard: low sun or night, a lens out of focus, somebody else, something in the way.
Picture = Literal["plain", "hard"]
PICTURES: tuple[Picture, ...] = ("plain", "hard")
# Speed of a keypoint in the picture, trunk lengths a second; the last class is open.
SPEEDS = (0.1, 0.5, 2.0, 5.0)
# What BlazePose sees differs most by these: hands at the head hide each other, later the body is turned.
STAGES = ("hands down", "hands up", "after impact")
# How long one stage's errors take to become the next one's, a standard deviation in seconds.
CHANGE_S = 0.04
LEVELS = (0.0, 0.25, 0.5, 0.75, 0.9, 0.97, 1.0)
CONFIDENCE_LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
FPS = 30.0


@dataclass(frozen=True)
class MeasuredNoise:
    """view, picture: name the table. salt: share of keypoints that are thrown half a trunk away.

    A keypoint errs by an offset that stays (of this golfer, from this camera) and by one that wanders, the
    quicker the faster the keypoint moves, since a pose errs by its posture. How far comes from the measured
    quantiles, so rare large errors are as rare as they are. A drawn picture of somebody who stands still is
    the same picture again: real ones tremble besides, by tremble trunk lengths.
    """

    view: str
    seed: int = 0
    salt: float = 0.0
    offset: float = 1.0
    picture: Picture = "plain"
    tremble: float = 0.005

    def disturb(
        self, points: Array, time_s: Array, handedness: Handedness, impact_s: float
    ) -> tuple[Array, Array]:
        """Points (frames, 33, 2) px and confidence (frames, 33) of exact points at rising times (frames,)."""
        table, random, scale = (
            _table(self.picture, self.view),
            np.random.default_rng(self.seed),
            trunk_px(points),
        )
        own = np.argsort(own_order(handedness))
        speed, stage = speed_classes(points / scale, time_s), stages(points, time_s, impact_s)
        wander, share = _wandering(random, time_s, table["correlation"][own], speed)
        size = _blended(share, table["size"][own], speed, stage, time_s)
        trust = ndtr(_ranked(ndtri(np.clip(share, 1e-6, 1 - 1e-6)), random, table["trust"][own]))
        held = table["confidence"][own[None], stage[:, None], speed]
        confidence = _at(trust, CONFIDENCE_LEVELS, held)
        offset = self.offset * random.normal(size=(len(own), 2)) * table["offset"][own, None]
        error = offset + wander * size[..., None]
        thrown = random.random(speed.shape) < self.salt
        error += np.where(thrown[..., None], random.normal(0, 0.5, error.shape), 0)
        trembling = Noise(self.tremble, outliers=0.0, seed=self.seed)
        seen, _ = trembling.disturb(points + error * scale, time_s, handedness, impact_s)
        return seen, np.clip(confidence, 0.01, 1.0)


def stages(points: Array, time_s: Array, impact_s: float) -> NDArray[np.int64]:
    """(frames,) indices of STAGES: until impact the hands are below the shoulders or above them."""
    hands, shoulders = (points[:, KEYPOINTS.index(f"left_{part}")][:, 1] for part in ("wrist", "shoulder"))
    found = np.where(hands < shoulders, STAGES.index("hands up"), STAGES.index("hands down"))
    return np.where(time_s > impact_s, STAGES.index("after impact"), found)


def own_order(handedness: Handedness) -> NDArray[np.int64]:
    """(33,) keypoints so that a right-hander's left is the lead side; a left-hander's sides are exchanged."""
    if handedness == "right":
        return np.arange(len(KEYPOINTS))
    swapped = (
        name.replace("left", "right") if "left" in name else name.replace("right", "left")
        for name in KEYPOINTS
    )
    return np.array([KEYPOINT_INDEX[name] for name in swapped])


def speed_classes(points: Array, time_s: Array) -> NDArray[np.int64]:
    """(frames, 33), indices of SPEEDS' classes, of points in trunk lengths."""
    speed = np.linalg.norm(np.gradient(points, np.maximum(time_s, _rising(time_s)), axis=0), axis=-1)
    return np.asarray(np.searchsorted(SPEEDS, speed), np.int64)


def _rising(time_s: Array) -> Array:
    """A picture that is shown twice has one time; so little later that a speed can be told."""
    return time_s + 1e-6 * np.arange(len(time_s))


@lru_cache(maxsize=4)
def _table(picture: Picture, view: str) -> dict[str, Array]:
    table: dict[str, Any] = json.loads(TABLE.read_text())[picture][view]
    return {name: np.array(rows, float) for name, rows in table.items()}


def _wandering(
    random: np.random.Generator, time_s: Array, correlation: Array, speed: NDArray[np.int64]
) -> tuple[Array, Array]:
    """Directions (frames, 33, 2) that turn slowly, and how far out each is (frames, 33), evenly 0 to 1.

    correlation: (33, speeds) from one frame to the next at FPS frames a second; speed: (frames, 33) classes.
    """
    step_s = float(np.median(np.diff(time_s).clip(1e-3)))
    keep = correlation[np.arange(len(correlation)), speed] ** (step_s * FPS)
    # A picture in which nothing moves is seen as the one before it.
    keep[speed.max(axis=1) == 0] = 1.0
    latent = random.normal(size=(*speed.shape, 2))
    anew = latent * np.sqrt(1 - keep**2)[..., None]
    for frame in range(1, len(latent)):
        latent[frame] = keep[frame][:, None] * latent[frame - 1] + anew[frame]
    radius = np.linalg.norm(latent, axis=-1)
    return latent / radius[..., None], 1 - np.exp(-(radius**2) / 2)


def _blended(
    share: Array, quantiles: Array, speed: NDArray[np.int64], stage: NDArray[np.int64], time_s: Array
) -> Array:
    """Sizes (frames, 33) at shares of quantiles (33, stages, speeds, levels), going over between stages."""
    step_s = float(np.median(np.diff(time_s).clip(1e-3)))
    joint, sizes = np.arange(len(quantiles))[None], np.zeros(share.shape)
    for number in range(len(STAGES)):
        weight = gaussian_filter1d((stage == number).astype(float), CHANGE_S / step_s, mode="nearest")
        sizes += weight[:, None] * _at(share, LEVELS, quantiles[joint, number, speed])
    return sizes


def _ranked(normal: Array, random: np.random.Generator, rank: Array) -> Array:
    """Normal numbers that agree in rank with the given ones as much as rank (33,) says."""
    return np.asarray(rank * normal + np.sqrt(1 - rank**2) * random.normal(size=normal.shape))


def _at(share: Array, levels: tuple[float, ...], quantiles: Array) -> Array:
    """Values (...) at shares (...) of quantile functions (..., levels)."""
    right = np.clip(np.searchsorted(levels, share, side="right"), 1, len(levels) - 1)
    low, high = np.array(levels)[right - 1], np.array(levels)[right]
    first, last = (np.take_along_axis(quantiles, (right - k)[..., None], -1)[..., 0] for k in (1, 0))
    return np.asarray(first + (last - first) * (share - low) / (high - low))
