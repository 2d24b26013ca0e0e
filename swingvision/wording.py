"""How numbers and sides are said: the words that cue, comparison, command line and tables share."""

import math

from swingvision.metric_table import METRICS
from swingvision.report import EventName, Handedness, Metric

UNITS = {
    "s": " s",
    "ratio": " to 1",
    "deg": "°",
    "trunk_lengths": " trunk lengths",
    "shoulder_widths": " shoulder widths",
    "share": "",
    "frames_at_30": "",
}
DECIMALS = {"s": 2, "ratio": 1, "deg": 0, "trunk_lengths": 2, "shoulder_widths": 2, "share": 2}
MOMENTS: dict[EventName, str] = {
    "address": "at address",
    "takeaway": "at takeaway",
    "toe_up": "at toe up",
    "mid_backswing": "half way back",
    "top": "at the top",
    "mid_downswing": "half way down",
    "impact": "at impact",
    "mid_follow_through": "half way through",
    "finish": "at the finish",
}
SMALL_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def metric_title(key: str) -> str:
    """As the table of metrics calls it; a name from another version in its own words."""
    return METRICS[key].title if key in METRICS else key.replace("_", " ").capitalize()


def amount(value: float, unit: str) -> str:
    """A number without its unit, at the digits that the unit deserves; a tempo class by its name, 21:7."""
    if unit == "frames_at_30":
        return f"{value:.0f}:{value / 3:.0f}"
    digits = DECIMALS.get(unit, 2)
    # Adding zero leaves no minus in front of one.
    return f"{round(value, digits) + 0.0:.{digits}f}"


def with_unit(value: float, unit: str) -> str:
    return amount(value, unit) + UNITS.get(unit, f" {unit.replace('_', ' ')}")


def describe(name: str, metric: Metric) -> str:
    """A number in words, with its interval: "Tempo ratio 2.1 ± 0.2". Raises ValueError when withheld."""
    if metric.value is None or metric.low is None or metric.high is None:
        raise ValueError(f"{name} is withheld: {metric.withheld}")
    spread = half_width(metric.high - metric.value, metric.value - metric.low, metric.unit)
    unit = "" if metric.unit == "ratio" else UNITS.get(metric.unit, f" {metric.unit}")
    apparent = ", apparent" if metric.apparent else ""
    return f"{metric_title(name)} {amount(metric.value, metric.unit)} ± {spread}{unit}{apparent}"


def half_width(above: float, below: float, unit: str) -> str:
    """The wider half of an interval, never rounded down to a false certainty."""
    digits = DECIMALS.get(unit, 2)
    steps = math.ceil(max(above, below) * 10**digits - 0.05)
    return f"{max(steps, 1) / 10**digits:.{digits}f}"


def count(number: int) -> str:
    """Small numbers in letters."""
    return SMALL_NUMBERS[number] if number < len(SMALL_NUMBERS) else str(number)


def own_side(text: str, handedness: Handedness) -> str:
    """{lead} and {trail} as this golfer's left and right."""
    lead, trail = ("left", "right") if handedness == "right" else ("right", "left")
    return text.replace("{lead}", lead).replace("{trail}", trail)
