"""Thin lines through the hands: evidence along straight stripes at every angle."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Grey = NDArray[np.float32]

# A shaft is a line that is brighter or darker than what lies this many px to both of its sides; the wider
# one is for the grip and for a shaft that was moving.
FLANKS = (2, 4)
REACH = max(FLANKS)
# Contrast counts in units of the scene's own noise (grey levels, at least), up to so many, and what is below
# one is evidence against a line.
LEAST_NOISE, MOST_CONTRAST, ENOUGH = 1.5, 4.0, 1.0


@dataclass(frozen=True, slots=True)
class Fan:
    """angles: (a,) degrees counter-clockwise from +x. offsets: (o,) px to their left, one px apart.

    radii: (r,) px from the origin.
    """

    angles: Array
    offsets: Array
    radii: Array

    def sample(self, picture: Grey, origin: Array) -> Grey:
        """(a, o + 2 REACH, r) grey levels along the stripes, with their flanks; y of the picture is down."""
        wide = np.concatenate(
            [
                self.offsets[0] - np.arange(REACH, 0, -1),
                self.offsets,
                self.offsets[-1] + np.arange(1, REACH + 1),
            ]
        )
        turn = np.radians(self.angles)[:, None, None]
        aside, along = wide[None, :, None], self.radii[None, None, :]
        x = origin[0] + along * np.cos(turn) - aside * np.sin(turn)
        y = origin[1] - along * np.sin(turn) - aside * np.cos(turn)
        shape = (len(self.angles) * len(wide), len(self.radii))
        across, down = (part.reshape(shape).astype(np.float32) for part in (x, y))
        found = cv2.remap(picture, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(found.reshape(x.shape), np.float32)

    def ends(self, origin: Array, angle_deg: float, offset: float, radii: Array) -> Array:
        """(n, 2) px: points of one stripe at the radii (n,)."""
        turn = np.radians(angle_deg)
        along, aside = np.array([np.cos(turn), -np.sin(turn)]), np.array([-np.sin(turn), -np.cos(turn)])
        return np.asarray(origin + offset * aside + np.asarray(radii)[:, None] * along)


def ridge(stripes: Grey, flank: int) -> Grey:
    """(a, o, r): by how much a place is brighter (+) or darker (-) than both its flanks; an edge gives 0."""
    count = stripes.shape[1]
    middle = stripes[:, REACH : count - REACH]
    left, right = (stripes[:, REACH + side : count - REACH + side] for side in (-flank, flank))
    bright = np.maximum(middle - np.maximum(left, right), 0)
    dark = np.maximum(np.minimum(left, right) - middle, 0)
    return np.asarray(bright - dark, np.float32)


def noise_of(stripes: Grey) -> float:
    """Standard deviation, robust, of the difference between a place and the mean of its flanks."""
    count, flank = stripes.shape[1], FLANKS[0]
    sides = (
        stripes[:, REACH - flank : count - REACH - flank] + stripes[:, REACH + flank : count - REACH + flank]
    )
    return max(LEAST_NOISE, 1.48 * float(np.median(np.abs(stripes[:, REACH : count - REACH] - sides / 2))))


def line_evidence(there: Grey, appeared: Grey) -> Grey:
    """(a, o, r), 0 to MOST_CONTRAST: a thin line in the picture that is a line of its change, too.

    there: stripes of the picture; appeared: of its difference to another one in which the line is missing.
    """
    found = np.zeros(ridge(there, FLANKS[0]).shape, np.float32)
    for flank in FLANKS:
        now, change = ridge(there, flank), ridge(appeared, flank)
        both = np.where(now * change > 0, np.minimum(np.abs(now), np.abs(change)), 0)
        found = np.maximum(found, both)
    return np.asarray(np.minimum(found / noise_of(appeared), MOST_CONTRAST), np.float32)


def best_stretch(evidence: Grey) -> tuple[Array, NDArray[np.intp], NDArray[np.intp]]:
    """The stretch along the last axis with the largest sum of evidence over ENOUGH: sum, first, last index.

    Kadane's scan, all lines at once.
    """
    shape = evidence.shape[:-1]
    run, best = np.zeros(shape), np.zeros(shape)
    start, first, last = (np.zeros(shape, np.intp) for _ in range(3))
    for k in range(evidence.shape[-1]):
        fresh = run <= 0
        start[fresh] = k
        run[fresh] = 0
        run += evidence[..., k] - ENOUGH
        better = run > best
        best[better], first[better], last[better] = run[better], start[better], k
    return best, first, last
