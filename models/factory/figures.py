"""Fixed pictures to compare models on: drawn people in several stances, the same on every machine."""

import cv2
import numpy as np
from numpy.typing import NDArray

COUNT = 16
SKIN, SHIRT, TROUSERS, SHOES = (215, 160, 130), (40, 90, 150), (60, 65, 70), (230, 230, 230)


def figures(side: int) -> list[NDArray[np.uint8]]:
    """`COUNT` RGB pictures, (side, side, 3), each of one person about as tall as the picture."""
    random = np.random.default_rng(17)
    return [_figure(random, side) for _ in range(COUNT)]


def model_inputs(side: int, low: float) -> list[NDArray[np.float32]]:
    """The figures as a model takes them, (1, side, side, 3) from `low` to 1."""
    return [
        (picture[None].astype(np.float32) / 255 * (1 - low) + low).astype(np.float32)
        for picture in figures(side)
    ]


def _figure(random: np.random.Generator, side: int) -> NDArray[np.uint8]:
    coarse = np.repeat(random.integers(110, 170, (8, 8, 1), dtype=np.uint8), 3, axis=2)
    canvas = np.asarray(cv2.resize(coarse, (1024, 1024), interpolation=cv2.INTER_CUBIC), np.uint8)
    lean, bend = random.uniform(-0.35, 0.35), random.uniform(0.0, 0.6)
    hips = np.array([512.0, 540.0]) + random.uniform(-20, 20, 2)
    neck = hips + 230 * np.array([np.sin(lean), -np.cos(lean)])
    for sign in (-1, 1):
        hip = hips + (sign * 45, 0)
        knee = hip + 180 * np.array([sign * 0.15 + bend * 0.2, 1])
        ankle = knee + 170 * np.array([sign * 0.1 - bend * 0.2, 1])
        _limb(canvas, TROUSERS, 62, hip, knee, ankle)
        _limb(canvas, SHOES, 36, ankle, ankle + (sign * 45, 25))
    _limb(canvas, SHIRT, 130, neck + (0, 60), hips)
    swing = random.uniform(-2.6, 2.6)
    for sign in (-1, 1):
        shoulder = neck + (sign * 85, 30)
        hands = neck + 260 * np.array([np.sin(swing), np.cos(swing)]) + (sign * 12, 40)
        elbow = (shoulder + hands) / 2 + (sign * 30, 20)
        _limb(canvas, SHIRT, 46, shoulder, elbow)
        _limb(canvas, SKIN, 36, elbow, hands)
    head = tuple(int(v) for v in neck + 75 * np.array([np.sin(lean), -np.cos(lean)]))
    cv2.ellipse(canvas, head, (48, 62), np.degrees(lean), 0, 360, SKIN, -1, cv2.LINE_AA)
    blurred = cv2.GaussianBlur(canvas, (0, 0), 3)
    return np.asarray(cv2.resize(blurred, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def _limb(
    canvas: NDArray[np.uint8], colour: tuple[int, int, int], width: int, *joints: NDArray[np.float64]
) -> None:
    points = np.round(np.stack(joints)).astype(np.int32)
    cv2.polylines(canvas, [points], False, colour, width, cv2.LINE_AA)
