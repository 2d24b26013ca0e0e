"""The rows of the body: which formula at which moment, for whom it may be asked, and with what interval.

A row is withheld, in words, when the view is wrong, the golfer was not seen to stand still, an event or a
joint was not seen, pictures are too few, the interval says nothing, or no body does that.
"""

import numpy as np

from swingvision.body_rows import BODY_ROWS, BodyRow
from swingvision.body_spans import measure_early_extension, measure_finish_hold
from swingvision.interval import Z95, shown, withheld
from swingvision.kinematics import LEAD, TRAIL
from swingvision.metric_table import METRICS, MetricFacts
from swingvision.pose import KEYPOINT_INDEX
from swingvision.propagate import Estimate, propagate
from swingvision.refusals import IMPLAUSIBLE, NO_BASELINE, TOO_FEW_PICTURES, TOO_UNSURE, refuse_view
from swingvision.report import Metric, Unit
from swingvision.scene import Scene
from swingvision.sight import Sight
from swingvision.tempo import UNSEEN
from swingvision.track import Track

# Pictures between top and impact, at least, for a posture that lasts no longer than they do.
LEAST_PICTURES = 5
# Half an interval wider than this says nothing; a turn is read from its cosine, which is coarser.
WIDEST_TURN_DEG = 25.0
WIDEST: dict[Unit, float] = {"deg": 20.0, "shoulder_widths": 0.35, "trunk_lengths": 0.3, "share": 0.35}


def measure_body(scene: Scene, tail: Track | None = None) -> dict[str, Metric]:
    """Every row of the body, by name. tail: what was seen from the swing on, past its window."""
    rows = {row.name: measure_row(scene, row) for row in BODY_ROWS}
    rows["early_extension"] = measure_early_extension(scene)
    rows["finish_hold_s"] = measure_finish_hold(scene, tail or scene.track)
    return rows


def measure_row(scene: Scene, row: BodyRow) -> Metric:
    facts = METRICS[row.name]
    unit = facts.unit_in(scene.view)
    reason = refuse_view(row.name, scene.view) or _refuse_moment(scene, row)
    if reason is not None:
        return withheld(reason, unit, facts.grade)
    address, later = sights(scene, row)
    reason = _refuse_joints(row, address, later)
    if reason is not None:
        return withheld(reason, unit, facts.grade)
    return _tell(scene, row, facts, estimate(scene, row, address, later))


def estimate(scene: Scene, row: BodyRow, address: Sight, later: Sight) -> Estimate:
    """The row's formula with all its doubts; of a turn, its cosine."""
    side = scene.view == "down_the_line"
    formula = row.side_formula if side and row.side_formula else row.formula
    doubt = row.side if side and row.side else row.doubt
    found = propagate(formula, address, later, scene.mounting.roll_sigma_deg)
    parts = [found.sigma, doubt.posed, doubt.per_yaw_deg * scene.mounting.yaw_sigma_deg, doubt.near]
    return Estimate(found.value, float(np.linalg.norm(parts)))


def sights(scene: Scene, row: BodyRow) -> tuple[Sight, Sight]:
    """The body at address, or at the row's own moment where that is not needed, and at its moment."""
    later = scene.baseline if row.event is None else scene.at(row.event)
    address = scene.baseline if row.from_address else later
    assert address is not None and later is not None, "a row without its moment was refused"
    return address, later


def _tell(scene: Scene, row: BodyRow, facts: MetricFacts, found: Estimate) -> Metric:
    low, value, high = (found.value + sign * Z95 * found.sigma for sign in (-1, 0, 1))
    if row.turn:
        low, value, high = (float(np.degrees(np.arccos(np.clip(c, -1, 1)))) for c in (high, value, low))
    unit = facts.unit_in(scene.view)
    if not np.isfinite([low, value, high]).all() or not row.least <= value <= row.most:
        return withheld(IMPLAUSIBLE, unit, facts.grade)
    low, high = max(low, row.least), min(high, row.most)
    # To the farther end: an interval that the scale's end cuts off is no surer for that.
    if max(high - value, value - low) > (WIDEST_TURN_DEG if row.turn else WIDEST[unit]):
        return withheld(TOO_UNSURE, unit, facts.grade)
    return shown(value, low, high, unit, facts.grade, facts.grade != "A" and scene.mounting.apparent)


def _refuse_moment(scene: Scene, row: BodyRow) -> str | None:
    if row.event is not None and row.event not in scene.moments:
        return UNSEEN.get(row.event, f"{row.event.replace('_', ' ')} was not seen")
    if scene.baseline is None and row.from_address:
        return NO_BASELINE
    if row.event is not None and scene.downswing_s < LEAST_PICTURES * scene.track.interval_s:
        return TOO_FEW_PICTURES
    return None


def _refuse_joints(row: BodyRow, address: Sight, later: Sight) -> str | None:
    for joint in row.joints:
        both = [KEYPOINT_INDEX[f"{side}_{joint}"] for side in (LEAD, TRAIL)]
        if not (np.isfinite(address.points[both]).all() and np.isfinite(later.points[both]).all()):
            when = "address" if row.event is None else row.event.replace("_", " ")
            return f"the {joint}s were not seen at {when}"
    return None
