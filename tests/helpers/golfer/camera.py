"""A pinhole camera in the bay, and the two places where bays put one.

World axes: x toward the target, z up, y to the left of someone who looks at the target; metres. A
right-handed golfer's ball lies on the right (y negative), a left-handed golfer is the mirror image.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.swing import Handedness

Array = NDArray[np.float64]
# Midway between the shoes and the clubhead at the top.
LOOK_HEIGHT_M = 1.07


def to_world(points: Array, handedness: Handedness) -> Array:
    """From the golfer's own axes (y toward the ball) to the world's, (..., 3)."""
    return np.asarray(points * np.array([1.0, -1.0 if handedness == "right" else 1.0, 1.0]))


@dataclass(frozen=True)
class Camera:
    """position: metres in the world. azimuth_deg: where it looks, 0 along +x, 90 along +y. pitch_deg: up.

    roll_deg: the picture turned clockwise. fov_deg: vertical field of view. size: (width, height) px.
    """

    position: tuple[float, float, float]
    azimuth_deg: float
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    fov_deg: float = 36.0
    size: tuple[int, int] = (1280, 720)

    @cached_property
    def axes(self) -> Array:
        """Rows: right, down and ahead of the picture, in the world."""
        azimuth, pitch, roll = np.radians([self.azimuth_deg, self.pitch_deg, self.roll_deg])
        level = np.array([np.cos(azimuth), np.sin(azimuth), 0.0])
        ahead = level * np.cos(pitch) + np.array([0.0, 0.0, np.sin(pitch)])
        right = np.array([np.sin(azimuth), -np.cos(azimuth), 0.0])
        down = np.cross(ahead, right)
        return np.stack(
            [right * np.cos(roll) - down * np.sin(roll), right * np.sin(roll) + down * np.cos(roll), ahead]
        )

    @property
    def focal_px(self) -> float:
        return float(self.size[1] / 2 / np.tan(np.radians(self.fov_deg) / 2))

    def depth(self, points: Array) -> Array:
        """Metres ahead of the camera, (...)."""
        return np.asarray((points - np.array(self.position)) @ self.axes[2])

    def project(self, points: Array) -> Array:
        """World points (..., 3) to px of the upright frame (..., 2): x right, y down."""
        seen = (points - np.array(self.position)) @ self.axes.T
        middle = np.array(self.size, float) / 2
        return np.asarray(middle + self.focal_px * seen[..., :2] / seen[..., 2:])

    def but(self, **changes: object) -> "Camera":
        return replace(self, **changes)  # type: ignore[arg-type]


def orbit(
    target: Array,
    azimuth_deg: float,
    distance_m: float,
    height_m: float,
    roll_deg: float = 0.0,
    fov_deg: float = 36.0,
) -> Camera:
    """A camera at a height that looks at a world point (3,) from a level distance."""
    azimuth = np.radians(azimuth_deg)
    x, y = target[0] - distance_m * np.cos(azimuth), target[1] - distance_m * np.sin(azimuth)
    pitch = float(np.degrees(np.arctan2(target[2] - height_m, distance_m)))
    return Camera((float(x), float(y), height_m), azimuth_deg, pitch, roll_deg, fov_deg)


def down_the_line(
    handedness: Handedness = "right",
    yaw_deg: float = 0.0,
    distance_m: float = 4.2,
    height_m: float = 1.05,
    roll_deg: float = 0.0,
    fov_deg: float = 34.0,
) -> Camera:
    """Behind the hands, looking at the target; a positive yaw swings the camera's view to the right."""
    hands = np.array([0.0, golf.ADDRESS_HANDS[1], LOOK_HEIGHT_M])
    return orbit(to_world(hands, handedness), -yaw_deg, distance_m, height_m, roll_deg, fov_deg)


def face_on(
    handedness: Handedness = "right",
    yaw_deg: float = 0.0,
    distance_m: float = 4.2,
    height_m: float = 1.05,
    roll_deg: float = 0.0,
    fov_deg: float = 36.0,
) -> Camera:
    """In front of the golfer's middle, looking at the chest; a positive yaw swings the view to the right."""
    facing = 90.0 if handedness == "right" else -90.0
    return orbit(
        np.array([0.0, 0.0, LOOK_HEIGHT_M - 0.06]), facing - yaw_deg, distance_m, height_m, roll_deg, fov_deg
    )
