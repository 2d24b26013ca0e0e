"""The table of the body's rows: each with its formula, its moment, the joints it needs and what no body
does.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision import body_formulas as formulas
from swingvision.body_formulas import Formula, shoulder_width, travel, trunk_length
from swingvision.kinematics import LEAD, TRAIL
from swingvision.pose import KEYPOINTS
from swingvision.report import EventName

Array = NDArray[np.float64]

# How far BlazePose places a joint beside the bone's centre, differently in each posture: one standard
# deviation, trunk lengths. Measured on rendered golfers, whose joints are known (docs/metrics.md).
_MISPLACED = {"ear": 0.012, "shoulder": 0.02, "elbow": 0.03, "wrist": 0.025}
MISPLACED: Array = np.array([_MISPLACED.get(name.split("_")[-1], 0.02) for name in KEYPOINTS])

TRUNK, LEG, ARM = ("shoulder", "hip"), ("hip", "knee", "ankle"), ("shoulder", "elbow", "wrist")
EVENTS: tuple[EventName, ...] = ("top", "impact")


@dataclass(frozen=True, slots=True)
class BodyRow:
    """event: when it is read, None for address. joints: both sides' are needed. least, most: what no body
    exceeds.

    per_yaw_deg, near: what one degree of the camera's turn does, and what a camera 3.4 to 5.5 m away does
    because it is near; root mean squares over varied virtual golfers (tests.helpers.metric_sweep), in the
    row's unit, or of the cosine for a turn. turn: the formula gives the angle's cosine. from_address:
    whether the baseline is needed. side_formula, side_near: down the line, where they differ.
    """

    name: str
    formula: Formula
    event: EventName | None
    joints: tuple[str, ...]
    least: float
    most: float
    per_yaw_deg: float
    near: float
    turn: bool = False
    from_address: bool = True
    side_formula: Formula | None = None
    side_near: float | None = None


def _travel(
    part: str, way: str, event: EventName, per_yaw_deg: float, near: float, side_near: float | None = None
) -> BodyRow:
    joint, axis = ("ear" if part == "head" else "hip"), ("sway", "lift").index(way)
    from_front, from_side = (travel(joint, axis, scale) for scale in (shoulder_width, trunk_length))
    joints = (joint, *TRUNK)
    return BodyRow(
        f"{part}_{way}_{event}",
        from_front,
        event,
        joints,
        -1.2,
        1.2,
        per_yaw_deg,
        near,
        side_formula=from_side,
        side_near=side_near,
    )


BODY_ROWS: tuple[BodyRow, ...] = (
    BodyRow("forward_bend_deg", formulas.lean_at_address, None, TRUNK, 0, 75, 0.17, 0.6),
    BodyRow(
        "posture_change_mid_backswing_deg", formulas.lean_change, "mid_backswing", TRUNK, -45, 45, 0.12, 0.45
    ),
    BodyRow("posture_change_impact_deg", formulas.lean_change, "impact", TRUNK, -60, 45, 0.06, 0.8),
    BodyRow("knee_flex_lead_deg", formulas.knee_flex(LEAD), None, LEG, 0, 75, 0.1, 0.9),
    BodyRow("knee_flex_trail_deg", formulas.knee_flex(TRAIL), None, LEG, 0, 75, 0.1, 0.9),
    _travel("head", "sway", "top", 0.002, 0.008),
    _travel("head", "sway", "impact", 0.0025, 0.008),
    _travel("head", "lift", "top", 0.0006, 0.015),
    _travel("head", "lift", "impact", 0.0006, 0.018, side_near=0.022),
    _travel("hip", "sway", "top", 0.001, 0.01),
    _travel("hip", "sway", "impact", 0.0015, 0.02),
    _travel("hip", "lift", "top", 0.0003, 0.01),
    _travel("hip", "lift", "impact", 0.0003, 0.01),
    BodyRow(
        "shoulder_turn_deg",
        formulas.width_ratio("shoulder"),
        "top",
        ("shoulder",),
        0,
        120,
        0.0155,
        0.01,
        True,
    ),
    BodyRow("hip_turn_deg", formulas.width_ratio("hip"), "top", ("hip",), 0, 120, 0.012, 0.006, True),
    BodyRow("trunk_lean_deg", formulas.lean_at_address, None, TRUNK, -40, 40, 0.73, 0.6),
    BodyRow(
        "trunk_lean_impact_deg",
        formulas.lean_later,
        "impact",
        TRUNK,
        -60,
        60,
        0.71,
        0.8,
        from_address=False,
    ),
    BodyRow(
        "shoulder_tilt_impact_deg",
        formulas.shoulder_tilt,
        "impact",
        ("shoulder",),
        -30,
        75,
        0.1,
        0.9,
        from_address=False,
    ),
    BodyRow("lead_arm_deg", formulas.lead_arm, "top", ARM, 30, 180, 0.3, 1.7, from_address=False),
    BodyRow("stance_ratio", formulas.stance, None, ("ankle", "shoulder"), 0.2, 3.5, 0.0015, 0.045),
    *(
        BodyRow(
            f"weight_shift_proxy_{event}",
            formulas.hip_position,
            event,
            ("hip", "ankle"),
            -0.5,
            1.8,
            0.0045,
            0.008,
            from_address=False,
        )
        for event in EVENTS
    ),
)
