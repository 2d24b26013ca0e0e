"""The body over a stretch of time: the hips from top to impact, the whole body from the finish on."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d

from swingvision import filtering, kinematics
from swingvision.body_formulas import trunk_length
from swingvision.body_rows import Doubt
from swingvision.interval import Z95, around, shown, withheld
from swingvision.metric_table import METRICS
from swingvision.pose import KEYPOINT_INDEX
from swingvision.pose_noise import seen
from swingvision.refusals import NO_BASELINE, TOO_FEW_PICTURES, refuse_view
from swingvision.report import Metric
from swingvision.scene import Scene
from swingvision.tempo import NO_REAL_TIME, UNSEEN, is_slow_motion
from swingvision.track import Track

Array = NDArray[np.float64]

# The hips' way from top to impact is a cubic in time, which trembling moves little; pictures that it needs.
POWERS, LEAST_PICTURES = 3, 6
# Of the hips' furthest way, trunk lengths.
EXTENSION = Doubt(0.058, 0.003, 0.019)

# A body held still: slower than so many body heights a second, read over so many seconds; TLs in a body
# height.
STILL_HEIGHTS_S, READ_OVER_S, TRUNKS_PER_HEIGHT = 0.05, 0.12, 3.5
# The body may come to rest so long after the hands did; a hold is followed for so long.
REST_WITHIN_S, LONGEST_HOLD_S, STEP_S = 0.8, 8.0, 0.02
# Movement ends a hold when it lasts for so many steps: one wild point does not.
MOVING_STEPS = 5
# One standard deviation of the moment at which the body comes to rest or moves on: a pose model's errors move
# too while the body slows down.
CROSSING_SIGMA_S = 0.27
NO_REST = "the golfer did not come to rest after the swing"
ANKLES_UNSEEN = "head, hips and ankles were not all seen after the finish"


def measure_early_extension(scene: Scene) -> Metric:
    """The furthest that mid-hip comes toward the ball from top to impact, TL."""
    facts = METRICS["early_extension"]
    reason = refuse_view(facts.name, scene.view)
    reason = reason or next((UNSEEN[name] for name in ("top", "impact") if name not in scene.moments), None)
    if reason is None and scene.baseline is None:
        reason = NO_BASELINE
    if reason is not None or scene.baseline is None:
        return withheld(reason or NO_BASELINE, facts.unit, facts.grade)
    top_s, impact_s = (scene.moments[name].time_s for name in ("top", "impact"))
    hips = [KEYPOINT_INDEX["left_hip"], KEYPOINT_INDEX["right_hip"]]
    inside = scene.track.between(top_s - scene.track.interval_s, impact_s + scene.track.interval_s)
    inside = inside[seen(scene.track)[inside][:, hips].all(axis=1)]
    trunk = float(trunk_length(scene.baseline.points[None])[0])
    if len(inside) < LEAST_PICTURES or not np.isfinite(trunk):
        return withheld(TOO_FEW_PICTURES, facts.unit, facts.grade)
    way = kinematics.compute_middle(scene.track.points[inside], "hip")[:, 0]
    start = float(scene.baseline.points[hips, 0].mean())
    furthest, weights = furthest_of_curve(scene.track.time_s[inside], way - start, top_s, impact_s)
    one_hip = float(np.linalg.norm(scene.noise.at(scene.track.confidence[inside].mean(axis=0))[hips])) / 2
    still = float(np.linalg.norm(scene.baseline.sigma[hips])) / 2
    noise = float(np.hypot(float(scene.noise.of_weights(weights)) * one_hip, still)) / trunk
    turned = EXTENSION.per_yaw_deg * scene.mounting.yaw_sigma_deg
    sigma = float(np.linalg.norm([noise, EXTENSION.posed, turned, EXTENSION.near]))
    return around(furthest / trunk, sigma, facts.unit, facts.grade, scene.mounting.apparent)


def furthest_of_curve(time_s: Array, way: Array, start_s: float, end_s: float) -> tuple[float, Array]:
    """The highest value of a cubic through the way (pictures,) between two times, and the pictures'
    weights in it.
    """
    scale = max(end_s - start_s, 1e-9)
    basis = ((time_s - start_s) / scale)[:, None] ** np.arange(POWERS + 1)
    grid = np.linspace(0.0, 1.0, 50)[:, None] ** np.arange(POWERS + 1)
    weights = grid @ np.linalg.pinv(basis)
    heights = weights @ way
    best = int(np.argmax(heights))
    return float(heights[best]), np.asarray(weights[best])


def measure_finish_hold(scene: Scene, tail: Track) -> Metric:
    """Seconds from the finish on for which head, hips and ankles stay below STILL_HEIGHTS_S."""
    facts = METRICS["finish_hold_s"]
    reason = refuse_view(facts.name, scene.view)
    if reason is None and "finish" not in scene.moments:
        reason = UNSEEN["finish"]
    if reason is None and is_slow_motion(scene.moments):
        reason = NO_REAL_TIME
    if reason is not None:
        return withheld(reason, facts.unit, facts.grade)
    finish = scene.moments["finish"]
    end_s = min(float(tail.time_s[-1]), finish.time_s + LONGEST_HOLD_S)
    at_s = np.arange(finish.time_s, end_s, STEP_S)
    pace = read_pace(tail, at_s)
    if len(at_s) < 2 or not np.isfinite(pace).any():
        return withheld(ANKLES_UNSEEN, facts.unit, facts.grade)
    still = np.nan_to_num(pace, nan=np.inf) < STILL_HEIGHTS_S
    rested = np.flatnonzero(still & (at_s <= finish.time_s + REST_WITHIN_S))
    if len(rested) == 0:
        return withheld(NO_REST, facts.unit, facts.grade)
    first = int(rested[0])
    moved = np.flatnonzero(minimum_filter1d(~still[first:], MOVING_STEPS, origin=-(MOVING_STEPS // 2)))
    if len(moved) == 0:
        held = f"held for longer than was seen, {at_s[-1] - at_s[first]:.1f} s"
        return withheld(held, facts.unit, facts.grade)
    last = first + int(moved[0])
    if not np.isfinite(pace[last]):
        return withheld(ANKLES_UNSEEN, facts.unit, facts.grade)
    start_sigma = finish.sigma_s if first == 0 else CROSSING_SIGMA_S
    spread = Z95 * float(np.hypot(start_sigma, CROSSING_SIGMA_S))
    value = float(at_s[last] - at_s[first])
    return shown(value, max(value - spread, 0.0), value + spread, facts.unit, facts.grade)


def read_pace(track: Track, at_s: Array) -> Array:
    """(moments,) the fastest of mid-ear, mid-hip and both ankles, body heights a second; NaN where one is
    unseen.
    """
    points = np.where(seen(track)[..., None], track.points, np.nan)
    parts = [kinematics.compute_middle(points, joint) for joint in ("ear", "hip")]
    parts += [kinematics.point(points, side, "ankle") for side in (kinematics.LEAD, kinematics.TRAIL)]
    after = track.between(float(at_s[0]) if len(at_s) else 0.0, np.inf)
    height = TRUNKS_PER_HEIGHT * kinematics.compute_trunk_length(points[after])
    _, slope = filtering.local_fit(np.stack(parts, axis=1), track.time_s, at_s, READ_OVER_S)
    return np.asarray(np.linalg.norm(slope, axis=-1).max(axis=1) / height)
