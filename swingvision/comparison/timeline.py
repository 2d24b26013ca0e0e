"""Two swings on one clock: piecewise linear between the events that both show."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.comparison.report import Phase
from swingvision.report import EVENT_NAMES, Event, EventName, Events

Array = NDArray[np.float64]

PHASES: dict[Phase, tuple[EventName, EventName]] = {
    "backswing": ("takeaway", "top"),
    "downswing": ("top", "impact"),
    "follow_through": ("impact", "finish"),
}
# Moments from one event to the next.
STEPS = 4


@dataclass(frozen=True, slots=True)
class Timeline:
    """events: (n) that both swings show, in order. time_s, sigma_s: (2, n), first and second swing."""

    events: tuple[EventName, ...]
    time_s: Array
    sigma_s: Array

    def grid(self) -> tuple[Array, Array]:
        """Moments on the common clock (whole numbers are events), their times in both swings (2, moments)."""
        clock = np.linspace(0, len(self.events) - 1, STEPS * (len(self.events) - 1) + 1)
        return clock, self.at(clock)

    def at(self, clock: Array) -> Array:
        """(2, moments) seconds in each swing."""
        return np.stack([np.interp(clock, np.arange(len(self.events)), row) for row in self.time_s])

    def doubt_s(self, clock: Array) -> Array:
        """(2, moments) one standard deviation of those times."""
        return np.stack([np.interp(clock, np.arange(len(self.events)), row) for row in self.sigma_s])

    def second_s(self, first_s: float) -> float:
        """The second swing's time at the first's; before and after the events at the first's own pace."""
        first, second = self.time_s
        outside = min(first_s - float(first[0]), 0.0) + max(first_s - float(first[-1]), 0.0)
        return float(np.interp(first_s, first, second)) + outside

    def of_phase(self, phase: Phase, clock: Array) -> NDArray[np.bool_] | None:
        """(moments,) those inside the phase; None where one of its ends is not in both swings."""
        start, end = PHASES[phase]
        if start not in self.events or end not in self.events:
            return None
        return (clock >= self.events.index(start)) & (clock <= self.events.index(end))


def common_timeline(first: Events, second: Events) -> Timeline:
    """Events whose order the times do not keep are left out: nothing lies between them."""
    names: list[EventName] = []
    kept: list[tuple[Event, Event]] = []
    for name in EVENT_NAMES:
        one: Event | None = getattr(first, name)
        other: Event | None = getattr(second, name)
        if one is None or other is None:
            continue
        if kept and (one.time_s <= kept[-1][0].time_s or other.time_s <= kept[-1][1].time_s):
            continue
        names.append(name)
        kept.append((one, other))
    return Timeline(
        tuple(names),
        np.array([[pair[k].time_s for pair in kept] for k in (0, 1)]),
        np.array([[pair[k].uncertainty_s for pair in kept] for k in (0, 1)]),
    )
