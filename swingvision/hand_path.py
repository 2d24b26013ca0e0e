"""The way of the hands down the line: its plane, how straight it is, and whether it comes down outside
the way back.
"""

import numpy as np
from numpy.typing import NDArray

from swingvision import kinematics
from swingvision.interval import Z95, around, shown, withheld
from swingvision.kinematics import LEAD, TRAIL
from swingvision.metric_table import METRICS
from swingvision.pose import KEYPOINT_INDEX
from swingvision.refusals import TOO_FEW_PICTURES
from swingvision.report import Metric
from swingvision.scene import Scene
from swingvision.tempo import UNSEEN

Array = NDArray[np.float64]

# Pictures between top and impact, at least, for a line through them.
LEAST_PICTURES = 5
# How far hands are placed beside the grip, differently at the top and at impact; trunk lengths, one sigma.
HANDS_MISPLACED = 0.03
# Travel along the target line shows as travel to the side where the camera is turned. Its share of the
# height, top to impact: by the rule for a camera that nobody aligned (10 degrees turn an apparent 60 into 47
# to 77), and one standard deviation over golfers, for the little that an aligned one may be off.
ALONG_TARGET, ALONG_TARGET_SIGMA = 2.0, 0.4
# The same between the ways down and back, trunk lengths.
ALONG_BETWEEN_WAYS = 0.35
# What a near camera (3.4 to 5.5 m) does, one sigma: degrees; trunk lengths.
NEAR_DEG, NEAR_TRUNKS = 0.5, 0.01
# What the pose model's placing of the hands does to the ways down and back, trunk lengths, one sigma.
WAYS_POSED = 0.05
# Heights between hip and shoulder at which the ways down and back are compared.
HEIGHTS = 9
WAYS_UNSEEN = "the hands were not seen from hip to shoulder height both ways"


def measure_hands(scene: Scene) -> dict[str, Metric]:
    """hand_path_plane_deg, hand_path_residual and over_the_top."""
    refusal = next((UNSEEN[name] for name in ("top", "impact") if name not in scene.moments), None)
    if refusal is None:
        path = _way(scene, "top", "impact")
        if len(path) >= LEAST_PICTURES:
            return {**measure_hand_path(scene, path), "over_the_top": measure_over_the_top(scene)}
    names = ("hand_path_plane_deg", "hand_path_residual", "over_the_top")
    return {name: withheld(refusal or TOO_FEW_PICTURES, METRICS[name].unit, "B") for name in names}


def measure_hand_path(scene: Scene, path: Array) -> dict[str, Metric]:
    """Angle against the ground of the first principal axis of the way (pictures, 2) px, and how far off
    it that is.
    """
    angle, residual = fit_line(path)
    length = float(np.ptp(path, axis=0).max())
    placed = HANDS_MISPLACED * scene.noise.trunk_px
    spread = np.linspace(-1, 1, len(path))
    trembling = float(scene.noise.of_weights(spread / (spread @ spread))) * _grip_sigma_px(scene) * 2 / length
    noise = float(np.degrees(np.hypot(trembling, np.sqrt(2) * placed / length)))
    sigma = float(np.linalg.norm([noise, scene.mounting.roll_sigma_deg, NEAR_DEG]))
    low, high = _turned(angle, scene)
    residual_sigma = float(np.hypot(_grip_sigma_px(scene), placed)) / scene.noise.trunk_px / 2
    off, apparent = residual / scene.noise.trunk_px, scene.mounting.apparent
    return {
        "hand_path_plane_deg": shown(
            angle,
            angle - float(np.hypot(angle - low, Z95 * sigma)),
            angle + float(np.hypot(high - angle, Z95 * sigma)),
            "deg",
            "B",
            apparent,
        ),
        "hand_path_residual": around(off, residual_sigma, "trunk_lengths", "B", apparent),
    }


def fit_line(path: Array) -> tuple[float, float]:
    """Angle in degrees against the ground (0 to 180) of the best line through (points, 2); its RMS residual.

    Measured on the golfer's side, as the shaft's and Hogan's planes are: a line that leans over the golfer,
    away from the ball, is below 90.
    """
    centred = path - path.mean(axis=0)
    _, stretch, axes = np.linalg.svd(centred, full_matrices=False)
    angle = float(np.degrees(np.arctan2(axes[0, 1], -axes[0, 0]))) % 180
    return angle, float(stretch[1] / np.sqrt(len(path)))


def yaw_bounds(angle_deg: float, yaw_deg: float, along_target: float = ALONG_TARGET) -> tuple[float, float]:
    """What a plane seen at angle_deg may be when the camera is turned by up to yaw_deg to either side."""
    run = 1 / np.tan(np.radians(angle_deg))
    shift = along_target * np.tan(np.radians(yaw_deg))
    ends = np.degrees(np.arctan2(1.0, np.array([run + shift, run - shift]))) % 180
    return float(min(*ends, angle_deg)), float(max(*ends, angle_deg))


def _turned(angle_deg: float, scene: Scene) -> tuple[float, float]:
    if scene.mounting.apparent:
        return yaw_bounds(angle_deg, scene.mounting.yaw_doubt_deg)
    return yaw_bounds(angle_deg, Z95 * scene.mounting.yaw_sigma_deg, ALONG_TARGET_SIGMA)


def measure_over_the_top(scene: Scene) -> Metric:
    """Mean over heights from hip to shoulder of (way down - way back), trunk lengths, + towards the ball."""
    if "takeaway" not in scene.moments:
        return withheld(UNSEEN["takeaway"], "trunk_lengths", "B")
    track, trunk = scene.track, scene.noise.trunk_px
    body = track.points[track.between(scene.moments["takeaway"].time_s, scene.moments["top"].time_s)]
    low, high = (np.nanmedian(kinematics.compute_middle(body, joint)[:, 1]) for joint in ("hip", "shoulder"))
    heights = np.linspace(low, high, HEIGHTS + 2)[1:-1]
    back = _aside_at(_way(scene, "takeaway", "top"), heights)
    down = _aside_at(_way(scene, "top", "impact")[::-1], heights)
    apart = (down - back) / trunk
    apart = apart[np.isfinite(apart)]
    if len(apart) < HEIGHTS // 2:
        return withheld(WAYS_UNSEEN, "trunk_lengths", "B")
    turned = ALONG_BETWEEN_WAYS * np.tan(np.radians(scene.mounting.yaw_sigma_deg))
    parts = [_grip_sigma_px(scene) / trunk, WAYS_POSED, turned, NEAR_TRUNKS]
    sigma = float(np.linalg.norm(parts))
    return around(float(np.mean(apart)), sigma, "trunk_lengths", "B", scene.mounting.apparent)


def _grip_sigma_px(scene: Scene) -> float:
    """How far the grip's place in one picture trembles: two hands, each like its wrist."""
    wrists = [KEYPOINT_INDEX[f"{side}_wrist"] for side in (LEAD, TRAIL)]
    return float(np.linalg.norm(scene.noise.sigma_px[wrists])) / 2


def _aside_at(way: Array, heights: Array) -> Array:
    """x of a rising way (points, 2) where it first passes each height; NaN where it does not reach it."""
    if len(way) < 2:
        return np.full(len(heights), np.nan)
    risen = np.maximum.accumulate(way[:, 1])
    inside = (heights >= risen[0]) & (heights <= risen[-1])
    return np.where(inside, np.interp(heights, risen, way[:, 0]), np.nan)


def _way(scene: Scene, first: str, last: str) -> Array:
    moments = {str(name): moment.time_s for name, moment in scene.moments.items()}
    way = scene.track.grip[scene.track.between(moments[first], moments[last])]
    return way[np.isfinite(way).all(axis=1)]
