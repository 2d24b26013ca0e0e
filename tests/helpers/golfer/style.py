"""How one golfer differs from the reference golfer of golf_postures: build, posture, turn, sway, club."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.body import Body, feet, shoulders, trunk_axes, unit
from tests.helpers.golfer.posture import Posture

Array = NDArray[np.float64]

# How much of the top's own ways, of impact's own ways and of the bend a key posture shows.
TOPS = {"TAKEAWAY": 0.2, "TOE_UP": 0.45, "MID_BACKSWING": 0.75, "TOP": 1.0, "MID_DOWNSWING": 0.45}
TOPS |= {"DELIVERY": 0.15}
IMPACTS = {"MID_DOWNSWING": 0.35, "DELIVERY": 0.7, "IMPACT": 1.0, "MID_FOLLOW_THROUGH": 1.0}
IMPACTS |= {"ARMS_LEVEL": 0.7, "WRAP": 0.3}
BENDS = dict.fromkeys([*TOPS, "ADDRESS", "IMPACT"], 1.0) | {"MID_FOLLOW_THROUGH": 0.8, "ARMS_LEVEL": 0.4}

# No leg straighter than this share of its length at a key posture; in between it comes nearer.
BENT = 0.988


@dataclass(frozen=True)
class Style:
    """Metres and degrees of the 1.78 m body; the default is the reference golfer.

    shape: bone lengths, the club's among them. bend_deg: more forward bend from address to impact. turn: the
    turn of shoulders and hips back, as a share of the reference's. sway_m: the pelvis toward the target at
    the top (below 0: away from it). thrust_m: the pelvis toward the ball at impact. rise_m: the pelvis up at
    impact. stance: its width as a share of the reference's.
    """

    shape: Body = field(default=golf.BODY)
    bend_deg: float = 0.0
    turn: float = 1.0
    sway_m: float = 0.0
    thrust_m: float = 0.0
    rise_m: float = 0.0
    stance: float = 1.0

    @cached_property
    def ball(self) -> Array:
        """(3,) where this golfer's club meets the ground from the hands at address."""
        return golf.ball_before(lead_hand(self.shape, self._moved("ADDRESS")), self.shape.club)

    def posture(self, name: str) -> Posture:
        """The key posture of that name in golf_postures as this golfer takes it."""
        moved = self._moved(name)
        if name == "ADDRESS":
            return moved.but(shaft=unit(self.ball - lead_hand(self.shape, moved)))
        if name == "IMPACT":
            met = golf.toward_ball(moved, self.ball, self.shape)
            return met.but(shaft=golf.RELEASE * met.shaft)
        return swept(self.shape, moved) if name == "TAKEAWAY" else moved

    def _moved(self, name: str) -> Posture:
        """The arm keeps its direction from a shoulder that has moved."""
        known: Posture = getattr(golf, name)
        back, through = TOPS.get(name, 0.0), IMPACTS.get(name, 0.0)
        legs = (self.shape.thigh + self.shape.shin) / (golf.BODY.thigh + golf.BODY.shin)
        aside = [back * self.sway_m, through * self.thrust_m, through * self.rise_m]
        wide = np.array([self.stance, 1.0, 1.0])
        turned = 1 + back * (self.turn - 1)
        moved = known.but(
            pelvis=known.pelvis * [1, 1, legs] + aside,
            pelvis_turn=known.pelvis_turn * turned,
            thorax_turn=known.thorax_turn * turned,
            forward_bend=known.forward_bend + BENDS.get(name, 0.0) * self.bend_deg,
            lead_toe=known.lead_toe * wide,
            trail_toe=known.trail_toe * wide,
        )
        return moved if self == Style() else grounded(self.shape, moved)


def grounded(body: Body, posture: Posture) -> Posture:
    """The same posture with the pelvis as low as legs that are not quite straight need it."""
    axes = trunk_axes(posture.pelvis_turn, posture.forward_bend * 0.3, posture.side_bend * 0.3)
    leg, lower = BENT * (body.thigh + body.shin), 0.0
    for side, sign in (("lead", 1), ("trail", -1)):
        ankle = feet(body, posture, side)[f"{side}_ankle"]
        hip = posture.pelvis + sign * body.hip_half * axes[:, 0]
        apart = hip[:2] - ankle[:2]
        lower = max(lower, float(hip[2] - ankle[2] - np.sqrt(leg**2 - apart @ apart)))
    return posture.but(pelvis=posture.pelvis - [0, 0, lower])


def swept(body: Body, takeaway: Posture) -> Posture:
    """The clubhead as low as the reference golfer's, whatever the club's length."""
    low = lead_hand(golf.BODY, golf.TAKEAWAY)[2] + golf.BODY.club * unit(golf.TAKEAWAY.shaft)[2]
    drop = (low - lead_hand(body, takeaway)[2]) / body.club
    level = takeaway.shaft[:2] / np.linalg.norm(takeaway.shaft[:2]) * np.sqrt(1 - drop**2)
    return takeaway.but(shaft=[*level, drop])


def lead_hand(body: Body, posture: Posture) -> Array:
    return np.asarray(shoulders(body, posture)[1] + body.arm * posture.reach * unit(posture.arm))
