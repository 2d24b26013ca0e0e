"""How alike a golfer's swings are: the spread of each grade-A metric over swings with one club, without the
camera's own error.

What is measured scatters more than the golfer does: the variances add. So each swing's own measurement
variance, from its 95 % interval, is taken off the variance of the values (method of moments, as in the
random-effects model of DerSimonian and Laird 1986). How sure the rest is follows from the number of
swings: a sample variance scatters as chi squared does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from swingvision.interval import Z95
from swingvision.metric_table import METRICS
from swingvision.report import Metric, Unit

Array = NDArray[np.float64]

LEAST_SWINGS = 5
TOO_FEW_SWINGS = f"too few swings: at least {LEAST_SWINGS} with one club"
MIXED_UNITS = "measured from different views"
# A coefficient of variation of a value that may be zero says nothing: durations and the ratio have one.
WITH_CV: tuple[Unit, ...] = ("s", "ratio")


@dataclass(frozen=True, slots=True)
class Spread:
    """A metric over several swings.

    sd: the golfer's own, in the metric's unit, 0 where the measurement explains all of the scatter; low
    and high: its 95 % interval. cv: sd / mean, None where the metric may be zero. noise_sd: the
    measurement's part, root mean square. withheld: the reason in words; everything else but count is then
    None.
    """

    count: int
    unit: Unit
    mean: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    cv: float | None = None
    noise_sd: float | None = None
    withheld: str | None = None


def measure_consistency(swings: Sequence[dict[str, Metric]]) -> dict[str, Spread]:
    """Every grade-A metric of swings with one club, by name; each from the swings in which it was shown."""
    names = [name for name, facts in METRICS.items() if facts.grade == "A" and facts.unit != "frames_at_30"]
    return {
        name: measure_spread([swing[name] for swing in swings if name in swing], METRICS[name].unit)
        for name in names
    }


def measure_spread(metrics: Sequence[Metric], unit: Unit) -> Spread:
    """unit: what to name where there is no metric to ask."""
    known = [metric for metric in metrics if metric.value is not None]
    if len(known) < LEAST_SWINGS:
        return Spread(len(known), unit, withheld=TOO_FEW_SWINGS)
    if len({metric.unit for metric in known}) > 1:
        return Spread(len(known), unit, withheld=MIXED_UNITS)
    values = np.array([metric.value for metric in known], np.float64)
    noise = np.array([_sigma(metric) for metric in known])
    mean, noise_variance = float(values.mean()), float(np.mean(noise**2))
    left = np.maximum(np.array(variance_interval(values)) - noise_variance, 0.0)
    low, own, high = (float(sd) for sd in np.sqrt(left))
    unit = known[0].unit
    cv = own / mean if unit in WITH_CV and mean > 0 else None
    return Spread(len(known), unit, mean, own, low, high, cv, float(np.sqrt(noise_variance)))


def variance_interval(values: Array) -> tuple[float, float, float]:
    """The sample variance between its 95 % limits, of values from one normal distribution."""
    freedom = len(values) - 1
    variance = float(values.var(ddof=1))
    lower, upper = (float(chi2.ppf(share, freedom)) for share in (0.025, 0.975))
    return variance * freedom / upper, variance, variance * freedom / lower


def _sigma(metric: Metric) -> float:
    """One standard deviation of a shown metric, from its interval."""
    assert metric.low is not None and metric.high is not None
    return (metric.high - metric.low) / (2 * Z95)
