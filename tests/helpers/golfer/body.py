"""A body of rigid bones and how a posture places its joints.

The golfer's own axes: x toward the target, y toward the ball, z up; metres; the origin lies on the ground
midway between the ankles at address. Sides are lead and trail, so nothing here knows left from right.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from tests.helpers.golfer.posture import Posture

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Body:
    """Bone lengths in metres, of a person 1.78 m tall; `scaled` gives another size."""

    shoulder_half: float = 0.18
    hip_half: float = 0.10
    trunk: float = 0.50
    upper_arm: float = 0.315
    forearm: float = 0.27
    hand: float = 0.08
    thigh: float = 0.43
    shin: float = 0.43
    ankle_back: float = 0.13
    ankle_up: float = 0.075
    neck: float = 0.20
    hands_apart: float = 0.065
    club: float = 0.88

    @property
    def arm(self) -> float:
        """Shoulder to grip with a straight elbow."""
        return self.upper_arm + self.forearm + self.hand

    @property
    def shoulder_width(self) -> float:
        return 2 * self.shoulder_half

    def scaled(self, size: float) -> "Body":
        return Body(**{f.name: getattr(self, f.name) * size for f in fields(self)})


def unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def trunk_axes(turn_deg: Array, bend_deg: Array, side_deg: Array) -> Array:
    """(..., 3, 3), columns lead, forward, up: turned about the spine, bent forward, then to the trail side.

    A positive turn opens toward the target.
    """
    turn, bend, side = (np.radians(np.asarray(angle, float)) for angle in (turn_deg, bend_deg, side_deg))
    zero, one = np.zeros_like(turn), np.ones_like(turn)

    def matrix(rows: list[list[Array]]) -> Array:
        return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)

    about_spine = matrix(
        [[np.cos(turn), np.sin(turn), zero], [-np.sin(turn), np.cos(turn), zero], [zero, zero, one]]
    )
    forward = matrix(
        [[one, zero, zero], [zero, np.cos(bend), np.sin(bend)], [zero, -np.sin(bend), np.cos(bend)]]
    )
    sideways = matrix(
        [[np.cos(side), zero, -np.sin(side)], [zero, one, zero], [np.sin(side), zero, np.cos(side)]]
    )
    return sideways @ forward @ about_spine


def bend_limb(root: Array, end: Array, first: float, second: float, pole: Array, limb: str) -> Array:
    """The middle joint of a two-bone limb, bent toward pole. Raises ValueError when end is out of reach."""
    span = end - root
    distance = np.linalg.norm(span, axis=-1, keepdims=True)
    if np.any(distance > first + second):
        worst = int(np.argmax(distance))
        raise ValueError(
            f"{limb} would have to be {distance.max():.3f} m of {first + second:.3f} (row {worst})"
        )
    along = span / distance
    ahead = (first**2 - second**2 + distance**2) / (2 * distance)
    aside = np.sqrt(np.maximum(first**2 - ahead**2, 0))
    away = unit(pole - along * np.sum(pole * along, axis=-1, keepdims=True))
    return np.asarray(root + along * ahead + away * aside)


def shoulders(body: Body, posture: Posture) -> tuple[Array, Array, Array]:
    """Neck base, lead and trail shoulder, each (..., 3)."""
    axes = trunk_axes(posture.thorax_turn, posture.forward_bend, posture.side_bend)
    neck = posture.pelvis + body.trunk * axes[..., 2]
    return neck, neck + body.shoulder_half * axes[..., 0], neck - body.shoulder_half * axes[..., 0]


def feet(body: Body, posture: Posture, side: str) -> dict[str, Array]:
    toe = getattr(posture, f"{side}_toe")
    turn = np.radians(getattr(posture, f"{side}_foot_turn"))
    lift = np.radians(getattr(posture, f"{side}_heel_lift"))
    back = -np.stack([np.sin(turn), np.cos(turn), np.zeros_like(turn)], axis=-1)
    up = np.array([0.0, 0.0, 1.0])

    def part(behind: float, above: float) -> Array:
        level = behind * np.cos(lift) - above * np.sin(lift)
        height = behind * np.sin(lift) + above * np.cos(lift)
        return np.asarray(toe + level[..., None] * back + height[..., None] * up)

    level_up = np.cos(lift)[..., None] * up - np.sin(lift)[..., None] * back
    return {
        f"{side}_foot_up": level_up,
        f"{side}_toe": toe,
        f"{side}_ankle": part(body.ankle_back, body.ankle_up),
        f"{side}_heel": part(body.ankle_back + 0.05, 0.02),
    }


def pulled_in(root: Array, end: Array, length: float) -> Array:
    """The end of a limb (..., 3) where it wanted to be, or as near as the limb reaches."""
    span = end - root
    distance = np.linalg.norm(span, axis=-1, keepdims=True)
    return np.asarray(root + span * np.minimum(1, 0.998 * length / distance))


def joints(body: Body, posture: Posture, loose: bool = False) -> dict[str, Array]:
    """Every joint (frames, 3), the club's ends, and the head's axes, from postures of the same frames.

    loose: a foot or the trail hand that is out of reach is left short of its place; otherwise that raises
    ValueError.
    """
    neck, lead_shoulder, trail_shoulder = shoulders(body, posture)
    pelvis_axes = trunk_axes(posture.pelvis_turn, posture.forward_bend * 0.3, posture.side_bend * 0.3)
    found = {"pelvis": posture.pelvis, "neck": neck}
    found |= {"lead_shoulder": lead_shoulder, "trail_shoulder": trail_shoulder}
    thorax_axes = trunk_axes(posture.thorax_turn, posture.forward_bend, posture.side_bend)
    waist_axes = trunk_axes(posture.pelvis_turn, posture.forward_bend * 0.65, posture.side_bend * 0.5)
    found |= {"waist_forward": waist_axes[..., 1], "waist_up": waist_axes[..., 2]}
    found |= {"thorax_forward": thorax_axes[..., 1], "thorax_up": thorax_axes[..., 2]}
    found["lead_hip"] = posture.pelvis + body.hip_half * pelvis_axes[..., 0]
    found["trail_hip"] = posture.pelvis - body.hip_half * pelvis_axes[..., 0]
    for side in ("lead", "trail"):
        found |= feet(body, posture, side)
        hip, ankle = found[f"{side}_hip"], found[f"{side}_ankle"]
        if loose:
            found[f"{side}_ankle"] = ankle = pulled_in(hip, ankle, body.thigh + body.shin)
        facing = pelvis_axes[..., 1] + 0.6 * unit(found[f"{side}_toe"] - ankle)
        found[f"{side}_knee"] = bend_limb(hip, ankle, body.thigh, body.shin, facing, f"{side} leg")
    arms = arms_and_club(body, posture, lead_shoulder, trail_shoulder, loose)
    return found | arms | head(body, posture, neck)


def arms_and_club(
    body: Body, posture: Posture, lead_shoulder: Array, trail_shoulder: Array, loose: bool
) -> dict[str, Array]:
    """Both arms and the club. A wrist lies on the line from elbow to grip; the shaft hinges at the grip."""
    shaft = unit(posture.shaft)
    lead_hand = lead_shoulder + body.arm * posture.reach[..., None] * unit(posture.arm)
    on_club = lead_hand + body.hands_apart * shaft
    hold = posture.hold[..., None]
    trail_hand = hold * on_club + (1 - hold) * posture.free_hand
    if loose:
        trail_hand = pulled_in(trail_shoulder, trail_hand, body.arm)
    found = {"lead_hand": lead_hand, "trail_hand": trail_hand, "shaft": shaft}
    found["grip"] = lead_hand + body.hands_apart / 2 * shaft
    found["club_head"] = lead_hand + body.club * shaft
    found["club_butt"] = lead_hand - 0.07 * shaft
    for side, shoulder in (("lead", lead_shoulder), ("trail", trail_shoulder)):
        hand, pole = found[f"{side}_hand"], getattr(posture, f"{side}_elbow")
        lower = body.forearm + body.hand
        elbow = bend_limb(shoulder, hand, body.upper_arm, lower, pole, f"{side} arm")
        found[f"{side}_elbow"] = elbow
        found[f"{side}_wrist"] = elbow + (hand - elbow) * (body.forearm / lower)
    return found


def head(body: Body, posture: Posture, neck: Array) -> dict[str, Array]:
    """The head's middle and its axes: gaze, up and toward the lead ear."""
    spine = unit(neck - posture.pelvis)
    gaze = unit(posture.gaze)
    lead = unit(np.cross(gaze, unit(spine + np.array([0, 0, 0.6]))))
    up = np.cross(lead, gaze)
    middle = neck + body.neck * unit(0.8 * spine + 0.45 * np.array([0, 0, 1]) + 0.25 * gaze)
    return {"head": middle, "head_gaze": gaze, "head_up": up, "head_lead": lead}
