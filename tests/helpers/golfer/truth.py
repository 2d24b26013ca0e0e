"""What really happened in a swing, from its noise-free geometry: the answers that the analysis is held to."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tests.helpers.golfer.camera import Camera, to_world
from tests.helpers.golfer.swing import Swing

Array = NDArray[np.float64]
STEP_S = 0.0005
TAKEAWAY_SHOULDER_WIDTHS = 0.03
STILL_CLUB_M_S = 0.05
STILL_HANDS_M_S = 0.20


@dataclass(frozen=True)
class Truth:
    """Event times in seconds on the swing's own clock, and what follows from them.

    events: GolfDB's eight and takeaway. takeaway by the rule, as the camera sees the grip; `tempo_ratio` and
    `backswing_s` follow from it. hand_path_plane_deg, over_the_top: as an aligned camera down the line sees
    them (in trunk lengths, + toward the ball).
    """

    events: dict[str, float]
    hand_path_plane_deg: float
    over_the_top: float

    @property
    def backswing_s(self) -> float:
        return self.events["top"] - self.events["takeaway"]

    @property
    def downswing_s(self) -> float:
        return self.events["impact"] - self.events["top"]

    @property
    def tempo_ratio(self) -> float:
        return self.backswing_s / self.downswing_s


@lru_cache(maxsize=256)
def truth_of(swing: Swing, camera: Camera) -> Truth:
    """Everything about a swing; takeaway is the camera's."""
    times = np.arange(0, swing.end_s, STEP_S)
    joints = swing.motion.joints(times)
    events = _events(swing, times, joints)
    events["takeaway"] = _takeaway(swing, camera, times, joints["grip"])
    order = ("address", "takeaway", "toe_up", "mid_backswing", "top", "mid_downswing", "impact")
    events = {name: events[name] for name in (*order, "mid_follow_through", "finish")}
    plane, over = _plane(swing, joints, times)
    return Truth(events, plane, over)


def _events(swing: Swing, times: Array, joints: dict[str, Array]) -> dict[str, float]:
    shaft_up = joints["shaft"][:, 2]
    arm_up = (joints["lead_wrist"] - joints["lead_shoulder"])[:, 2]
    club, hands = _speed(joints["club_head"]), _speed(joints["grip"])
    still = times[(club < STILL_CLUB_M_S) & (times < swing.start_s + 0.5 * swing.backswing_s)]
    moving = times[(hands > STILL_HANDS_M_S) & (times > swing.impact_s) & (times < swing.finish_s + 0.01)]
    return {
        "address": float(still[-1]),
        "toe_up": _crossing(times, shaft_up, swing.start_s, swing.top_s),
        "mid_backswing": _crossing(times, arm_up, swing.start_s, swing.top_s),
        "top": swing.top_s,
        "mid_downswing": _crossing(times, -arm_up, swing.top_s, swing.impact_s),
        "impact": swing.impact_s,
        "mid_follow_through": _crossing(times, shaft_up, swing.impact_s, swing.finish_s),
        "finish": float(moving[-1]),
    }


def _speed(path: Array) -> Array:
    """(frames,) m/s."""
    return np.asarray(np.linalg.norm(np.gradient(path, STEP_S, axis=0), axis=-1))


def _crossing(times: Array, values: Array, after: float, before: float) -> float:
    """The first moment in between at which values rise through zero."""
    inside = np.flatnonzero((times >= after) & (times <= before))
    part = values[inside]
    first = int(np.flatnonzero((part[:-1] < 0) & (part[1:] >= 0))[0])
    share = -part[first] / (part[first + 1] - part[first])
    return float(times[inside[first]] + share * STEP_S)


def _takeaway(swing: Swing, camera: Camera, times: Array, grip: Array) -> float:
    """The last moment before the top at which the grip was seen 0.03 shoulder widths from its still place."""
    world = to_world(grip, swing.handedness)
    seen = camera.project(world)
    start = int(np.searchsorted(times, swing.start_s))
    width_px = swing.motion.body.shoulder_width * camera.focal_px / camera.depth(world[start])
    moved = np.linalg.norm(seen - seen[start], axis=-1) / width_px
    near = (moved < TAKEAWAY_SHOULDER_WIDTHS) & (times < swing.top_s)
    return float(times[np.flatnonzero(near)[-1]])


def _plane(swing: Swing, joints: dict[str, Array], times: Array) -> tuple[float, float]:
    """The hand path's angle from top to impact, and over_the_top, in the plane across the target line."""
    path, trunk = joints["grip"][:, 1:], _trunk(joints)
    down = path[(times >= swing.top_s) & (times <= swing.impact_s)]
    axis = np.linalg.svd(down - down.mean(axis=0), full_matrices=False)[2][0]
    plane = float(np.degrees(np.arctan2(abs(axis[1]), abs(axis[0]))))
    back = path[(times >= swing.start_s) & (times <= swing.top_s)]
    start = int(np.searchsorted(times, swing.start_s))
    low = joints["pelvis"][start, 2]
    heights = np.linspace(low, joints["neck"][start, 2], 50)
    over = np.interp(heights, down[::-1, 1], down[::-1, 0]) - _at_heights(back, heights)
    return plane, float(np.mean(over) / trunk[start])


def _trunk(joints: dict[str, Array]) -> Array:
    return np.asarray(np.linalg.norm((joints["neck"] - joints["pelvis"])[:, 1:], axis=-1))


def _at_heights(back: Array, heights: Array) -> Array:
    lowest = int(np.argmin(back[:, 1]))
    return np.asarray(np.interp(heights, back[lowest:, 1], back[lowest:, 0]))
