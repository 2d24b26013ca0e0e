"""The drawn golf crops that models are calibrated and judged on."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.factory.fetch import RecipeError

CROPS = "golf-crops.npz"
PARTS = ("calibration", "held_out", "still")


@dataclass(frozen=True, slots=True)
class Crops:
    """RGB crops as the landmark models see them, other golfers in each.

    calibration, held_out: (crops, 256, 256, 3). still: (golfers, frames, 256, 256, 3), who stand at address.
    sha256: of those to calibrate with.
    """

    calibration: NDArray[np.uint8]
    held_out: NDArray[np.uint8]
    still: NDArray[np.uint8]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.calibration.tobytes()).hexdigest()


def read_crops(path: Path) -> Crops:
    """Raises RecipeError when the file is not there or is not what the golfer's module writes."""
    try:
        with np.load(path) as held:
            crops = Crops(**{name: held[name] for name in PARTS})
    except FileNotFoundError:
        raise RecipeError(
            f"{path}: expected drawn golf crops, found no such file; make models draws them"
        ) from None
    except (OSError, KeyError, ValueError) as error:
        raise RecipeError(
            f"{path}: expected drawn golf crops: {error}; remove it, make models draws them again"
        ) from None
    return crops


def as_input(crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(256, 256, 3) uint8 as a landmark model takes it, (1, 256, 256, 3) from 0 to 1."""
    picture = crop[None].astype(np.float32)
    picture *= 1 / 255
    return picture
