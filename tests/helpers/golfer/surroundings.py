"""What is in the picture besides the golfer: light, ground, other people and things that stand in the way."""

from dataclasses import dataclass
from typing import Literal

from tests.helpers.golfer.recording import Act

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Look:
    """Colours of one golfer, each (red, green, blue) from 0 to 1. girth: of the body, 1 as drawn."""

    skin: Colour = (0.78, 0.56, 0.44)
    hair: Colour = (0.16, 0.10, 0.06)
    shirt: Colour = (0.86, 0.88, 0.90)
    trousers: Colour = (0.13, 0.17, 0.27)
    shoe: Colour = (0.93, 0.93, 0.93)
    glove: Colour = (0.95, 0.95, 0.95)
    girth: float = 1.0

    @property
    def colours(self) -> dict[str, Colour]:
        own = {name: value for name, value in vars(self).items() if name != "girth"}
        lips = tuple(share * part for share, part in zip((0.85, 0.62, 0.60), self.skin))
        fixed = {"white": (0.95, 0.95, 0.95), "pupil": (0.10, 0.07, 0.05), "sole": (0.10, 0.10, 0.11)}
        return {**own, **fixed, "lips": (lips[0], lips[1], lips[2])}


LOOKS: dict[str, Look] = {
    "white shirt": Look(),
    "red shirt": Look(
        (0.42, 0.27, 0.18), (0.05, 0.04, 0.04), (0.72, 0.16, 0.14), (0.80, 0.76, 0.68), (0.2, 0.2, 0.22)
    ),
    "blue shirt": Look((0.90, 0.70, 0.58), (0.55, 0.38, 0.18), (0.22, 0.42, 0.70), (0.36, 0.36, 0.38)),
    "dark shirt": Look((0.62, 0.43, 0.32), (0.08, 0.06, 0.05), (0.14, 0.15, 0.17), (0.88, 0.86, 0.82)),
}


@dataclass(frozen=True)
class Light:
    """sun_from: where it stands, any length. sun, ambient: strengths, 1 by day. night: a dark sky, and the
    sun is the lamp of the bay."""

    sun_from: tuple[float, float, float] = (-0.45, -0.55, 1.0)
    sun: float = 1.0
    ambient: float = 1.0
    night: bool = False


@dataclass(frozen=True)
class Ground:
    grass: Colour = (0.24, 0.40, 0.20)
    stand: Colour = (0.47, 0.48, 0.47)
    mat: Colour = (0.17, 0.36, 0.24)


@dataclass(frozen=True)
class Other:
    """Somebody else in the picture: what they do, where (x, y) m in the world, turned by turn_deg."""

    act: Act
    at: tuple[float, float]
    turn_deg: float = 0.0
    look: Look = LOOKS["dark shirt"]


@dataclass(frozen=True)
class Obstacle:
    """A thing that stands at (x, y) m in the world."""

    kind: Literal["bag", "post"]
    at: tuple[float, float]


@dataclass(frozen=True)
class Surroundings:
    light: Light = Light()
    ground: Ground = Ground()
    others: tuple[Other, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
