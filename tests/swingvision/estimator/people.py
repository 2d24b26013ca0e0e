"""Pictures with a drawn person in them, and models that are loaded once."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.factory.figures import figures
from swingvision.estimator import PoseEstimator
from swingvision.frame import Frame

# A figure of the recipe that the detector and both landmark models see clearly.
CLEAR = 4
STEP_NS = 16_666_667
TORSO = [11, 12, 23, 24]


def canvas(width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    return np.full((height, width, 3), (120, 130, 125), np.uint8)


def person(x: int = 140, y: int = 60, side: int = 360, figure: int = CLEAR) -> NDArray[np.uint8]:
    """BGR, 640 x 480, the figure's square at (x, y)."""
    return add_person(canvas(), x, y, side, figure)


def add_person(image: NDArray[np.uint8], x: int, y: int, side: int, figure: int = CLEAR) -> NDArray[np.uint8]:
    image[y : y + side, x : x + side] = cached_figures(side)[figure][:, :, ::-1]
    return image


def frame(image: NDArray[np.uint8], index: int = 0, time_ns: int | None = None) -> Frame:
    return Frame(index, index * STEP_NS if time_ns is None else time_ns, image)


@cache
def cached_figures(side: int) -> list[NDArray[np.uint8]]:
    return figures(side)


@cache
def shared_estimator() -> PoseEstimator:
    """`full` on one thread; whoever tracks with it calls reset first."""
    return PoseEstimator(provider="cpu")
