"""What a golfer does between swings, one thing after another, as long as asked: none of it a full swing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.random import Generator

from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.body import Body, unit
from tests.helpers.golfer.golf_postures import reaching
from tests.helpers.golfer.motion import Key, Motion
from tests.helpers.golfer.other_acts import chip, putt, stride
from tests.helpers.golfer.posture import Posture
from tests.helpers.golfer.swing import Handedness, waggled

Piece = Callable[[Generator], list[Key]]


@dataclass(frozen=True)
class Pastime:
    """Idle acts in an order and at a pace that the seed gives; kinds: names from PIECES, all by default."""

    seed: int = 0
    length_s: float = 60.0
    kinds: tuple[str, ...] = ()
    handedness: Handedness = "right"
    size: float = 1.0
    shape: Body = golf.BODY

    @cached_property
    def motion(self) -> Motion:
        random, keys = np.random.default_rng(self.seed), [Key(0.0, golf.STANDING, rest=True)]
        kinds = self.kinds or tuple(PIECES)
        while keys[-1].time_s < self.length_s:
            piece = PIECES[kinds[int(random.integers(len(kinds)))]](random)
            pace = random.uniform(0.85, 1.3)
            start = keys[-1].time_s + random.uniform(0.1, 1.0)
            keys.append(Key(start, golf.STANDING, rest=True))
            keys += [Key(start + pace * key.time_s, key.posture, key.rest, key.turn) for key in piece]
        return Motion(keys, self.size, sway_m=0.004, quiet_s=(-2.0, -1.0), shape=self.shape, loose=True)

    @property
    def end_s(self) -> float:
        return self.motion.end_s


def stand(random: Generator) -> list[Key]:
    """Shifts the weight, looks about."""
    shifted = golf.STANDING.but(
        pelvis=golf.STANDING.pelvis + [random.uniform(-0.06, 0.06), random.uniform(-0.02, 0.02), -0.01],
        thorax_turn=random.uniform(-30, 30),
        pelvis_turn=random.uniform(-12, 12),
        gaze=unit(np.array([random.uniform(-1, 1), 1.0, random.uniform(-0.3, 0.1)])),
    )
    return [Key(1.2, shifted, rest=True), Key(random.uniform(2, 5), shifted, rest=True), *_standing(6.5)]


def waggle(random: Generator) -> list[Key]:
    """To address, a few waggles of any size, and away again."""
    keys, at = [Key(1.2, golf.ADDRESS, rest=True)], 1.5
    for _ in range(int(random.integers(1, 5))):
        back = waggled(golf.ADDRESS, random.uniform(0.5, 3))
        keys += [Key(at + 0.3, back), Key(at + 0.65, golf.ADDRESS)]
        at += 0.75
    return [*keys, Key(at + 0.4, golf.ADDRESS, rest=True), *_standing(at + 2.0)]


def stopped(random: Generator) -> list[Key]:
    """A practice backswing that stops somewhere between hip and shoulder, and comes back slowly."""
    highest = random.uniform(0.3, 1.0)
    at = 1.4 + random.uniform(0.2, 1.5)
    up = _between(golf.TOE_UP, golf.MID_BACKSWING, highest)
    return [
        Key(1.2, golf.ADDRESS, rest=True),
        Key(at, golf.ADDRESS, rest=True),
        Key(at + 0.45, golf.TOE_UP),
        Key(at + 0.9, up, rest=True),
        Key(at + 1.3, up, rest=True),
        Key(at + 1.9, golf.TOE_UP),
        Key(at + 2.6, golf.ADDRESS, rest=True),
        *_standing(at + 4.0),
    ]


def short_game(random: Generator) -> list[Key]:
    """A chip or a putt."""
    act = chip() if random.random() < 0.5 else putt()
    start = [Key(1.2 + key.time_s, key.posture, key.rest, key.turn) for key in act]
    return [*start, *_standing(start[-1].time_s + 1.5)]


def tee_up(random: Generator) -> list[Key]:
    """Bends down to the ball, stays, and rises."""
    ball = golf.BALL * [1, 0.75, 1] + [random.uniform(-0.1, 0.1), 0, 0.06]
    low = golf.STANDING.but(
        pelvis=[0.0, -0.20, 0.72],
        forward_bend=82,
        thorax_turn=25,
        hold=0,
        free_hand=ball,
        gaze=unit(np.array([0.0, 0.4, -1.0])),
        shaft=[0.3, 0.9, -0.2],
    )
    low = reaching(low, [0.20, 0.30, 0.55])
    return [Key(1.3, low, rest=True), Key(1.3 + random.uniform(0.6, 2), low, rest=True), *_standing(4.8)]


def stretch(random: Generator) -> list[Key]:
    """Raises the club overhead in both hands, leans, and lowers it."""
    high = reaching(golf.STANDING.but(forward_bend=0, shaft=[-0.9, 0.1, 0.3]), [0.12, 0.12, 1.95])
    leaning = high.but(side_bend=random.uniform(-14, 14))
    return [Key(1.5, high), Key(2.4, leaning, rest=True), Key(3.2, high), *_standing(5.0)]


def stroll(random: Generator) -> list[Key]:
    """Walks out of the bay along the target line, and back in."""
    steps, step_s, step_m = int(random.integers(3, 8)), random.uniform(0.5, 0.65), 0.5
    count, turned = 2 * steps, 2.0 + random.uniform(0, 2)
    out = [Key(1.2 + i * step_s / 2, stride(i, step_m, i * step_m / 2)) for i in range(count + 1)]
    far = out[-1].time_s + turned
    back = [
        Key(far + i * step_s / 2, stride(i, step_m, (count - i) * step_m / 2, toward=-1.0))
        for i in range(count + 1)
    ]
    for halt in (out, back):
        halt[0], halt[-1] = (replace(halt[end], rest=True) for end in (0, -1))
    return [*out, *back, *_standing(back[-1].time_s + 1.4)]


PIECES: dict[str, Piece] = {
    "stand": stand,
    "waggle": waggle,
    "stopped": stopped,
    "short_game": short_game,
    "tee_up": tee_up,
    "stretch": stretch,
    "stroll": stroll,
}


def _standing(time_s: float) -> list[Key]:
    return [Key(time_s, golf.STANDING, rest=True)]


def _between(first: Posture, second: Posture, share: float) -> Posture:
    pairs = {name: (getattr(first, name), getattr(second, name)) for name in vars(first)}
    return first.but(**{name: (1 - share) * a + share * b for name, (a, b) in pairs.items()})
