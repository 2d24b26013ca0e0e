"""The table of the body's rows: each with its formula, its moment, the joints it needs and what no body
does.
"""

from dataclasses import dataclass

from swingvision import body_formulas as formulas
from swingvision.body_formulas import Formula, shoulder_width, travel, trunk_length
from swingvision.kinematics import LEAD, TRAIL
from swingvision.report import EventName

TRUNK, LEG, ARM = ("shoulder", "hip"), ("hip", "knee", "ankle"), ("shoulder", "elbow", "wrist")
SHOULDERS, FEET = ("shoulder",), ("hip", "ankle")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What keeps a row from being known better than this, one standard deviation in its unit, of the cosine
    for a turn. Measured on varied virtual golfers: python -m tests.helpers.metric_sweep --doubts

    posed: the pose model places joints beside the bones, differently in each posture. per_yaw_deg: the camera
    is turned by one degree. near: it is 3.4 to 5.5 m away.
    """

    posed: float
    per_yaw_deg: float
    near: float


@dataclass(frozen=True, slots=True)
class BodyRow:
    """event: when it is read, None for address. joints: both sides' are needed. least, most: what no body
    exceeds.

    turn: the formula gives the angle's cosine. from_address: whether the baseline is needed. side_formula,
    side: down the line, where they differ.
    """

    name: str
    formula: Formula
    event: EventName | None
    joints: tuple[str, ...]
    least: float
    most: float
    doubt: Doubt
    turn: bool = False
    from_address: bool = True
    side_formula: Formula | None = None
    side: Doubt | None = None


def _travel(part: str, way: str, event: EventName, doubt: Doubt, side: Doubt | None = None) -> BodyRow:
    joint, axis = ("ear" if part == "head" else "hip"), ("sway", "lift").index(way)
    from_front, from_side = (travel(joint, axis, scale) for scale in (shoulder_width, trunk_length))
    name, joints = f"{part}_{way}_{event}", (joint, *TRUNK)
    return BodyRow(name, from_front, event, joints, -1.2, 1.2, doubt, side_formula=from_side, side=side)


def _turn(part: str, doubt: Doubt) -> BodyRow:
    return BodyRow(f"{part}_turn_deg", formulas.width_ratio(part), "top", (part,), 0, 120, doubt, turn=True)


def _alone(
    name: str,
    formula: Formula,
    event: EventName,
    joints: tuple[str, ...],
    limits: tuple[float, float],
    doubt: Doubt,
    side: Doubt | None = None,
) -> BodyRow:
    """A row that is read at an event alone."""
    return BodyRow(name, formula, event, joints, *limits, doubt, from_address=False, side=side)


_MID: EventName = "mid_backswing"
BODY_ROWS: tuple[BodyRow, ...] = (
    BodyRow("forward_bend_deg", formulas.lean_at_address, None, TRUNK, 0, 75, Doubt(2.6, 0.17, 0.6)),
    BodyRow(
        "posture_change_mid_backswing_deg", formulas.lean_change, _MID, TRUNK, -45, 45, Doubt(6.2, 0.12, 0.45)
    ),
    BodyRow(
        "posture_change_impact_deg", formulas.lean_change, "impact", TRUNK, -60, 45, Doubt(6.1, 0.06, 0.8)
    ),
    BodyRow("knee_flex_lead_deg", formulas.knee_flex(LEAD), None, LEG, 0, 75, Doubt(5.2, 0.1, 0.9)),
    BodyRow("knee_flex_trail_deg", formulas.knee_flex(TRAIL), None, LEG, 0, 75, Doubt(3.5, 0.1, 0.9)),
    _travel("head", "sway", "top", Doubt(0.046, 0.002, 0.008)),
    _travel("head", "sway", "impact", Doubt(0.05, 0.0025, 0.008)),
    _travel("head", "lift", "top", Doubt(0.051, 0.0006, 0.015), Doubt(0.022, 0.0006, 0.015)),
    _travel("head", "lift", "impact", Doubt(0.044, 0.0006, 0.018), Doubt(0.026, 0.0006, 0.022)),
    _travel("hip", "sway", "top", Doubt(0.064, 0.001, 0.01)),
    _travel("hip", "sway", "impact", Doubt(0.082, 0.0015, 0.02)),
    _travel("hip", "lift", "top", Doubt(0.066, 0.0003, 0.01)),
    _travel("hip", "lift", "impact", Doubt(0.085, 0.0003, 0.01)),
    _turn("shoulder", Doubt(0.36, 0.0155, 0.01)),
    _turn("hip", Doubt(0.32, 0.012, 0.006)),
    BodyRow("trunk_lean_deg", formulas.lean_at_address, None, TRUNK, -40, 40, Doubt(3.5, 0.73, 0.6)),
    _alone("trunk_lean_impact_deg", formulas.lean_later, "impact", TRUNK, (-60, 60), Doubt(5.9, 0.71, 0.8)),
    _alone(
        "shoulder_tilt_impact_deg",
        formulas.shoulder_tilt,
        "impact",
        SHOULDERS,
        (-30, 75),
        Doubt(14.0, 0.1, 0.9),
    ),
    _alone(
        "lead_arm_deg",
        formulas.lead_arm,
        "top",
        ARM,
        (30, 180),
        Doubt(42.0, 0.3, 1.7),
        side=Doubt(27.0, 0.3, 1.7),
    ),
    BodyRow(
        "stance_ratio", formulas.stance, None, ("ankle", "shoulder"), 0.2, 3.5, Doubt(0.143, 0.0015, 0.045)
    ),
    _alone(
        "weight_shift_proxy_top", formulas.hip_position, "top", FEET, (-0.5, 1.8), Doubt(0.065, 0.0045, 0.008)
    ),
    _alone(
        "weight_shift_proxy_impact",
        formulas.hip_position,
        "impact",
        FEET,
        (-0.5, 1.8),
        Doubt(0.075, 0.0045, 0.008),
    ),
)
