"""The golfer's flesh: rigid parts hung on the bones, each a few smooth shapes in the part's own frame.

Rings are (along, half width, half depth) in metres of the 1.78 m body: along the part's z axis, width along
x, depth along y. Every part is symmetric in x, so that a mirrored golfer needs no other shapes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ring = tuple[float, float, float]
Vector = tuple[float, float, float]


@dataclass(frozen=True)
class Loft:
    """A smooth closed surface through elliptic rings."""

    colour: str
    rings: Sequence[Ring]


@dataclass(frozen=True)
class Ball:
    """An ellipsoid."""

    colour: str
    at: Vector
    half: Vector


@dataclass(frozen=True)
class Part:
    """A rigid part. origin: a joint. z: a joint to point to or a direction. y: the same, None if round."""

    name: str
    origin: str
    z: str
    y: str | None = None
    lofts: Sequence[Loft] = ()
    balls: Sequence[Ball] = field(default=())


# The shirt hangs over the trousers, wide enough to hide the waist when it bends.
TORSO = (
    (-0.470, 0.100, 0.078),
    (-0.465, 0.138, 0.108),
    (-0.42, 0.149, 0.119),
    (-0.33, 0.147, 0.116),
    (-0.24, 0.150, 0.116),
    (-0.15, 0.164, 0.120),
    (-0.08, 0.176, 0.115),
    (-0.03, 0.182, 0.100),
    (0.005, 0.184, 0.086),
    (0.028, 0.170, 0.072),
    (0.048, 0.132, 0.064),
    (0.068, 0.086, 0.058),
    (0.080, 0.060, 0.055),
)
PELVIS = (
    (-0.13, 0.060, 0.050),
    (-0.10, 0.125, 0.100),
    (-0.04, 0.158, 0.122),
    (0.02, 0.160, 0.124),
    (0.08, 0.146, 0.114),
    (0.118, 0.134, 0.104),
)


def _arm(side: str, glove: str) -> list[Part]:
    shoulder, elbow, wrist, hand = (f"{side}_{part}" for part in ("shoulder", "elbow", "wrist", "hand"))
    sleeve = Loft(
        "shirt",
        (
            (-0.044, 0.008, 0.008),
            (-0.040, 0.026, 0.026),
            (-0.028, 0.044, 0.044),
            (-0.005, 0.058, 0.058),
            (0.02, 0.063, 0.063),
            (0.07, 0.062, 0.062),
            (0.15, 0.060, 0.060),
            (0.20, 0.060, 0.060),
            (0.205, 0.050, 0.050),
        ),
    )
    upper = Loft(
        "skin",
        (
            (0.05, 0.045, 0.045),
            (0.15, 0.047, 0.047),
            (0.27, 0.040, 0.040),
            (0.315, 0.038, 0.038),
            (0.345, 0.020, 0.020),
        ),
    )
    lower = Loft(
        "skin",
        (
            (-0.03, 0.020, 0.020),
            (0.0, 0.038, 0.038),
            (0.06, 0.043, 0.043),
            (0.14, 0.037, 0.037),
            (0.24, 0.027, 0.026),
            (0.28, 0.026, 0.024),
        ),
    )
    fist = Ball(glove, (0.0, 0.0, 0.062), (0.036, 0.040, 0.052))
    cuff = Ball(glove, (0.0, 0.0, 0.010), (0.029, 0.029, 0.030))
    return [
        Part(f"{side}_upper_arm", shoulder, elbow, lofts=[sleeve, upper]),
        Part(f"{side}_forearm", elbow, wrist, lofts=[lower]),
        Part(f"{side}_hand", wrist, hand, "shaft", balls=[fist, cuff]),
    ]


def _leg(side: str) -> list[Part]:
    hip, knee, ankle, toe = (f"{side}_{part}" for part in ("hip", "knee", "ankle", "toe"))
    thigh = Loft(
        "trousers",
        (
            (-0.07, 0.050, 0.050),
            (-0.03, 0.085, 0.088),
            (0.05, 0.092, 0.098),
            (0.20, 0.080, 0.085),
            (0.36, 0.066, 0.068),
            (0.43, 0.062, 0.064),
            (0.485, 0.030, 0.030),
        ),
    )
    shin = Loft(
        "trousers",
        (
            (-0.05, 0.030, 0.030),
            (0.0, 0.062, 0.064),
            (0.12, 0.062, 0.066),
            (0.25, 0.056, 0.058),
            (0.40, 0.052, 0.056),
            (0.425, 0.052, 0.056),
            (0.43, 0.042, 0.044),
        ),
    )
    upper = Ball("shoe", (0.0, 0.055, -0.040), (0.046, 0.128, 0.044))
    heel = Ball("shoe", (0.0, -0.030, -0.025), (0.040, 0.048, 0.055))
    sole = Ball("sole", (0.0, 0.050, -0.064), (0.049, 0.138, 0.020))
    return [
        Part(f"{side}_thigh", hip, knee, "waist_forward", lofts=[thigh]),
        Part(f"{side}_shin", knee, ankle, "waist_forward", lofts=[shin]),
        Part(f"{side}_foot", ankle, f"{side}_foot_up", toe, balls=[upper, heel, sole]),
    ]


HEAD = [
    Ball("skin", (0.0, 0.000, 0.010), (0.074, 0.092, 0.108)),
    Ball("skin", (0.0, 0.034, -0.055), (0.054, 0.056, 0.058)),
    Ball("skin", (0.0, 0.096, -0.012), (0.013, 0.022, 0.024)),
    Ball("skin", (0.0, 0.090, 0.008), (0.008, 0.012, 0.026)),
    Ball("lips", (0.0, 0.080, -0.058), (0.024, 0.010, 0.008)),
    Ball("hair", (0.0, -0.014, 0.034), (0.081, 0.094, 0.098)),
    Ball("hair", (0.0, -0.040, -0.010), (0.074, 0.066, 0.080)),
]


def _sided(sign: float) -> list[Ball]:
    return [
        Ball("skin", (sign * 0.076, -0.008, 0.000), (0.012, 0.022, 0.032)),
        Ball("white", (sign * 0.032, 0.079, 0.024), (0.016, 0.011, 0.010)),
        Ball("pupil", (sign * 0.032, 0.087, 0.024), (0.007, 0.005, 0.007)),
        Ball("hair", (sign * 0.032, 0.082, 0.046), (0.020, 0.009, 0.005)),
    ]


PARTS: list[Part] = [
    Part("pelvis", "pelvis", "waist_up", "waist_forward", lofts=[Loft("trousers", PELVIS)]),
    Part("thorax", "neck", "thorax_up", "thorax_forward", lofts=[Loft("shirt", TORSO)]),
    Part(
        "throat",
        "neck",
        "head",
        lofts=[
            Loft(
                "skin",
                ((-0.03, 0.05, 0.05), (0.03, 0.056, 0.056), (0.09, 0.052, 0.052), (0.19, 0.048, 0.048)),
            )
        ],
    ),
    Part("head", "head", "head_up", "head_gaze", balls=[*HEAD, *_sided(1), *_sided(-1)]),
    *_arm("lead", "glove"),
    *_arm("trail", "skin"),
    *_leg("lead"),
    *_leg("trail"),
]


def loft_mesh(rings: Sequence[Ring], around: int = 28) -> tuple[Array, NDArray[np.int32]]:
    """Vertices (n, 3) and triangles (m, 3) of a closed loft."""
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)
    body = [
        np.stack([w * np.cos(angle), d * np.sin(angle), np.full(around, z)], axis=-1) for z, w, d in rings
    ]
    ends = np.array([[0, 0, rings[0][0]], [0, 0, rings[-1][0]]])
    vertices = np.concatenate([*body, ends])
    here = np.arange(around)
    there = (here + 1) % around
    faces = []
    for level in range(len(rings) - 1):
        low, high = level * around, (level + 1) * around
        faces += [
            np.stack([low + here, low + there, high + there], 1),
            np.stack([low + here, high + there, high + here], 1),
        ]
    bottom, top, last = len(rings) * around, len(rings) * around + 1, (len(rings) - 1) * around
    faces += [np.stack([there, here, np.full(around, bottom)], 1)]
    faces += [np.stack([last + here, last + there, np.full(around, top)], 1)]
    return vertices, np.concatenate(faces).astype(np.int32)
