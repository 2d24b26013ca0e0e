"""How the moments of a swing lie in time to each other: 1,400 swings of 246 tour professionals.

Computed from the event labels of GolfDB (McNally et al. 2019, "GolfDB: A Video Database for Golf Swing
Sequencing"), real-time footage, all clubs. Every entry is a ratio of durations, so it holds in slow motion
too.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from swingvision.report import View

Array = NDArray[np.float64]
Ratio = Literal["tempo", "toe_up", "mid_backswing", "mid_downswing", "mid_follow_through", "finish"]

_P95_IN_SIGMAS = 1.645
# Amateurs stray farther than the professionals counted here: Student's t with so many degrees of freedom.
FREEDOM = 3.0


@dataclass(frozen=True, slots=True)
class Spread:
    """5th, 50th and 95th percentile of a ratio."""

    p5: float
    p50: float
    p95: float

    def log_likelihood(self, ratio: Array) -> Array:
        """Of a t distribution of the logarithm with its own width to either side; -inf at or below zero."""
        with np.errstate(divide="ignore", invalid="ignore"):
            off = np.log(ratio / self.p50)
        below, above = np.log(self.p50 / self.p5), np.log(self.p95 / self.p50)
        sigmas = off * _P95_IN_SIGMAS / np.where(off < 0, below, above)
        return np.where(ratio > 0, -0.5 * (FREEDOM + 1) * np.log1p(sigmas**2 / FREEDOM), -np.inf)


# tempo: address..top / top..impact. mid_backswing: share of address..top. toe_up: share of
# address..mid_backswing (the quotient of both medians; its width from those of both). mid_downswing: share of
# top..impact. mid_follow_through, finish: time since impact / top..impact.
PRIORS: dict[View, dict[Ratio, Spread]] = {
    "face_on": {
        "tempo": Spread(2.56, 3.75, 5.821),
        "toe_up": Spread(0.62, 0.735, 0.86),
        "mid_backswing": Spread(0.625, 0.719, 0.8),
        "mid_downswing": Spread(0.429, 0.556, 0.667),
        "mid_follow_through": Spread(0.182, 0.271, 0.486),
        "finish": Spread(1.712, 2.625, 4.0),
    },
    "down_the_line": {
        "tempo": Spread(2.625, 3.437, 5.333),
        "toe_up": Spread(0.6, 0.722, 0.86),
        "mid_backswing": Spread(0.6, 0.692, 0.803),
        "mid_downswing": Spread(0.429, 0.571, 0.667),
        "mid_follow_through": Spread(0.222, 0.286, 0.468),
        "finish": Spread(1.857, 2.667, 4.143),
    },
    "other": {
        "tempo": Spread(2.5, 3.171, 4.857),
        "toe_up": Spread(0.61, 0.743, 0.86),
        "mid_backswing": Spread(0.591, 0.696, 0.789),
        "mid_downswing": Spread(0.429, 0.571, 0.7),
        "mid_follow_through": Spread(0.222, 0.286, 0.429),
        "finish": Spread(1.702, 2.625, 3.888),
    },
}
