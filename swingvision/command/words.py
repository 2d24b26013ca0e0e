"""Names for people: events and metrics as the kiosk and the command line call them."""

from swingvision.metric_table import METRICS, Group
from swingvision.report import EventName, Metric

EVENTS: dict[EventName, str] = {
    "address": "Address",
    "takeaway": "Takeaway",
    "toe_up": "Toe up",
    "mid_backswing": "Mid back",
    "top": "Top",
    "mid_downswing": "Mid down",
    "impact": "Impact",
    "mid_follow_through": "Mid through",
    "finish": "Finish",
}
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
GROUPS: dict[Group, str] = {"timing": "Timing", "plane": "Plane", "body": "Body"}


def metric_title(key: str) -> str:
    """As the table of metrics calls it; a name from another version in its own words."""
    return METRICS[key].title if key in METRICS else key.replace("_", " ").capitalize()


def metric_group(key: str) -> Group:
    return METRICS[key].group if key in METRICS else "body"


def number(metric: Metric, value: float) -> str:
    if metric.unit == "frames_at_30":
        return f"{value:.0f}:{value / 3:.0f}"
    # Adding zero leaves no minus in front of one.
    return f"{round(value, DECIMALS[metric.unit]) + 0.0:.{DECIMALS[metric.unit]}f}"


def value_text(metric: Metric) -> str:
    if metric.value is None:
        return "withheld"
    return number(metric, metric.value) + UNITS[metric.unit]


def interval_text(metric: Metric) -> str:
    if metric.low is None or metric.high is None:
        return ""
    return f"{number(metric, metric.low)} – {number(metric, metric.high)}"
