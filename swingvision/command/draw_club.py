"""Shaft and ball drawn on a picture, where they were seen and for as long."""

import numpy as np
from numpy.typing import NDArray

from swingvision.club import ClubTrack
from swingvision.command import brush, look

Array = NDArray[np.float64]

# A shaft's row belongs to a picture this close in time, in intervals between rows.
NEAR = 0.6
# The ball's ring stands off from it, so that it stays visible.
RING = 1.8


def draw_club(
    image: brush.Image, club: ClubTrack, time_s: float, hands: Array, scale: float, width: float
) -> None:
    """hands: (2,) px of the upright picture; scale: from that to `image`. Nothing where nothing was seen."""
    if club.ball is not None and (club.ball_left is None or time_s < club.ball_left.time_s):
        place = club.placement.to_picture(club.ball.place) * scale
        brush.ring(
            image, place.tolist(), look.ACCENT, max(RING * club.ball.radius * scale, 3 * width), width * 0.6
        )
    line = shaft_line(club, time_s, hands)
    if line is not None:
        brush.stroke(image, line * scale, look.ACCENT, width * 0.8)


def shaft_line(club: ClubTrack, time_s: float, hands: Array) -> Array | None:
    """(2, 2) px: the still shaft from end to end; a moving one from the hands on, as long as the still one.

    How far it reaches in a picture depends on how much it points at the camera, and is not measured.
    """
    row = int(np.argmin(np.abs(club.time_s - time_s)))
    interval_s = float(np.median(np.diff(club.time_s)))
    if club.address is None or club.shaft_confidence[row] == 0:
        return None
    if abs(float(club.time_s[row]) - time_s) > NEAR * interval_s or not np.isfinite(hands).all():
        return None
    if club.departure is not None and time_s <= club.departure.time_s:
        return club.placement.to_picture(np.stack([club.address.grip, club.address.head]))
    turn = np.radians(club.shaft_deg[row])
    way = club.placement.to_picture(np.array([[0.0, 0.0], [np.cos(turn), np.sin(turn)]]))
    length = float(np.linalg.norm(club.address.head - club.address.grip))
    return np.stack([hands, hands + length * (way[1] - way[0])])
