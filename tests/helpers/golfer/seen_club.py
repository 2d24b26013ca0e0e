"""The virtual golfer's club and ball as a ClubTrack: where a camera sees them, with the noise of whoever
looked.
"""

import numpy as np
from numpy.typing import NDArray

from swingvision.club import Ball, ClubTrack, Shaft
from swingvision.club.placement import Placement
from swingvision.track import levelled
from tests.helpers.golfer.camera import Camera, to_world
from tests.helpers.golfer.swing import Swing

Array = NDArray[np.float64]
SURE = 0.9
BALL_RADIUS_M = 0.021
AGREE_S = 0.15


def seen_club(
    swing: Swing,
    camera: Camera,
    time_s: Array,
    roll_deg: float = 0.0,
    sigma_deg: float = 0.0,
    seed: int = 0,
) -> ClubTrack:
    """roll_deg: the camera's own, clockwise seen from behind it, as far as it is known. sigma_deg: of the
    shaft.
    """
    random = np.random.default_rng(seed)
    joints = swing.motion.joints(time_s)

    def place(points: Array) -> Array:
        seen = camera.project(to_world(points, swing.handedness))
        if swing.handedness == "right":
            return levelled(seen, roll_deg)
        return levelled(seen * [-1, 1] + [camera.size[0], 0], -roll_deg)

    grip, head, ball = (place(each) for each in (joints["grip"], joints["club_head"], swing.ball))
    shaft = np.degrees(np.arctan2(*(head - grip).T[::-1])) + sigma_deg * _wandering(time_s, random)
    still = int(np.argmin(np.abs(time_s - swing.start_s)))
    placed = to_world(swing.ball, swing.handedness)
    radius = BALL_RADIUS_M * camera.focal_px / float(camera.depth(placed))
    count, stated_deg = len(time_s), max(sigma_deg, 0.1)
    return ClubTrack(
        time_s=time_s,
        shaft_deg=shaft,
        shaft_sigma_deg=np.full(count, stated_deg),
        shaft_confidence=np.full(count, SURE),
        address=Shaft(float(shaft[still]), stated_deg, SURE, grip[still], head[still], radius),
        departure=None,
        ball=Ball(ball + random.normal(0, radius / 2, 2), radius, radius / 2, SURE),
        ball_left=None,
        bare=False,
        placement=Placement(camera.size[0], swing.handedness == "left", roll_deg),
    )


def _wandering(time_s: Array, random: np.random.Generator) -> Array:
    """(pictures,) of variance 1 that agree over AGREE_S: who errs on a still picture errs on the next one
    as well.
    """
    steps = random.normal(size=len(time_s))
    for row in range(1, len(steps)):
        agree = np.exp(-(time_s[row] - time_s[row - 1]) / AGREE_S)
        steps[row] = agree * steps[row - 1] + np.sqrt(1 - agree**2) * steps[row]
    return np.asarray(steps)
