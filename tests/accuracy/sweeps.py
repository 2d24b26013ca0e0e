"""The golfers that are measured, in groups: how many of each, and by which seeds."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from swingvision.report import View
from tests.helpers.golfer.conditions import VIEWS, Golfer, any_golfer, clean, filmed

Size = Literal["short", "quick", "full"]
SIZES: tuple[Size, ...] = ("short", "quick", "full")
TILT_DEG = 5.0


@dataclass(frozen=True)
class Group:
    """words: what a reader is told. make: the golfer of a seed seen from a view. counts: a view, by size."""

    words: str
    make: Callable[[int, View], Golfer]
    counts: tuple[int, int, int]
    drawn: bool = False

    def golfers(self, size: Size) -> list[Golfer]:
        count = self.counts[SIZES.index(size)]
        return [self.make(seed, view) for view in VIEWS for seed in range(count)]


def dropped(seed: int, view: View) -> Golfer:
    golfer = clean(100 + seed, view)
    return replace(golfer, rate=replace(golfer.rate, dropped=0.2, seed=seed))


def salted(seed: int, view: View) -> Golfer:
    return replace(clean(200 + seed, view), salt=0.05)


def tilted(seed: int, view: View) -> Golfer:
    """Five degrees of roll, either way, that nobody told."""
    golfer = clean(300 + seed, view)
    turned = TILT_DEG if seed % 2 else -TILT_DEG
    return replace(golfer, camera=golfer.camera.but(roll_deg=turned))


def drawn(seed: int, view: View) -> Golfer:
    """Stands still before the swing: a picture that does not change is drawn once."""
    golfer = clean(400 + seed, view)
    swing = replace(golfer.swing, settle_s=0.0, waggle=False, lead_in_s=1.0, hold_s=0.9, sway_m=0.0)
    return filmed(replace(golfer, swing=swing))


def hard(seed: int, view: View) -> Golfer:
    return filmed(any_golfer(500 + seed, view, fps=60.0), hard=True)


GROUPS: dict[str, Group] = {
    "clean": Group("aligned camera, 120 frames a second", clean, (8, 20, 30)),
    "any": Group("everything varies: camera, rate 30 to 240, told yaw or not", any_golfer, (6, 30, 50)),
    "dropped": Group("as clean, 20 % of the frames dropped", dropped, (4, 10, 20)),
    "salt": Group("as clean, 5 % of the keypoints thrown about", salted, (4, 10, 20)),
    "tilted": Group("as clean, the camera rolled by 5 degrees", tilted, (4, 10, 20)),
    "drawn": Group("drawn and seen by BlazePose, 120 frames a second", drawn, (0, 1, 3), drawn=True),
    "hard": Group(
        "drawn at 60 frames a second in bad light, with somebody else and things in the way",
        hard,
        (0, 1, 1),
        drawn=True,
    ),
}
