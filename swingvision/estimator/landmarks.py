"""The body's landmarks in a square crop: BlazePose's landmark model and its heat maps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from swingvision.estimator.region import CROP_PX, crop, to_frame
from swingvision.estimator.session import Session
from swingvision.pose import Region
from swingvision.stopwatch import stage

OUTPUTS = ["landmarks", "presence", "heat_maps"]
HEAT_MAP = 64
LANDMARKS = 39
WINDOW = 7
REFINE_LIMIT = 0.5
_REACH = np.arange(WINDOW) - WINDOW // 2


@dataclass(frozen=True, slots=True)
class Landmarks:
    """points: (39, 2) px of the frame: 33 keypoints, then auxiliary ones. confidence: (39,), 0 to 1.
    presence: 0 to 1, whether there is a body in the crop at all."""

    points: NDArray[np.float64]
    confidence: NDArray[np.float64]
    presence: float


class LandmarkModel:
    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, image: NDArray[np.uint8], region: Region) -> Landmarks:
        with stage("crop"):
            square = crop(image, region, CROP_PX)[None, :, :, ::-1].astype(np.float32)
            square *= 1 / 255
        with stage("infer"):
            outputs = self._session.run(OUTPUTS, square)
        with stage("post"):
            points, confidence, presence = read_outputs(outputs)
            return Landmarks(to_frame(region, points), confidence, presence)


def read_outputs(
    outputs: Sequence[NDArray[np.float32]],
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """The refined points, (39, 2) from 0 to 1 of the crop, their confidence, (39,), and the presence.

    outputs: of the model, in the order of OUTPUTS.
    """
    raw, presence, heat_maps = outputs
    coarse = raw.reshape(LANDMARKS, 5)[:, :2] / CROP_PX
    return *refine(coarse, heat_maps[0]), float(presence[0, 0])


def refine(
    points: NDArray[np.floating], heat_maps: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Moves each point to the centre of mass of its heat map in a 7 x 7 window round it.

    points: (n, 2), 0 to 1. heat_maps: (64, 64, n) logits. Returns the points, (n, 2), and the height of the
    highest peak in each window, (n,), 0 to 1. A point stays where it is when that peak is below 0.5 or when
    it lies outside the map (its window is then the nearest one inside, and its height says how little is
    known).
    """
    size = heat_maps.shape[0]
    cells = np.floor(np.asarray(points, np.float64) * size).astype(np.int64)
    inside = np.all((cells >= 0) & (cells < size), axis=1)
    columns, rows = (np.clip(cells, 0, size - 1)[:, axis, None] + _REACH for axis in (0, 1))
    valid = ((rows >= 0) & (rows < size))[:, :, None] & ((columns >= 0) & (columns < size))[:, None, :]
    which = np.arange(len(cells))[:, None, None]
    logits = heat_maps[rows.clip(0, size - 1)[:, :, None], columns.clip(0, size - 1)[:, None, :], which]
    heat = np.where(valid, expit(logits.astype(np.float64)), 0)
    peak = heat.max(axis=(1, 2))
    mass = heat.sum(axis=(1, 2))
    x = (heat.sum(axis=1) * columns).sum(axis=1) / mass / size
    y = (heat.sum(axis=2) * rows).sum(axis=1) / mass / size
    moved = (inside & (peak >= REFINE_LIMIT))[:, None]
    return np.where(moved, np.stack([x, y], axis=1), points), peak
