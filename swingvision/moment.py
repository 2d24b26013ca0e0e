"""When something happened, and how sure that is."""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True, slots=True)
class Moment:
    """A time with one standard deviation, seconds."""

    time_s: float
    sigma_s: float

    def doubted(self, sigma_s: float) -> "Moment":
        """The same with one more doubt, independent of the others."""
        return replace(self, sigma_s=float(np.hypot(self.sigma_s, sigma_s)))
