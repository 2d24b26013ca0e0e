"""Numbers with their 95 % intervals, or the reason in words why there is none."""

from swingvision.report import Grade, Metric, Unit

# Standard deviations to each side of a 95 % interval.
Z95 = 1.96


def shown(value: float, low: float, high: float, unit: Unit, grade: Grade, apparent: bool = False) -> Metric:
    return Metric(value=value, low=low, high=high, unit=unit, grade=grade, withheld=None, apparent=apparent)


def around(value: float, sigma: float, unit: Unit, grade: Grade, apparent: bool = False) -> Metric:
    """An interval of 1.96 standard deviations to each side."""
    return shown(value, value - Z95 * sigma, value + Z95 * sigma, unit, grade, apparent)


def withheld(reason: str, unit: Unit, grade: Grade) -> Metric:
    return Metric(value=None, low=None, high=None, unit=unit, grade=grade, withheld=reason)
