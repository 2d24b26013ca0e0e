"""How far the keypoints are off: told from the golfer's own still pictures, from confidence, and from what is
known of the pose model.

Two errors differ. The points tremble from picture to picture, and neighbours agree in part, so that
averaging helps less than it seems: both are measured on the still pictures. And a model places a joint a
little beside the bone's centre, the same way in every picture of a posture: no averaging removes that,
and stillness does not show it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision import kinematics
from swingvision.pose import KEYPOINTS, OTHER_SIDE
from swingvision.track import LEAST_CONFIDENCE, Track

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Still pictures that the noise is told from, at least and at most.
LEAST_STILL, MOST_STILL = 6, 60
# Trembling, trunk lengths: where nothing was measured, and at least. Median of real clips: 0.005 to 0.008.
USUAL, LEAST = 0.010, 0.004
USUAL_CORRELATION, MOST_CORRELATION = 0.6, 0.9
# A keypoint less sure than when still trembles more, up to so many times.
MOST_UNSURE = 3.0


@dataclass(frozen=True, slots=True)
class PoseNoise:
    """sigma_px: (33,) one standard deviation of each coordinate; confidence: (33,) the heat map's peaks it
    came with.

    correlation: of a picture's error with the next one's. trunk_px: TL.
    """

    sigma_px: Array
    confidence: Array
    correlation: float
    trunk_px: float

    def at(self, confidence: Array) -> Array:
        """(33,) px for keypoints seen with this confidence (33,)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            less_sure = np.clip(self.confidence / confidence, 1.0, MOST_UNSURE)
        return np.asarray(self.sigma_px * np.where(np.isfinite(less_sure), less_sure, MOST_UNSURE))

    def of_weights(self, weights: Array) -> Array:
        """(...) the share of sigma left in sums of pictures' points with weights (..., pictures)."""
        apart = np.abs(np.subtract.outer(np.arange(weights.shape[-1]), np.arange(weights.shape[-1])))
        agree = self.correlation**apart
        return np.asarray(np.sqrt(np.einsum("...i,ij,...j->...", weights, agree, weights)))


def seen(track: Track) -> Flags:
    """(pictures, 33) true where a keypoint was found, not bridged."""
    return np.asarray((track.confidence >= LEAST_CONFIDENCE) & np.isfinite(track.points[..., 0]))


def measure_noise(track: Track, still: NDArray[np.intp]) -> PoseNoise:
    """From the last pictures (indices) in which the golfer stood still; usual values where they are too
    few.
    """
    still = still[-MOST_STILL:]
    points = np.where(seen(track)[still][..., None], track.points[still], np.nan)
    trunk = kinematics.compute_trunk_length(points if len(still) else track.points)
    confidence = _median(track.confidence[still]) if len(still) else np.full(len(KEYPOINTS), 0.8)
    usual = PoseNoise(np.full(len(KEYPOINTS), USUAL * trunk), confidence, USUAL_CORRELATION, trunk)
    if len(still) < LEAST_STILL:
        return usual
    left = _without_trend(points)
    filled = np.nan_to_num(left)
    power = float((filled**2).sum())
    agreement = float((filled[1:] * filled[:-1]).sum()) / power if power > 0 else 0.0
    correlation = _unbiased(agreement, len(still))
    spread = np.sqrt(_mean_square(left) / _share_left(len(still), correlation))
    spread = np.fmax(spread, LEAST * trunk)
    return PoseNoise(np.where(np.isfinite(spread), spread, usual.sigma_px), confidence, correlation, trunk)


def _without_trend(points: Array) -> Array:
    """What a straight line through each coordinate leaves, (pictures, 33, 2)."""
    flat = points.reshape(len(points), -1)
    whole = np.isfinite(flat).all(axis=0)
    left = np.full_like(flat, np.nan)
    line = np.stack([np.ones(len(flat)), np.linspace(-1, 1, len(flat))], axis=1)
    fit = line @ np.linalg.lstsq(line, flat[:, whole], rcond=None)[0]
    left[:, whole] = flat[:, whole] - fit
    return left.reshape(points.shape)


def _mean_square(left: Array) -> Array:
    """(33,) over pictures, coordinates and both sides, which tremble alike."""
    own = (left**2).mean(axis=(0, 2))
    return np.asarray((own + own[OTHER_SIDE]) / 2)


def _unbiased(agreement: float, count: int) -> float:
    """The correlation whose estimate, from so many pictures with a line taken out, is expected to be this."""
    candidates = np.linspace(0.0, MOST_CORRELATION, 31)
    expected = np.array([_expected_agreement(count, each) for each in candidates])
    return float(np.interp(agreement, expected, candidates))


def _residual(count: int, correlation: float) -> Array:
    """(pictures, pictures) covariance of trembling of variance 1 with a straight line taken out."""
    line = np.stack([np.ones(count), np.linspace(-1, 1, count)], axis=1)
    rest = np.eye(count) - line @ np.linalg.pinv(line)
    apart = np.abs(np.subtract.outer(np.arange(count), np.arange(count)))
    return np.asarray(rest @ correlation**apart @ rest)


def _share_left(count: int, correlation: float) -> float:
    return max(float(np.trace(_residual(count, correlation))) / count, 0.05)


def _expected_agreement(count: int, correlation: float) -> float:
    left = _residual(count, correlation)
    return float(np.trace(left, offset=1) / np.trace(left))


def _median(values: Array) -> Array:
    return np.asarray(np.median(values, axis=0))
