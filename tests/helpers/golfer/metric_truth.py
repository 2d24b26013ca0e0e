"""What each metric of the body and the club really was, from joints in space: the answers of the coverage
tests.

The golfer's own axes are what an aligned, level camera far away sees: x and z from the front, y and z
down the line. A joint is the centre that the bones turn about (tests.helpers.golfer.body); BlazePose's
landmarks are placed there too (tests.helpers.golfer.keypoints), the neck being midway between the
shoulders. Baseline: the still posture of address.
"""

import numpy as np
from numpy.typing import NDArray

from swingvision.report import View
from tests.helpers.golfer.swing import Swing
from tests.helpers.golfer.truth import Truth

Array = NDArray[np.float64]
Joints = dict[str, Array]
FACE_ON, DOWN_THE_LINE = (0, 2), (1, 2)
HOLD_STEP_S = 0.002
# Body heights of a person whose trunk (mid-hip to mid-shoulder) is 1.
HEIGHTS_PER_TRUNK = 1.78 / 0.50


def metric_truth(swing: Swing, truth: Truth, view: View) -> dict[str, float]:
    """By name, what a camera of this view is asked for. truth: of the same swing."""
    names = ("mid_backswing", "top", "mid_downswing", "impact")
    times = np.array([swing.start_s, *(truth.events[name] for name in names)])
    joints = swing.motion.joints(times)
    at = {
        name: {key: value[row] for key, value in joints.items()}
        for row, name in enumerate(("address", *names))
    }
    hold = {"finish_hold_s": _hold_s(swing, truth.events["finish"])}
    if view == "face_on":
        return {**_face_on(at), **hold}
    return {
        **_down_the_line(at),
        **_club(at, swing.ball),
        "hand_path_plane_deg": truth.hand_path_plane_deg,
        "over_the_top": truth.over_the_top,
        "early_extension": _early_extension(swing, at["address"]),
        **hold,
    }


def _down_the_line(at: dict[str, Joints]) -> dict[str, float]:
    bend = {name: _lean(at[name], DOWN_THE_LINE) for name in at}
    found = {"forward_bend_deg": bend["address"], "lead_arm_deg": _lead_arm(at["top"], DOWN_THE_LINE)}
    for name in ("mid_backswing", "impact"):
        found[f"posture_change_{name}_deg"] = bend[name] - bend["address"]
    for side in ("lead", "trail"):
        hip, knee, ankle = (at["address"][f"{side}_{part}"][1:] for part in ("hip", "knee", "ankle"))
        found[f"knee_flex_{side}_deg"] = 180 - _angle(hip - knee, ankle - knee)
    trunk = float(np.linalg.norm(_flat(at["address"]["neck"] - at["address"]["pelvis"], DOWN_THE_LINE)))
    for name in ("top", "impact"):
        found[f"head_lift_{name}"] = float((_ears(at[name]) - _ears(at["address"]))[2] / trunk)
    return found


def _face_on(at: dict[str, Joints]) -> dict[str, float]:
    address, impact, top = at["address"], at["impact"], at["top"]
    scale = float(np.linalg.norm(_flat(address["lead_shoulder"] - address["trail_shoulder"], FACE_ON)))
    found = {"trunk_lean_deg": _lean(address, FACE_ON), "trunk_lean_impact_deg": _lean(impact, FACE_ON)}
    for name in ("top", "impact"):
        moved = {
            "head": _ears(at[name]) - _ears(address),
            "hip": at[name]["pelvis"] - address["pelvis"],
        }
        for part, way in moved.items():
            sway, lift = _flat(way, FACE_ON) / scale
            found |= {f"{part}_sway_{name}": float(sway), f"{part}_lift_{name}": float(lift)}
        trail, lead = (at[name][f"{side}_ankle"][0] for side in ("trail", "lead"))
        found[f"weight_shift_proxy_{name}"] = float((at[name]["pelvis"][0] - trail) / (lead - trail))
    for part in ("shoulder", "hip"):
        turned, square = (
            at[name][f"lead_{part}"][0] - at[name][f"trail_{part}"][0] for name in ("top", "address")
        )
        found[f"{part}_turn_deg"] = float(np.degrees(np.arccos(turned / square)))
    across = impact["lead_shoulder"] - impact["trail_shoulder"]
    found["shoulder_tilt_impact_deg"] = float(np.degrees(np.arctan2(across[2], abs(across[0]))))
    found["stance_ratio"] = float(abs(address["lead_ankle"][0] - address["trail_ankle"][0]) / scale)
    return found | {"lead_arm_deg": _lead_arm(top, FACE_ON)}


def _lead_arm(joints: Joints, axes: tuple[int, int]) -> float:
    shoulder, elbow, wrist = (_flat(joints[f"lead_{part}"], axes) for part in ("shoulder", "elbow", "wrist"))
    return _angle(shoulder - elbow, wrist - elbow)


def _club(at: dict[str, Joints], ball: Array) -> dict[str, float]:
    address = at["address"]
    shaft = _plane_deg(address["club_head"], address["grip"])
    hogan = _plane_deg(ball, address["neck"])
    trunk = float(np.linalg.norm((address["neck"] - address["pelvis"])[1:]))
    hands = at["mid_downswing"]["grip"]
    steep = {
        name: _plane_deg(at[name]["club_head"], at[name]["grip"])
        for name in ("mid_backswing", "mid_downswing")
    }
    return {
        "shaft_plane_deg": shaft,
        "hogan_plane_deg": hogan,
        "slot_shaft": _above(hands, address["club_head"], shaft) / trunk,
        "slot_hogan": _above(hands, ball, hogan) / trunk,
        "shallowing_deg": (steep["mid_downswing"] - steep["mid_backswing"] + 90) % 180 - 90,
    }


def _plane_deg(low: Array, high: Array) -> float:
    """Angle against the ground of the line from low to high, across the target line, below 90 over the
    golfer.
    """
    return float(np.degrees(np.arctan2(high[2] - low[2], low[1] - high[1]))) % 180


def _above(point: Array, foot: Array, plane_deg: float) -> float:
    plane = np.radians(plane_deg)
    return float((point[1] - foot[1]) * np.sin(plane) + (point[2] - foot[2]) * np.cos(plane))


def _early_extension(swing: Swing, address: Joints) -> float:
    times = np.linspace(swing.top_s, swing.impact_s, 400)
    toward_ball = swing.motion.joints(times)["pelvis"][:, 1] - address["pelvis"][1]
    return float(toward_ball.max() / np.linalg.norm((address["neck"] - address["pelvis"])[1:]))


def _hold_s(swing: Swing, finish_s: float) -> float:
    """NaN where the motion ends in the hold."""
    times = np.arange(finish_s, swing.end_s, HOLD_STEP_S)
    joints = swing.motion.joints(times)
    ways = [_ears(joints), joints["pelvis"], joints["lead_ankle"], joints["trail_ankle"]]
    height = HEIGHTS_PER_TRUNK * swing.motion.body.trunk
    pace = np.max([np.linalg.norm(np.gradient(way, HOLD_STEP_S, axis=0), axis=-1) for way in ways], axis=0)
    still = pace < 0.05 * height
    first = int(np.argmax(still))
    moved = np.flatnonzero(~still[first:])
    return float(HOLD_STEP_S * moved[0]) if still.any() and len(moved) else float("nan")


def _ears(joints: Joints) -> Array:
    """The ears' midpoint: a little behind and above the head's middle (keypoints.FACE)."""
    return np.asarray(joints["head"] - 0.005 * joints["head_gaze"] + 0.005 * joints["head_up"])


def _lean(joints: Joints, axes: tuple[int, int]) -> float:
    aside, up = _flat(joints["neck"] - joints["pelvis"], axes)
    return float(np.degrees(np.arctan2(aside, up)))


def _flat(vector: Array, axes: tuple[int, int]) -> Array:
    return np.asarray(vector[..., axes])


def _angle(one: Array, other: Array) -> float:
    cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
