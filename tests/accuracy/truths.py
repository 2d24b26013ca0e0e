"""The true numbers of a virtual golfer, by the names that reports use."""

import numpy as np

from tests.helpers.golfer import truth_of
from tests.helpers.golfer.conditions import Golfer
from tests.helpers.golfer.metric_truth import metric_truth


def true_metrics(golfer: Golfer) -> dict[str, float]:
    """Every metric whose truth is known for the golfer's view; NaN truths are left out."""
    truth = truth_of(golfer.swing, golfer.camera)
    found = {
        "tempo_ratio": truth.tempo_ratio,
        "backswing_s": truth.backswing_s,
        "downswing_s": truth.downswing_s,
        "follow_through_s": truth.events["finish"] - truth.events["impact"],
    }
    found |= metric_truth(golfer.swing, truth, golfer.view)
    return {name: float(value) for name, value in found.items() if np.isfinite(value)}
