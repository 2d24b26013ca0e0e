"""Why a metric is withheld, in words: the reasons that several metrics share."""

from swingvision.metric_table import METRICS
from swingvision.report import View

NO_BASELINE = "the golfer was not seen standing still before the swing"
TOO_FEW_PICTURES = "too few pictures between top and impact"
TOO_UNSURE = "not seen well enough: the interval is too wide"
IMPLAUSIBLE = "no body does that: not read right"
ONLY: dict[tuple[View, ...], str] = {
    ("face_on",): "needs the view from the front",
    ("down_the_line",): "needs the view down the line",
    ("face_on", "down_the_line"): "needs the view from the front or down the line",
}


def refuse_view(name: str, view: View) -> str | None:
    views = METRICS[name].views
    return None if view in views else ONLY[views]
