"""Where people are in a whole frame: BlazePose's single-shot detector."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from swingvision.estimator.region import region_of
from swingvision.estimator.session import Session
from swingvision.pose import Region
from swingvision.stopwatch import stage

INPUT_PX = 224
STRIDES_PX = (8, 16, 32, 32, 32)
ANCHORS_PER_CELL = 2
SCORE_LIMIT = 0.5
OVERLAP_LIMIT = 0.3


@dataclass(frozen=True, slots=True)
class Person:
    """score: 0 to 1. region: the square that the landmark model wants to see."""

    score: float
    region: Region


def make_anchors() -> NDArray[np.float32]:
    """Centres of the detector's boxes, (2254, 2), 0 to 1: two a cell of each layer's grid."""
    layers = []
    for stride in STRIDES_PX:
        cells = INPUT_PX // stride
        y, x = np.mgrid[:cells, :cells]
        grid = (np.stack([x, y], axis=-1).reshape(-1, 2) + 0.5) / cells
        layers.append(np.repeat(grid, ANCHORS_PER_CELL, axis=0))
    return np.concatenate(layers).astype(np.float32)


class PersonDetector:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._anchors = make_anchors()

    def __call__(self, image: NDArray[np.uint8]) -> list[Person]:
        """The people in a (height, width, 3) BGR picture, best score first."""
        with stage("search"):
            return self._find(image)

    def _find(self, image: NDArray[np.uint8]) -> list[Person]:
        picture, scale, offset = letterbox(image)
        boxes, logits = self._session.run(["boxes", "scores"], picture)
        scores = expit(logits[0, :, 0])
        kept = scores >= SCORE_LIMIT
        points = self._decode(boxes[0, kept], self._anchors[kept])
        people = []
        for score, merged in suppress(points, scores[kept]):
            hips, rim = (merged[2:4] * INPUT_PX - offset) / scale
            region = region_of(hips, rim)
            if region is not None:
                people.append(Person(score, region))
        return people

    @staticmethod
    def _decode(raw: NDArray[np.float32], anchors: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n, 12) of the model -> (n, 6, 2), 0 to 1: box corners, then four alignment points."""
        pairs = raw.reshape(-1, 6, 2) / np.float32(INPUT_PX)
        pairs[:, [0, 2, 3, 4, 5]] += anchors[:, None]
        centre, half = pairs[:, 0].copy(), pairs[:, 1] / 2
        pairs[:, 0], pairs[:, 1] = centre - half, centre + half
        return pairs


def letterbox(image: NDArray[np.uint8]) -> tuple[NDArray[np.float32], float, NDArray[np.float64]]:
    """The picture fitted into the model's square with black bars, (1, 224, 224, 3) RGB from -1 to 1.

    With the scale and the (2,) offset that lead there: model px = frame px * scale + offset.
    """
    height, width = image.shape[:2]
    scale = INPUT_PX / max(height, width)
    offset = (INPUT_PX - np.array([width, height]) * scale) / 2
    matrix = np.array([[scale, 0, offset[0]], [0, scale, offset[1]]])
    small = cv2.warpAffine(image, matrix, (INPUT_PX, INPUT_PX), flags=cv2.INTER_LINEAR)
    picture = np.asarray(small[None, :, :, ::-1], np.float32)
    return picture * np.float32(1 / 127.5) - np.float32(1), scale, offset


def suppress(
    points: NDArray[np.float32], scores: NDArray[np.float32]
) -> list[tuple[float, NDArray[np.float32]]]:
    """Non-maximum suppression that blends the boxes of one person by score (Bazarevsky et al. 2019,
    "BlazeFace", section 4): (score, (6, 2)) of each person, best first."""
    order = np.argsort(-scores, kind="stable")
    people = []
    while len(order):
        same = overlap(points[order[0]], points[order]) > OVERLAP_LIMIT
        same[0] = True
        members = order[same]
        blended = np.average(points[members], axis=0, weights=scores[members])
        people.append((float(scores[order[0]]), blended.astype(np.float32)))
        order = order[~same]
    return people


def overlap(one: NDArray[np.float32], many: NDArray[np.float32]) -> NDArray[np.float32]:
    """Intersection over union of one box with (n,) others; rows 0 and 1 of each are opposite corners."""
    sides = np.minimum(one[1], many[:, 1]) - np.maximum(one[0], many[:, 0])
    shared = np.prod(np.maximum(sides, 0), axis=1)
    areas = np.prod(many[:, 1] - many[:, 0], axis=1) + np.prod(one[1] - one[0])
    return np.asarray(shared / np.maximum(areas - shared, np.finfo(np.float32).tiny))
