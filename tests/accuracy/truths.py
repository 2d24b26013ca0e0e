"""The true numbers of a virtual golfer, by the names that reports use."""

from importlib import import_module
from importlib.util import find_spec

import numpy as np

from tests.helpers.golfer import truth_of
from tests.helpers.golfer.conditions import Golfer

BODY_TRUTHS = "tests.helpers.golfer.metric_truth"


def true_metrics(golfer: Golfer) -> dict[str, float]:
    """Every metric whose truth is known for the golfer's view; NaN truths are left out."""
    truth = truth_of(golfer.swing, golfer.camera)
    found = {
        "tempo_ratio": truth.tempo_ratio,
        "backswing_s": truth.backswing_s,
        "downswing_s": truth.downswing_s,
        "follow_through_s": truth.events["finish"] - truth.events["impact"],
        "hand_path_plane_deg": truth.hand_path_plane_deg,
        "over_the_top": truth.over_the_top,
    }
    if find_spec(BODY_TRUTHS) is not None:
        found |= _of_view(import_module(BODY_TRUTHS).metric_truth(golfer.swing, truth.events), golfer.view)
    return {name: float(value) for name, value in found.items() if np.isfinite(value)}


def _of_view(truths: dict[str, float], view: str) -> dict[str, float]:
    """A truth that the view decides is named with it: "lead_arm_deg face_on"."""
    plain = {name: value for name, value in truths.items() if " " not in name}
    own = {name.split()[0]: value for name, value in truths.items() if name.endswith(f" {view}")}
    return plain | own
