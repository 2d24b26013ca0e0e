"""Names for people: events and metrics as the kiosk and the command line call them."""

from swingvision.metric_table import METRICS, Group
from swingvision.report import EventName, Metric
from swingvision.wording import amount, with_unit

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
GROUPS: dict[Group, str] = {"timing": "Timing", "plane": "Plane", "body": "Body"}


def metric_group(key: str) -> Group:
    return METRICS[key].group if key in METRICS else "body"


def value_text(metric: Metric) -> str:
    if metric.value is None:
        return "withheld"
    return with_unit(metric.value, metric.unit)


def interval_text(metric: Metric) -> str:
    if metric.low is None or metric.high is None:
        return ""
    return f"{amount(metric.low, metric.unit)} – {amount(metric.high, metric.unit)}"
