"""When something happened, and how sure that is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """A time with one standard deviation, seconds."""

    time_s: float
    sigma_s: float
