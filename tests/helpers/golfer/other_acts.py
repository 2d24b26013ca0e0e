"""What golfers do that is no full swing: each must leave the analysis silent."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.golf_postures import reaching
from tests.helpers.golfer.motion import Key, Motion
from tests.helpers.golfer.posture import Posture
from tests.helpers.golfer.swing import Handedness

# What in a posture is a place or a direction.
PLACES = {"pelvis", "arm", "shaft", "gaze", "lead_elbow", "trail_elbow", "lead_toe", "trail_toe", "free_hand"}


@dataclass(frozen=True)
class OtherAct:
    """keys: a function that gives the key postures."""

    keys: Callable[[], list[Key]]
    handedness: Handedness = "right"
    size: float = 1.0

    def __repr__(self) -> str:
        """The same in every process, so that a drawn clip is found again."""
        return f"OtherAct({self.keys.__qualname__}, {self.handedness}, {self.size})"

    @cached_property
    def motion(self) -> Motion:
        return Motion(self.keys(), self.size)

    @property
    def end_s(self) -> float:
        return self.motion.end_s


def chip() -> list[Key]:
    """Hands to hip height and through to hip height."""
    through = golf.MID_FOLLOW_THROUGH.but(thorax_turn=25, pelvis_turn=35, trail_heel_lift=10, forward_bend=37)
    impact = golf.IMPACT.but(thorax_turn=6, pelvis_turn=12, trail_heel_lift=0)
    impact = golf.toward_ball(reaching(impact, [0.03, 0.36, 0.77]))
    return [
        Key(0.0, golf.ADDRESS, rest=True),
        Key(2.0, golf.ADDRESS, rest=True),
        Key(2.6, reaching(golf.TOE_UP.but(thorax_turn=-30), [-0.34, 0.30, 0.84]), turn=True),
        Key(2.9, impact),
        Key(3.2, reaching(through, [0.32, 0.36, 0.85]), rest=True),
        Key(4.2, reaching(through, [0.32, 0.36, 0.85]), rest=True),
    ]


def putt() -> list[Key]:
    """Hands swing 15 cm to either side, the wrists still."""

    def swung(metres: float, turn: float) -> Posture:
        hands = golf.ADDRESS_HANDS + np.array([metres, -0.04, 0.06])
        shaft = golf.ADDRESS.shaft + np.array([0.9 * metres, 0.0, 0.0])
        return reaching(golf.ADDRESS.but(thorax_turn=5 + turn, shaft=shaft), hands)

    return [
        Key(0.0, swung(0.0, 0.0), rest=True),
        Key(2.0, swung(0.0, 0.0), rest=True),
        Key(2.7, swung(-0.15, -10), turn=True),
        Key(3.3, swung(0.15, 6), rest=True),
        Key(4.5, swung(0.15, 6), rest=True),
    ]


def stopped_backswing() -> list[Key]:
    """To lead arm level, a stop, and back to address."""
    return [
        Key(0.0, golf.ADDRESS, rest=True),
        Key(2.0, golf.ADDRESS, rest=True),
        Key(2.45, golf.TOE_UP),
        Key(2.8, golf.MID_BACKSWING, rest=True),
        Key(3.5, golf.MID_BACKSWING, rest=True),
        Key(4.1, golf.TOE_UP),
        Key(4.9, golf.ADDRESS, rest=True),
        Key(6.5, golf.ADDRESS, rest=True),
    ]


def walk_by(steps: int = 8, step_s: float = 0.55, step_m: float = 0.54) -> list[Key]:
    """Walks toward the target, the club in the lead hand, both arms swinging."""
    middles = [(i - steps) * step_m / 2 for i in range(2 * steps + 1)]
    return [Key(i * step_s / 2, stride(i, step_m, middle)) for i, middle in enumerate(middles)]


def stride(half_step: int, step_m: float, middle: float, toward: float = 1.0) -> Posture:
    """Half a step on, the pelvis at x = middle, metres: odd ones have both feet down, even ones one foot
    passing the other. toward: 1 to walk toward the target, -1 away from it."""
    if toward < 0:
        return _about_face(stride(half_step, step_m, -middle))
    forward = (1, 0, -1, 0)[half_step % 4] * step_m / 2
    lift = 0.09 if half_step % 2 == 0 else 0.0
    lead_up = lift * (half_step % 4 == 0)
    turned = golf.STANDING.but(
        pelvis=[middle, 0.0, 0.85 + 0.025 * (half_step % 2 == 0)],
        pelvis_turn=90 + 12 * np.sign(forward),
        thorax_turn=90 - 10 * np.sign(forward),
        forward_bend=3,
        side_bend=0,
        gaze=[1.0, 0.0, -0.05],
        lead_toe=[middle + 0.13 + forward, -0.09, lead_up],
        trail_toe=[middle + 0.13 - forward, 0.09, lift - lead_up],
        lead_foot_turn=86,
        trail_foot_turn=94,
        lead_elbow=[-1.0, -0.2, -0.1],
        trail_elbow=[-1.0, 0.2, -0.1],
        hold=0,
        free_hand=[middle + 0.5 * forward + 0.05, 0.26, 0.80],
        shaft=[0.9, 0.0, -0.35],
    )
    return reaching(turned, [middle - 0.5 * forward + 0.05, -0.26, 0.80])


def _about_face(posture: Posture) -> Posture:
    """The same, turned by half a turn about the bay's middle."""
    turned = {name: getattr(posture, name) * [-1, -1, 1] for name in vars(posture) if name in PLACES}
    return posture.but(
        **turned,
        pelvis_turn=posture.pelvis_turn - 180,
        thorax_turn=posture.thorax_turn - 180,
        lead_foot_turn=posture.lead_foot_turn - 180,
        trail_foot_turn=posture.trail_foot_turn - 180,
    )
