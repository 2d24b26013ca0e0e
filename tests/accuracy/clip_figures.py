"""Figures of the labelled clips, from their scores."""

from collections.abc import Sequence

import numpy as np

from tests.accuracy.figures import Figures
from tests.accuracy.rule import LABELLED, ClipScore


def clip_figures(scores: Sequence[ClipScore]) -> Figures:
    """pce: share of all labelled events that are right, percent; six: the same without address and finish."""
    events = [event for each in scores for event in each.events]
    tempos = [tempo for each in scores for tempo in each.tempos]
    widths = [tempo.width for tempo in tempos if tempo.width is not None]
    found = {
        "all.pce": _percent([event.right for event in events]),
        "six.pce": _percent([event.right for event in events if event.event not in ("address", "finish")]),
        "view.right": _percent([right for each in scores for right in each.views]),
        "handedness.right": _percent([right for each in scores for right in each.hands]),
        "swings.invented": float(sum(each.invented for each in scores)),
        "swings.not_found": float(sum(each.missed for each in scores)),
        "events.invented": float(sum(each.invented_events for each in scores)),
        "tempo.right": _percent([tempo.inside for tempo in tempos]),
        "tempo_interval.right": _percent([tempo.agrees for tempo in tempos]),
        "tempo_interval.width": float(np.median(widths)) if widths else float("nan"),
    }
    for name in LABELLED:
        found[f"{name}.pce"] = _percent([event.right for event in events if event.event == name])
    return found


def _percent(values: Sequence[bool]) -> float:
    return 100 * float(np.mean(values)) if values else float("nan")
