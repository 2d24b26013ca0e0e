"""The body at one moment, from the pictures around it: where each keypoint was, how fast, how surely."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.moment import Moment
from swingvision.pose_noise import PoseNoise, seen
from swingvision.track import Track

Array = NDArray[np.float64]

# metrics.md: the baseline is the median of the last 10 still pictures; fewer than 5 are none.
BASELINE, LEAST_BASELINE = 10, 5
# A median of correlated pictures scatters by so much more than their mean.
MEDIAN_FACTOR = 1.15
# The line through the pictures around a moment: Gaussian width in downswings, and in pictures at least.
WIDTH, LEAST_WIDTH = 0.08, 0.6
# A keypoint must have been found so near to the moment, in pictures or downswings.
NEAR_PICTURES, NEAR_DOWNSWINGS = 1.6, 0.1


@dataclass(frozen=True, slots=True)
class Sight:
    """points: (33, 2) px, NaN where not seen; velocity: (33, 2) px/s; sigma: (33,) px; time_sigma_s: the
    moment's.
    """

    points: Array
    velocity: Array
    sigma: Array
    time_sigma_s: float


def read_baseline(track: Track, still: NDArray[np.intp], noise: PoseNoise) -> Sight | None:
    """The median of the last still pictures (indices); None where these are too few."""
    last = still[-BASELINE:]
    if len(last) < LEAST_BASELINE:
        return None
    found = seen(track)[last]
    points = np.where(found[..., None], track.points[last], np.nan)
    enough = found.sum(axis=0) >= LEAST_BASELINE
    middle = np.full(points.shape[1:], np.nan)
    middle[enough] = np.nanmedian(points[:, enough], axis=0)
    share = MEDIAN_FACTOR * noise.of_weights(np.full(len(last), 1 / len(last)))
    sigma = share * noise.at(np.median(track.confidence[last], axis=0))
    return Sight(middle, np.zeros_like(middle), sigma, 0.0)


def read_sight(track: Track, moment: Moment, downswing_s: float, noise: PoseNoise) -> Sight:
    """A line through the pictures around the moment, keypoint by keypoint."""
    width = max(WIDTH * downswing_s, LEAST_WIDTH * track.interval_s)
    near = track.between(moment.time_s - 3 * width, moment.time_s + 3 * width)
    lag = track.time_s[near] - moment.time_s
    found = seen(track)[near]
    value_weights, slope_weights = line_weights(lag, width, found.T)
    points = np.where(found[..., None], track.points[near], 0.0)
    reach = max(NEAR_PICTURES * track.interval_s, NEAR_DOWNSWINGS * downswing_s)
    close = np.asarray(found & (np.abs(lag) <= reach)[:, None]).any(axis=0)
    place = np.einsum("kn,nkc->kc", value_weights, points)
    velocity = np.einsum("kn,nkc->kc", slope_weights, points)
    confidence = np.einsum("kn,nk->k", np.abs(value_weights), track.confidence[near])
    sigma = noise.of_weights(value_weights) * noise.at(confidence)
    return Sight(np.where(np.atleast_1d(close)[:, None], place, np.nan), velocity, sigma, moment.sigma_s)


def line_weights(lag: Array, width: float, found: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Weights (keypoints, pictures) that give value and slope at lag 0 of a line fitted under a Gaussian.

    found: (keypoints, pictures), what may be used; NaN weights where fewer than two pictures are there.
    """
    kernel = np.exp(-0.5 * (lag / width) ** 2) * found
    s0, s1, s2 = (kernel @ lag**power for power in (0, 1, 2))
    spread = s0 * s2 - s1**2
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where((found.sum(axis=1) >= 2) & (spread > 0), 1 / spread, np.nan)[:, None]
        value = kernel * (s2[:, None] - s1[:, None] * lag) * scale
        slope = kernel * (s0[:, None] * lag - s1[:, None]) * scale
    return np.asarray(value), np.asarray(slope)
