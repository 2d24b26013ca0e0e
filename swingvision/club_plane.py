"""The lines that club and ball draw down the line: shaft plane, Hogan plane, the slot between them,
shallowing.
"""

import numpy as np
from numpy.typing import NDArray

from swingvision import filtering
from swingvision.body_formulas import compute_trunk
from swingvision.club import Ball, ClubTrack, Shaft
from swingvision.hand_path import HANDS_MISPLACED
from swingvision.interval import Z95, around, withheld
from swingvision.kinematics import compute_middle
from swingvision.metric_table import METRICS
from swingvision.pose import KEYPOINT_INDEX
from swingvision.refusals import NO_BASELINE
from swingvision.report import EventName, Metric
from swingvision.scene import Scene

Array = NDArray[np.float64]

# What is seen less surely than this was not seen.
LEAST_CONFIDENCE = 0.5
# Through a swing the shaft is read by a line over so many downswings, from pictures no farther off than that.
READ_OVER = 0.06
# What one degree of yaw and a near camera do, one sigma, degrees or trunk lengths.
SHAFT_PER_YAW, SHAFT_NEAR_DEG = 0.11, 0.6
HOGAN_PER_YAW, HOGAN_NEAR_DEG = 0.07, 0.2
SLOT_PER_YAW, SLOT_NEAR = 0.015, 0.032
SHALLOWING_PER_YAW, SHALLOWING_NEAR_DEG = 0.3, 1.0
# How far the pose model places a shoulder beside the bone at address, trunk lengths, one sigma.
SHOULDER_MISPLACED = 0.03

CLUB_UNSEEN = "needs the club, which was not looked for"
SHAFT_UNSEEN = "the shaft was not seen at {}"
BALL_UNSEEN = "the ball was not seen"
ROWS = ("shaft_plane_deg", "hogan_plane_deg", "slot_shaft", "slot_hogan", "shallowing_deg")


def measure_club(scene: Scene, club: ClubTrack | None) -> dict[str, Metric]:
    """The rows that need the club or the ball."""
    if club is None:
        return {name: _withheld(name, CLUB_UNSEEN) for name in ROWS}
    shaft, hogan = measure_shaft(scene, club.address), measure_hogan(scene, club.ball)
    return {
        "shaft_plane_deg": shaft,
        "hogan_plane_deg": hogan,
        "slot_shaft": measure_slot(scene, "slot_shaft", shaft, club.address.head if club.address else None),
        "slot_hogan": measure_slot(scene, "slot_hogan", hogan, club.ball.place if club.ball else None),
        "shallowing_deg": measure_shallowing(scene, club),
    }


def measure_shaft(scene: Scene, shaft: Shaft | None) -> Metric:
    """The shaft at address against the ground."""
    name = "shaft_plane_deg"
    if shaft is None or shaft.confidence < LEAST_CONFIDENCE:
        return _withheld(name, SHAFT_UNSEEN.format("address"))
    angle = float(plane_of(np.array(shaft.deg)))
    return _around(name, angle, shaft.sigma_deg, SHAFT_PER_YAW, SHAFT_NEAR_DEG, scene, rolls=1.0)


def measure_hogan(scene: Scene, ball: Ball | None) -> Metric:
    """The line from the ball to mid-shoulder at address against the ground."""
    name = "hogan_plane_deg"
    if ball is None or ball.confidence < LEAST_CONFIDENCE:
        return _withheld(name, BALL_UNSEEN)
    if scene.baseline is None:
        return _withheld(name, NO_BASELINE)
    line = compute_middle(scene.baseline.points[None], "shoulder")[0] - ball.place
    if not np.isfinite(line).all():
        return _withheld(name, "the shoulders were not seen at address")
    both = [KEYPOINT_INDEX["left_shoulder"], KEYPOINT_INDEX["right_shoulder"]]
    one = np.hypot(scene.baseline.sigma[both], SHOULDER_MISPLACED * scene.noise.trunk_px)
    off = float(np.hypot(np.linalg.norm(one) / 2, ball.sigma_px) / np.linalg.norm(line))
    angle = float(np.degrees(np.arctan2(line[1], -line[0]))) % 180
    return _around(name, angle, float(np.degrees(off)), HOGAN_PER_YAW, HOGAN_NEAR_DEG, scene, rolls=1.0)


def measure_slot(scene: Scene, name: str, plane: Metric, foot: Array | None) -> Metric:
    """How far the hands are above a plane through foot (2,) px with the lead arm level coming down, trunk
    lengths.
    """
    if plane.value is None or plane.low is None or plane.high is None or foot is None:
        return _withheld(name, plane.withheld or SHAFT_UNSEEN.format("address"))
    if "mid_downswing" not in scene.moments:
        return _withheld(name, "mid downswing was not seen")
    moment, trunk = scene.moments["mid_downswing"], _trunk_px(scene)
    width = max(0.08 * scene.downswing_s, 0.6 * scene.track.interval_s)
    place, speed = filtering.local_fit(scene.track.grip, scene.track.time_s, np.array([moment.time_s]), width)
    if not np.isfinite(place).all():
        return _withheld(name, "the hands were not seen in the downswing")
    up = np.array([np.sin(np.radians(plane.value)), np.cos(np.radians(plane.value))])
    span = place[0] - foot
    along = float(span @ np.array([-up[1], up[0]]))
    # The camera's roll turns line and hands alike.
    spread = ((plane.high - plane.low) / (2 * Z95)) ** 2 - scene.mounting.roll_sigma_deg**2
    tilt = np.radians(max(spread, 0.0) ** 0.5) * along
    late = float(speed[0] @ up) * moment.sigma_s
    placed = HANDS_MISPLACED * trunk
    sigma = float(np.linalg.norm([tilt, late, placed])) / trunk
    return _around(name, float(span @ up) / trunk, sigma, SLOT_PER_YAW, SLOT_NEAR, scene)


def measure_shallowing(scene: Scene, club: ClubTrack) -> Metric:
    """How much steeper the shaft is with the lead arm level coming down than going back."""
    name = "shallowing_deg"
    events: tuple[EventName, EventName] = ("mid_backswing", "mid_downswing")
    found = []
    for event in events:
        if event not in scene.moments:
            return _withheld(name, f"{event.replace('_', ' ')} was not seen")
        line = read_shaft(scene, club, event)
        if line is None:
            return _withheld(name, SHAFT_UNSEEN.format(event.replace("_", " ")))
        found.append(line)
    (back, back_sigma), (down, down_sigma) = found
    change = (down - back + 90) % 180 - 90
    sigma = float(np.hypot(back_sigma, down_sigma))
    return _around(name, change, sigma, SHALLOWING_PER_YAW, SHALLOWING_NEAR_DEG, scene)


def read_shaft(scene: Scene, club: ClubTrack, event: EventName) -> tuple[float, float] | None:
    """Angle against the ground and one sigma, degrees, at an event; None where the shaft was not seen
    around it.
    """
    moment = scene.moments[event]
    width = max(READ_OVER * scene.downswing_s, 0.7 * scene.track.interval_s)
    off = club.time_s - moment.time_s
    near = np.flatnonzero((np.abs(off) <= 2.5 * width) & _sure(club))
    if len(near) < 2 or off[near].min() > width or off[near].max() < -width:
        return None
    angles = plane_of(club.shaft_deg[near])
    angles = angles[0] + (angles - angles[0] + 90) % 180 - 90
    value, slope = filtering.local_fit(angles, club.time_s[near], np.array([moment.time_s]), width)
    one = float(np.median(club.shaft_sigma_deg[near]))
    return float(value[0]), float(np.hypot(one, float(slope[0]) * moment.sigma_s))


def plane_of(shaft_deg: Array) -> Array:
    """Angle against the ground (0 to 180), below 90 over the golfer, of a shaft told from grip to head."""
    return np.asarray(-shaft_deg % 180)


def _sure(club: ClubTrack) -> NDArray[np.bool_]:
    return np.asarray(np.isfinite(club.shaft_deg) & (club.shaft_confidence >= LEAST_CONFIDENCE))


def _trunk_px(scene: Scene) -> float:
    if scene.baseline is None:
        return scene.noise.trunk_px
    trunk = float(np.linalg.norm(compute_trunk(scene.baseline.points[None])[0]))
    return trunk if np.isfinite(trunk) else scene.noise.trunk_px


def _around(
    name: str, value: float, sigma: float, per_yaw: float, near: float, scene: Scene, rolls: float = 0.0
) -> Metric:
    """rolls: by how many degrees one degree of the camera's roll changes it."""
    mounting = scene.mounting
    parts = [sigma, per_yaw * mounting.yaw_sigma_deg, near, rolls * mounting.roll_sigma_deg]
    facts = METRICS[name]
    return around(value, float(np.linalg.norm(parts)), facts.unit, facts.grade, mounting.apparent)


def _withheld(name: str, reason: str) -> Metric:
    return withheld(reason, METRICS[name].unit, METRICS[name].grade)
