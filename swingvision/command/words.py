"""Names for people: events and metrics as the kiosk and the command line call them."""

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
}
DECIMALS = {"s": 2, "ratio": 1, "deg": 0, "trunk_lengths": 2, "shoulder_widths": 2}


def metric_title(key: str) -> str:
    """`hogan_plane_deg` becomes `Hogan plane`: the unit stands with the value."""
    words = key.removesuffix("_deg").removesuffix("_s").split("_")
    return " ".join(words).capitalize()


def number(metric: Metric, value: float) -> str:
    return f"{value:.{DECIMALS[metric.unit]}f}"


def value_text(metric: Metric) -> str:
    if metric.value is None:
        return "withheld"
    return number(metric, metric.value) + UNITS[metric.unit]


def interval_text(metric: Metric) -> str:
    if metric.low is None or metric.high is None:
        return ""
    return f"{number(metric, metric.low)} – {number(metric, metric.high)}"
