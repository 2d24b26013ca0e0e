"""A body moving through key postures, smoothly, at any moment asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BPoly

from tests.helpers.golfer.body import Body, joints
from tests.helpers.golfer.posture import Posture, pack, unpack
from tests.helpers.golfer.smooth import smooth_path, smooth_step

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Key:
    """A posture at a time in seconds; at a rest the body is still, at a turn the hands reverse."""

    time_s: float
    posture: Posture
    rest: bool = False
    turn: bool = False


@dataclass(frozen=True)
class Motion:
    """Keys in the order of time; size scales the shape; sway_m: a slow idle sway, none during quiet_s.

    loose: limbs that would have to be too long are left short of their place (see body.joints).
    """

    keys: Sequence[Key]
    size: float = 1.0
    sway_m: float = 0.0
    quiet_s: tuple[float, float] = (0.0, 0.0)
    shape: Body = Body()
    loose: bool = False

    @cached_property
    def body(self) -> Body:
        return self.shape.scaled(self.size)

    @cached_property
    def _path(self) -> BPoly:
        times = np.array([key.time_s for key in self.keys])
        rests = [i for i, key in enumerate(self.keys) if key.rest]
        turns = [i for i, key in enumerate(self.keys) if key.turn]
        return smooth_path(times, pack([key.posture for key in self.keys]), rests, turns)

    @property
    def end_s(self) -> float:
        return self.keys[-1].time_s

    def postures(self, time_s: Array) -> Posture:
        inside = np.clip(time_s, self.keys[0].time_s, self.end_s)
        posture = unpack(self._path(inside), self.keys[0].posture)
        # Between two keys of a nearly straight arm the curve may overshoot what the bones allow.
        reach = np.minimum(posture.reach, 0.999)
        scaled = {name: getattr(posture, name) * self.size for name in ("lead_toe", "trail_toe", "free_hand")}
        return replace(posture, pelvis=posture.pelvis * self.size + self._sway(time_s), reach=reach, **scaled)

    def joints(self, time_s: Array) -> dict[str, Array]:
        """Joints and club at the times (frames,), each (frames, 3) in the golfer's own axes, metres."""
        times = np.atleast_1d(np.asarray(time_s, float))
        return joints(self.body, self.postures(times), self.loose)

    def _sway(self, time_s: Array) -> Array:
        """(frames, 3): two incommensurate slow sines, faded out half a second before the quiet time."""
        before = smooth_step((self.quiet_s[0] - time_s) / 0.5)
        after = smooth_step((time_s - self.quiet_s[1]) / 0.5)
        amount = self.sway_m * (before + after)
        waves = [np.sin(2 * np.pi * 0.31 * time_s), 0.6 * np.sin(2 * np.pi * 0.23 * time_s + 1), 0 * time_s]
        return np.asarray(np.stack([amount * wave for wave in waves], axis=-1))
