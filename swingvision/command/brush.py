"""Strokes and words on a picture: smooth, and with a dark casing that keeps them readable on anything."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from swingvision.command import look

Image = NDArray[np.uint8]
Points = NDArray[np.floating]

# OpenCV takes coordinates in sixteenths of a pixel.
SHIFT = 4
# A dash and the gap after it, and a dot's gap, in stroke widths.
DASH, GAP, DOT_GAP = 3.0, 2.4, 2.4
FONT = cv2.FontFace("sans")


def fixed(points: Points) -> NDArray[np.int32]:
    return np.round(np.asarray(points) * (1 << SHIFT)).astype(np.int32).reshape(-1, 1, 2)


def casing_width(width: float) -> int:
    return round(1.5 * width + 2)


def stroke(image: Image, points: Points, colour: str, width: float, *, casing: bool = True) -> None:
    """A solid line through (n, 2) points, px."""
    lines = [fixed(points)]
    if casing:
        cv2.polylines(image, lines, False, look.bgr(look.GROUND), casing_width(width), cv2.LINE_AA, SHIFT)
    cv2.polylines(image, lines, False, look.bgr(colour), max(1, round(width)), cv2.LINE_AA, SHIFT)


def dashed(image: Image, start: Points, end: Points, colour: str, width: float) -> None:
    """A dashed line from start to end on a solid casing; it begins and ends with a dash."""
    cv2.polylines(
        image,
        [fixed(np.stack([start, end]))],
        False,
        look.bgr(look.GROUND),
        casing_width(width),
        cv2.LINE_AA,
        SHIFT,
    )
    length = float(np.linalg.norm(end - start))
    count = max(1, round((length / width + GAP) / (DASH + GAP)))
    pattern = count * (DASH + GAP) - GAP
    for i in range(count):
        first, last = i * (DASH + GAP) / pattern, (i * (DASH + GAP) + DASH) / pattern
        ends = np.stack([start + (end - start) * first, start + (end - start) * last])
        stroke(image, ends, colour, width, casing=False)


def dotted(image: Image, points: Points, colour: str, width: float) -> None:
    """Dots along a line through (n, 2) points, evenly spaced whatever the points' spacing."""
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    places = np.arange(0, along[-1], DOT_GAP * width)
    for x, y in zip(np.interp(places, along, points[:, 0]), np.interp(places, along, points[:, 1])):
        dot(image, (x, y), colour, width * 0.5)


def dot(image: Image, centre: Sequence[float], colour: str, radius: float, *, hollow: bool = False) -> None:
    x, y = (round(float(value) * (1 << SHIFT)) for value in centre)
    for grown, shade in ((radius + 0.5 + 0.3 * radius, look.GROUND), (radius, colour)):
        cv2.circle(image, (x, y), round(grown * (1 << SHIFT)), look.bgr(shade), -1, cv2.LINE_AA, SHIFT)
    if hollow:
        inner = round(radius * 0.45 * (1 << SHIFT))
        cv2.circle(image, (x, y), inner, look.bgr(look.GROUND), -1, cv2.LINE_AA, SHIFT)


def ring(image: Image, centre: Sequence[float], colour: str, radius: float, width: float) -> None:
    x, y = (round(float(value) * (1 << SHIFT)) for value in centre)
    for thick, shade in ((casing_width(width), look.GROUND), (max(1, round(width)), colour)):
        cv2.circle(image, (x, y), round(radius * (1 << SHIFT)), look.bgr(shade), thick, cv2.LINE_AA, SHIFT)


def box(image: Image, left: float, top: float, right: float, bottom: float, colour: str) -> None:
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    cv2.fillPoly(image, [fixed(corners)], look.bgr(colour), cv2.LINE_AA, SHIFT)


def text_width(words: str, size: int, weight: int = 450) -> int:
    _, _, width, _ = cv2.getTextSize((1, 1), words, (0, 0), FONT, size, weight)
    return int(width)


def text(
    image: Image,
    words: str,
    x: float,
    baseline: float,
    colour: str,
    size: int,
    *,
    weight: int = 450,
    align: float = 0,
) -> None:
    """Words on a baseline; align: 0 starts at x, 0.5 is centred on it, 1 ends there."""
    left = round(x - align * text_width(words, size, weight))
    cv2.putText(image, words, (left, round(baseline)), look.bgr(colour), FONT, size, weight)
