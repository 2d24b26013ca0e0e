"""The key postures of a full swing with an iron, and of what goes before and after it.

Numbers are metres and degrees of the 1.78 m body in the golfer's own axes: x toward the target, y toward
the ball, z up. Body angles follow published ranges: forward bend 35 at address, shoulders turned 90 and hips
42 at the top, hips 40 open at impact with the pelvis 9 cm toward the target.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.helpers.golfer.body import Body, shoulders, unit
from tests.helpers.golfer.posture import Posture

Array = NDArray[np.float64]

BODY = Body()
BALL_HEIGHT = 0.021
ADDRESS_HANDS = np.array([0.0, 0.37, 0.73])
STRAIGHT = 0.994
DOWN = np.array([0.0, 0.0, -1.0])


def ball_before(hand: Array, club: float) -> Array:
    """Where the head of a club that long meets the ground, from the lead hand (3,) at address."""
    ahead = 0.03
    drop = hand[2] - BALL_HEIGHT
    reach = np.sqrt(club**2 - drop**2 - ahead**2)
    return np.array([hand[0] + ahead, hand[1] + reach, BALL_HEIGHT])


BALL = ball_before(ADDRESS_HANDS, BODY.club)


def reaching(posture: Posture, hands: Any, body: Body = BODY) -> Posture:
    """The same posture with the lead hand at a place (3,), or as near to it as a straight arm gets."""
    span = np.asarray(hands, float) - shoulders(body, posture)[1]
    distance = float(np.linalg.norm(span))
    return posture.but(arm=span / distance, reach=min(distance / body.arm, STRAIGHT))


def toward_ball(posture: Posture, ball: Array = BALL, body: Body = BODY) -> Posture:
    """The same posture with the shaft pointing at the ball, and the lead hand a club's length from it."""
    lead_shoulder = shoulders(body, posture)[1]
    hand = lead_shoulder + body.arm * posture.reach * posture.arm
    level = ball[:2] - hand[:2]
    hand[2] = ball[2] + np.sqrt(body.club**2 - float(level @ level))
    return reaching(posture, hand, body).but(shaft=unit(ball - hand))


def _look(point: Any, posture: Posture) -> Posture:
    return posture.but(gaze=unit(np.asarray(point) - posture.pelvis - np.array([0.0, 0.25, 0.62])))


_START = Posture(
    pelvis=np.array([0.0, -0.10, 0.905]),
    pelvis_turn=np.array(0.0),
    thorax_turn=np.array(5.0),
    forward_bend=np.array(37.0),
    side_bend=np.array(11.0),
    arm=DOWN,
    reach=np.array(0.97),
    shaft=DOWN,
    gaze=DOWN,
    lead_elbow=np.array([0.6, -0.5, -0.5]),
    trail_elbow=np.array([-0.7, -0.5, -0.3]),
    lead_toe=np.array([0.225, 0.13, 0.0]),
    trail_toe=np.array([-0.205, 0.13, 0.0]),
    lead_foot_turn=np.array(18.0),
    trail_foot_turn=np.array(-6.0),
    lead_heel_lift=np.array(0.0),
    trail_heel_lift=np.array(0.0),
    hold=np.array(1.0),
    free_hand=np.array([-0.3, 0.1, 0.8]),
)
ADDRESS = toward_ball(_look(BALL, reaching(_START, ADDRESS_HANDS)))

TAKEAWAY = reaching(
    ADDRESS.but(
        pelvis=[-0.007, -0.10, 0.905],
        pelvis_turn=-5,
        thorax_turn=-14,
        shaft=unit(ADDRESS.shaft + np.array([-0.42, 0.0, 0.05])),
        trail_elbow=[-0.6, -0.5, -0.45],
        lead_elbow=[0.5, -0.55, -0.55],
    ),
    [-0.15, 0.342, 0.743],
)
TOE_UP = reaching(
    ADDRESS.but(
        pelvis=[-0.015, -0.10, 0.903],
        pelvis_turn=-14,
        thorax_turn=-38,
        shaft=[-1.0, 0.06, 0.0],
        trail_elbow=[-0.5, -0.5, -0.6],
        lead_elbow=[0.4, -0.6, -0.6],
    ),
    [-0.375, 0.30, 0.79],
)
MID_BACKSWING = reaching(
    ADDRESS.but(
        pelvis=[-0.02, -0.10, 0.902],
        pelvis_turn=-29,
        thorax_turn=-66,
        side_bend=2,
        shaft=[-0.22, -0.46, 0.86],
        lead_elbow=[0.1, -0.6, -0.75],
        trail_elbow=[-0.3, -0.2, -0.9],
    ),
    [-0.59, 0.15, 1.19],
)
TOP = reaching(
    ADDRESS.but(
        pelvis=[-0.015, -0.10, 0.885],
        pelvis_turn=-43,
        thorax_turn=-92,
        side_bend=-1,
        shaft=[0.92, -0.08, 0.30],
        lead_elbow=[0.2, -0.6, -0.7],
        trail_elbow=[-0.35, 0.05, -0.9],
    ),
    [-0.35, -0.09, 1.54],
)
MID_DOWNSWING = reaching(
    ADDRESS.but(
        pelvis=[0.045, -0.10, 0.885],
        pelvis_turn=2,
        thorax_turn=-48,
        forward_bend=38,
        side_bend=5,
        shaft=[-0.05, -0.62, 0.78],
        lead_elbow=[0.1, -0.6, -0.75],
        trail_elbow=[-0.25, 0.1, -0.95],
    ),
    [-0.49, 0.17, 1.15],
)
DELIVERY = reaching(
    ADDRESS.but(
        pelvis=[0.07, -0.095, 0.885],
        pelvis_turn=25,
        thorax_turn=-14,
        forward_bend=40,
        side_bend=9,
        shaft=[-1.0, 0.02, 0.04],
        lead_elbow=[0.4, -0.6, -0.6],
        trail_elbow=[-0.5, -0.3, -0.8],
        trail_heel_lift=5,
    ),
    [-0.28, 0.31, 0.78],
)
# Directions are interpolated as vectors and only then made unit: one shorter than its neighbours is swept
# through faster, which puts the peak of the clubhead's speed at the ball.
RELEASE = 0.62
IMPACT = toward_ball(
    reaching(
        ADDRESS.but(
            pelvis=[0.09, -0.09, 0.90],
            pelvis_turn=40,
            thorax_turn=17,
            forward_bend=37,
            side_bend=11,
            trail_heel_lift=14,
        ),
        [0.085, 0.385, 0.76],
    )
)
IMPACT = IMPACT.but(shaft=RELEASE * IMPACT.shaft)
MID_FOLLOW_THROUGH = reaching(
    IMPACT.but(
        pelvis=[0.105, -0.07, 0.89],
        pelvis_turn=58,
        thorax_turn=60,
        forward_bend=40,
        side_bend=13,
        shaft=[1.0, 0.08, 0.0],
        lead_elbow=[0.6, -0.6, -0.6],
        trail_elbow=[-0.3, -0.4, -0.8],
        trail_heel_lift=28,
        trail_foot_turn=12,
    ),
    [0.48, 0.33, 0.90],
)
ARMS_LEVEL = reaching(
    _look([0.9, 0.6, 0.0], MID_FOLLOW_THROUGH).but(
        pelvis=[0.115, -0.06, 0.895],
        pelvis_turn=76,
        thorax_turn=84,
        forward_bend=32,
        side_bend=10,
        shaft=[0.60, -0.10, 0.80],
        lead_elbow=[0.5, -0.3, -0.8],
        trail_elbow=[0.0, -0.1, -1.0],
        trail_heel_lift=42,
        trail_foot_turn=32,
    ),
    [0.58, 0.15, 1.18],
)
WRAP = reaching(
    ARMS_LEVEL.but(
        pelvis=[0.12, -0.04, 0.905],
        pelvis_turn=90,
        thorax_turn=100,
        forward_bend=14,
        side_bend=6,
        shaft=[-0.50, -0.55, 0.62],
        gaze=[0.9, 0.3, -0.1],
        lead_elbow=[0.7, -0.1, -0.7],
        trail_elbow=[0.3, 0.3, -0.9],
        trail_heel_lift=55,
        trail_foot_turn=52,
    ),
    [0.36, -0.14, 1.54],
)
FINISH = reaching(
    WRAP.but(
        pelvis=[0.125, -0.03, 0.91],
        pelvis_turn=95,
        thorax_turn=112,
        forward_bend=4,
        side_bend=2,
        shaft=[-0.62, 0.48, -0.48],
        gaze=[1.0, 0.05, -0.02],
        lead_elbow=[0.75, -0.2, -0.65],
        trail_elbow=[0.55, 0.35, -0.75],
        trail_heel_lift=62,
        trail_foot_turn=62,
    ),
    [0.20, -0.20, 1.60],
)
STANDING = reaching(
    ADDRESS.but(
        pelvis=[0.0, -0.04, 0.925],
        forward_bend=9,
        side_bend=2,
        shaft=[0.05, 0.75, 0.45],
        gaze=[0.55, 0.8, -0.25],
        lead_elbow=[0.8, -0.4, -0.6],
        trail_elbow=[-0.8, -0.4, -0.6],
    ),
    [0.06, 0.33, 1.02],
)
LOWERING = reaching(
    FINISH.but(
        pelvis=[0.06, -0.03, 0.92],
        pelvis_turn=45,
        thorax_turn=45,
        forward_bend=6,
        shaft=[0.45, 0.30, 0.84],
        gaze=[0.95, 0.3, -0.1],
        lead_elbow=[0.8, -0.3, -0.6],
        trail_elbow=[-0.2, -0.2, -0.9],
        trail_heel_lift=25,
        trail_foot_turn=25,
    ),
    [0.30, 0.22, 1.18],
)
