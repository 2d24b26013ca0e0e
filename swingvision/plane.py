"""The plane of the hands, seen down the line; what needs the club or the ball says so.

An angle in the picture is the plane's own only from a camera that looks along the target line: a yaw of
10 degrees turns an apparent 60 into 48 to 78, 3 degrees into 56 to 65. So the camera's yaw decides what
is shown.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision import kinematics
from swingvision.interval import Z95, around, shown, withheld
from swingvision.moment import Moment
from swingvision.report import EventName, Metric, View
from swingvision.track import Track

Array = NDArray[np.float64]

YAW_LIMIT_DEG, UNKNOWN_YAW_DEG = 3.0, 10.0
# How far the grip's place in one picture is off, trunk lengths (blurred hands included).
GRIP_SIGMA = 0.03
# Pictures between top and impact, at least, for a line through them.
LEAST_PICTURES = 5
# A yaw lets the way along the target line show as a way to the side. How far the hands travel along it for
# each unit of height, top to impact: so that 10 degrees turn an apparent 60 into 47 to 77.
ALONG_TARGET = 2.0
# How far apart along it the ways down and back lie, trunk lengths.
ALONG_BETWEEN_WAYS = 0.5
# Heights between hip and shoulder at which the ways down and back are compared.
HEIGHTS = 9

ONLY_DOWN_THE_LINE = "needs the view down the line"
CLUB_UNSEEN = "needs the club, which is not measured yet"
BALL_UNSEEN = "needs the ball, which is not measured yet"
TOO_FEW = "too few pictures between top and impact"
WAYS_UNSEEN = "the hands were not seen from hip to shoulder height both ways"


@dataclass(frozen=True, slots=True)
class Yaw:
    """How the camera is turned from the target line, degrees; None when nobody has said."""

    deg: float | None

    @property
    def refusal(self) -> str | None:
        if self.deg is None or abs(self.deg) <= YAW_LIMIT_DEG:
            return None
        return f"camera {abs(self.deg):.0f} degrees off the target line; the plane needs {YAW_LIMIT_DEG:.0f}"

    @property
    def apparent(self) -> bool:
        return self.deg is None

    @property
    def doubt_deg(self) -> float:
        """By how much the yaw may still be off."""
        return UNKNOWN_YAW_DEG if self.deg is None else YAW_LIMIT_DEG / Z95


def measure_plane(
    track: Track, moments: dict[EventName, Moment], view: View, yaw_deg: float | None
) -> dict[str, Metric]:
    """shaft_plane_deg, hogan_plane_deg, hand_path_plane_deg and over_the_top."""
    yaw = Yaw(yaw_deg)
    refusal = (ONLY_DOWN_THE_LINE if view != "down_the_line" else None) or yaw.refusal
    rows = {
        "shaft_plane_deg": withheld(refusal or CLUB_UNSEEN, "deg", "A"),
        "hogan_plane_deg": withheld(refusal or BALL_UNSEEN, "deg", "A"),
    }
    refusal = refusal or next(
        (f"{name} was not seen" for name in ("top", "impact") if name not in moments), None
    )
    if refusal:
        rows["hand_path_plane_deg"] = withheld(refusal, "deg", "B")
        rows["over_the_top"] = withheld(refusal, "trunk_lengths", "B")
        return rows
    rows["hand_path_plane_deg"] = measure_hand_path(track, moments, yaw)
    rows["over_the_top"] = measure_over_the_top(track, moments, yaw)
    return rows


def measure_hand_path(track: Track, moments: dict[EventName, Moment], yaw: Yaw) -> Metric:
    """Angle against the ground of the first principal axis of the hands from top to impact."""
    path = _way(track, moments["top"].time_s, moments["impact"].time_s)
    if len(path) < LEAST_PICTURES:
        return withheld(TOO_FEW, "deg", "B")
    angle, residual = fit_line(path)
    length = float(np.ptp(path, axis=0).max())
    trunk = _trunk(track, moments)
    noise = max(residual, GRIP_SIGMA * trunk) / (length * np.sqrt(len(path) / 12))
    low, high = yaw_bounds(angle, yaw.doubt_deg)
    spread = Z95 * float(np.degrees(noise))
    return shown(
        angle,
        angle - float(np.hypot(angle - low, spread)),
        angle + float(np.hypot(high - angle, spread)),
        "deg",
        "B",
        yaw.apparent,
    )


def fit_line(path: Array) -> tuple[float, float]:
    """Angle in degrees against the ground (0 to 180) of the best line through (points, 2); its RMS residual.

    Measured on the golfer's side, as the shaft's and Hogan's planes are: a line that leans over the golfer,
    away from the ball, is below 90.
    """
    centred = path - path.mean(axis=0)
    _, stretch, axes = np.linalg.svd(centred, full_matrices=False)
    angle = float(np.degrees(np.arctan2(axes[0, 1], -axes[0, 0]))) % 180
    return angle, float(stretch[1] / np.sqrt(len(path)))


def yaw_bounds(angle_deg: float, yaw_deg: float) -> tuple[float, float]:
    """What a plane seen at angle_deg may be when the camera is turned by up to yaw_deg to either side."""
    run = 1 / np.tan(np.radians(angle_deg))
    shift = ALONG_TARGET * np.tan(np.radians(yaw_deg))
    ends = np.degrees(np.arctan2(1.0, np.array([run + shift, run - shift]))) % 180
    return float(min(*ends, angle_deg)), float(max(*ends, angle_deg))


def measure_over_the_top(track: Track, moments: dict[EventName, Moment], yaw: Yaw) -> Metric:
    """Mean over heights from hip to shoulder of (way down - way back), trunk lengths, + towards the ball."""
    if "takeaway" not in moments:
        return withheld("the start of the backswing was not seen", "trunk_lengths", "B")
    takeaway, top, impact = (moments[name].time_s for name in ("takeaway", "top", "impact"))
    trunk = _trunk(track, moments)
    body = track.points[track.between(takeaway, top)]
    low, high = (np.nanmedian(kinematics.compute_middle(body, joint)[:, 1]) for joint in ("hip", "shoulder"))
    heights = np.linspace(low, high, HEIGHTS + 2)[1:-1]
    back = _aside_at(_way(track, takeaway, top), heights)
    down = _aside_at(_way(track, top, impact)[::-1], heights)
    apart = (down - back) / trunk
    apart = apart[np.isfinite(apart)]
    if len(apart) < HEIGHTS // 2:
        return withheld(WAYS_UNSEEN, "trunk_lengths", "B")
    noise = np.hypot(np.std(apart) / np.sqrt(3), GRIP_SIGMA)
    doubt = ALONG_BETWEEN_WAYS * np.tan(np.radians(yaw.doubt_deg)) / Z95
    return around(float(np.mean(apart)), float(np.hypot(noise, doubt)), "trunk_lengths", "B", yaw.apparent)


def _aside_at(way: Array, heights: Array) -> Array:
    """x of a rising way (points, 2) where it first passes each height; NaN where it does not reach it."""
    if len(way) < 2:
        return np.full(len(heights), np.nan)
    risen = np.maximum.accumulate(way[:, 1])
    inside = (heights >= risen[0]) & (heights <= risen[-1])
    return np.where(inside, np.interp(heights, risen, way[:, 0]), np.nan)


def _way(track: Track, start_s: float, end_s: float) -> Array:
    way = track.grip[track.between(start_s, end_s)]
    return way[np.isfinite(way).all(axis=1)]


def _trunk(track: Track, moments: dict[EventName, Moment]) -> float:
    """Trunk length at address, px; of the whole swing where address was not seen."""
    start = moments.get("address", moments["top"]).time_s
    seen = track.between(start - 0.3, start + 0.1)
    trunk = kinematics.compute_trunk_length(track.points[seen])
    return trunk if np.isfinite(trunk) else kinematics.compute_trunk_length(track.points)
