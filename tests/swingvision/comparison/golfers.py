"""Virtual golfers who differ in one known thing, and what a camera makes of them."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from swingvision.analysis import measure
from swingvision.comparison import Comparison, Difference, Shown
from tests.helpers.golfer import Camera, Noise, Rate, Swing, down_the_line, face_on, record
from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.motion import Key
from tests.helpers.golfer.posture import Array, Posture

CAMERAS = {"face_on": face_on, "down_the_line": down_the_line}
TRUNK_M = golf.BODY.trunk


@dataclass(frozen=True)
class Changed(Swing):
    """hands_up_m: the hands at the top, as far as the arm reaches.

    hips_m: pelvis toward the ball from mid-downswing to impact, while the shoulders stay over the ball: early
    extension.
    """

    hands_up_m: float = 0.0
    hips_m: float = 0.0

    def _backswing(self) -> list[Key]:
        *keys, top = super()._backswing()
        hands = np.array([-0.35, -0.09, 1.54]) + np.array([0.0, 0.0, self.hands_up_m])
        return [*keys, replace(top, posture=golf.reaching(golf.TOP, hands))]

    def _downswing(self) -> list[Key]:
        return [replace(key, posture=extended(key.posture, self.hips_m)) for key in super()._downswing()]


def extended(posture: Posture, hips_m: float) -> Posture:
    bend = np.sin(np.radians(posture.forward_bend)) - hips_m / TRUNK_M
    ahead = np.array([0.0, hips_m, 0.0])
    return posture.but(pelvis=posture.pelvis + ahead, forward_bend=np.degrees(np.arcsin(bend)))


def true_difference_m(one: Swing, other: Swing, joint: str, event: str) -> Array:
    """(3,) metres in the golfer's own axes: toward the target, toward the ball, up."""
    places = [
        swing.motion.joints(np.array([getattr(swing, f"{event}_s")]))[joint][0] for swing in (one, other)
    ]
    return np.asarray(places[1] - places[0])


@lru_cache(maxsize=64)
def shown(
    view: str, swing: Swing = Swing(), seed: int = 0, fps: float = 60, camera: Camera | None = None
) -> Shown:
    camera = camera or CAMERAS[view](swing.handedness)
    series = record(swing, camera, Rate(fps=fps), Noise(seed=seed))
    (report,) = measure(series).swings
    return Shown(series, report)


def the(comparison: Comparison, part: str, event: str, axis: str) -> Difference:
    (found,) = (one for one in comparison.events if (one.part, one.event, one.axis) == (part, event, axis))
    return found
