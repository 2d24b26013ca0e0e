"""Golfers who differ: the same swing by bodies that bend, turn, sway and rise in their own ways."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tests.helpers.golfer.motion import Key, Motion
from tests.helpers.golfer.posture import Posture
from tests.helpers.golfer.swing import Swing

Array = NDArray[np.float64]
Way = dict[str, Array]


@dataclass(frozen=True)
class VariedSwing(Swing):
    """A Swing whose postures are moved by what `seed` draws: always, more toward the top, more toward
    impact.
    """

    seed: int = 0

    @cached_property
    def motion(self) -> Motion:
        plain = super().motion
        for share in (1.0, 0.5, 0.25, 0.0):
            moved = replace(plain, keys=[self._moved(key, share) for key in plain.keys])
            if _is_possible(moved):
                return moved
        raise ValueError(f"no posture of seed {self.seed} is within the limbs' reach")

    def _moved(self, key: Key, share: float) -> Key:
        random = np.random.default_rng(self.seed)
        always, top, impact = _habit(random), _backswing(random), _downswing(random)
        toward_top = np.interp(key.time_s, [self.start_s, self.top_s, self.impact_s], [0, 1, 0])
        toward_impact = np.interp(
            key.time_s, [self.top_s, self.impact_s, self.finish_s, self.end_s + 1], [0, 1, 0.5, 0.5]
        )
        posture = key.posture
        for way, amount in ((always, 1.0), (top, toward_top), (impact, toward_impact)):
            posture = _by(posture, way, share * float(amount))
        return replace(key, posture=posture)


def _habit(random: np.random.Generator) -> Way:
    return {
        "forward_bend": np.array(random.normal(0, 4)),
        "side_bend": np.array(random.normal(0, 2)),
        "pelvis": np.array([0, 0, -random.uniform(0, 0.03)]),
        "lead_toe": np.array([random.normal(0, 0.03), 0, 0]),
        "thorax_turn": np.array(random.normal(0, 3)),
        "shaft": random.normal(0, 0.05, 3),
    }


def _backswing(random: np.random.Generator) -> Way:
    return {
        "forward_bend": np.array(random.normal(0, 4)),
        "pelvis": random.normal(0, 0.02, 3),
        "thorax_turn": np.array(random.normal(0, 8)),
        "pelvis_turn": np.array(random.normal(0, 5)),
        "side_bend": np.array(random.normal(4, 5)),
        "reach": np.array(-abs(random.normal(0, 0.03))),
    }


def _downswing(random: np.random.Generator) -> Way:
    return {
        "forward_bend": np.array(random.normal(-4, 5)),
        "pelvis": np.array([random.normal(0, 0.02), abs(random.normal(0, 0.03)), random.normal(0, 0.015)]),
        "pelvis_turn": np.array(random.normal(0, 6)),
        "side_bend": np.array(random.normal(5, 5)),
        "shaft": random.normal(0, 0.05, 3),
    }


def _by(posture: Posture, way: Way, amount: float) -> Posture:
    return posture.but(**{name: getattr(posture, name) + amount * step for name, step in way.items()})


def _is_possible(motion: Motion) -> bool:
    try:
        motion.joints(np.arange(0, motion.end_s, 0.02))
    except ValueError:
        return False
    return True
