"""Golfers drawn by seed: who plays, how, seen from where, filmed how."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.random import Generator

from swingvision.report import View
from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.body import Body
from tests.helpers.golfer.camera import Camera, down_the_line, face_on
from tests.helpers.golfer.clip import Shot
from tests.helpers.golfer.measured_noise import PICTURES, Picture
from tests.helpers.golfer.other_acts import OtherAct, walk_by
from tests.helpers.golfer.pastimes import Pastime
from tests.helpers.golfer.recording import Rate
from tests.helpers.golfer.style import Style
from tests.helpers.golfer.surroundings import Colour, Ground, Light, Look, Obstacle, Other, Surroundings
from tests.helpers.golfer.swing import Handedness, Swing

VIEWS: dict[View, Callable[..., Camera]] = {"down_the_line": down_the_line, "face_on": face_on}
RATES = (30.0, 60.0, 120.0, 240.0)


@dataclass(frozen=True)
class Golfer:
    """One swing and how it is seen.

    camera_yaw_deg: what the installer said, None for nothing. noise_seed: of the errors of the pose model;
    picture: how hard it is for that. salt: share of keypoints that are thrown about. shot: how it is filmed,
    where it is drawn.
    """

    swing: Swing
    view: View
    camera: Camera
    rate: Rate
    camera_yaw_deg: float | None = 0.0
    noise_seed: int = 0
    salt: float = 0.0
    picture: Picture = "plain"
    shot: Shot = field(default=Shot())


def clean(seed: int, view: View, fps: float = 120.0) -> Golfer:
    """Any build, tempo and hand, from an aligned camera at the place for it."""
    random = np.random.default_rng([1, seed])
    swing = any_swing(random)
    return Golfer(swing, view, VIEWS[view](swing.handedness), Rate(fps), noise_seed=seed)


def any_golfer(seed: int, view: View | None = None, fps: float | None = None) -> Golfer:
    """Everything varies: the camera's place, yaw, roll, rate, light besides the golfer; a yaw told or not."""
    random = np.random.default_rng([2, seed])
    swing = any_swing(random)
    view = view or list(VIEWS)[int(random.choice(len(VIEWS)))]
    yaw = float(random.uniform(-8, 8))
    camera = VIEWS[view](
        swing.handedness,
        yaw_deg=yaw,
        distance_m=float(random.uniform(3.4, 5.5)),
        height_m=float(random.uniform(0.7, 1.5)),
        roll_deg=float(random.uniform(-2, 2)),
    )
    rate = Rate(
        fps or float(random.choice(RATES)),
        jitter=float(random.choice([0.0, 0.1])),
        dropped=float(random.choice([0.0, 0.03])),
        repeated=float(random.choice([0.0, 0.0, 0.1])),
        seed=seed,
    )
    told = yaw if random.random() < 0.5 else None
    return Golfer(swing, view, camera, rate, told, noise_seed=seed, picture=PICTURES[seed % 2])


def any_swing(random: Generator) -> Swing:
    """Tempo 2 to 5, backswing 0.6 to 1.15 s, wedge to driver, right- and left-handed, 1.5 to 2.0 m tall."""
    tempo = float(random.uniform(2.0, 5.0))
    longest = min(1.15, 0.42 * tempo)
    hands: Sequence[Handedness] = ("right", "left")
    return Swing(
        handedness=hands[int(random.integers(2))],
        backswing_s=float(random.uniform(min(0.6, longest), longest)),
        tempo=tempo,
        lead_in_s=float(random.uniform(0.8, 2.0)),
        settle_s=float(random.choice([0.0, 1.3])),
        pause_s=float(random.choice([0.0, 0.0, 0.08])),
        hold_s=float(random.uniform(0.8, 1.6)),
        over_the_top=float(random.uniform(-0.08, 0.15)),
        size=float(random.uniform(0.86, 1.10)),
        sway_m=float(random.uniform(0.0, 0.003)),
        waggle=bool(random.random() < 0.4),
        style=any_style(random),
    )


def any_style(random: Generator) -> Style:
    return Style(
        shape=any_shape(random),
        bend_deg=float(random.uniform(-6, 5)),
        turn=float(random.uniform(0.8, 1.05)),
        sway_m=float(random.uniform(-0.06, 0.05)),
        thrust_m=float(random.uniform(-0.01, 0.06)),
        rise_m=float(random.uniform(-0.02, 0.03)),
        stance=float(random.uniform(0.85, 1.12)),
    )


def any_shape(random: Generator) -> Body:
    body, leg, arm = golf.BODY, float(random.uniform(0.95, 1.05)), float(random.uniform(0.98, 1.05))
    return replace(
        body,
        shoulder_half=body.shoulder_half * arm * float(random.uniform(0.9, 1.05)),
        hip_half=body.hip_half * float(random.uniform(0.9, 1.15)),
        trunk=body.trunk * float(random.uniform(0.95, 1.05)),
        thigh=body.thigh * leg,
        shin=body.shin * leg,
        upper_arm=body.upper_arm * arm,
        forearm=body.forearm * arm,
        club=float(random.uniform(0.85, 1.08)),
    )


def filmed(golfer: Golfer, size: tuple[int, int] = (640, 360), hard: bool = False) -> Golfer:
    """The same golfer with a picture: any clothes and ground, blur as 1/300 s of exposure makes it.

    hard: low sun or night, a lens out of focus, somebody else, something in the way.
    """
    random = np.random.default_rng([3, golfer.noise_seed, hard])
    swing = golfer.swing
    shot = Shot(
        look=any_look(random),
        rate=golfer.rate,
        blur=4,
        blur_s=(swing.top_s, swing.impact_s + 0.6 * swing.downswing_s),
        exposure_s=1 / 300,
        around=Surroundings(ground=any_ground(random)),
    )
    if hard:
        around = replace(
            shot.around,
            light=any_light(random),
            others=(any_other(random, golfer),),
            obstacles=(any_obstacle(random, golfer),) if random.random() < 0.5 else (),
        )
        grain = float(random.uniform(0, 10))
        shot = replace(shot, around=around, lens_blur_px=float(random.uniform(0, 1.2)), grain=grain)
    return replace(golfer, camera=golfer.camera.but(size=size), shot=shot)


def any_look(random: Generator) -> Look:
    def colour(least: float = 0.08, most: float = 0.92) -> Colour:
        return float(random.uniform(least, most)), float(random.uniform(least, most)), float(random.uniform())

    dark = float(random.uniform(0.35, 1.0))
    skin = (0.90 * dark, 0.70 * dark, 0.58 * dark)
    fair = float(random.uniform(0.1, 1.0))
    hair = (0.65 * fair, 0.45 * fair, 0.25 * fair)
    return Look(skin, hair, colour(), colour(), colour(0.1, 0.95), girth=float(random.uniform(0.9, 1.25)))


def any_ground(random: Generator) -> Ground:
    green = float(random.uniform(0.6, 1.4))
    grey = float(random.uniform(0.2, 0.65))
    mats = ((0.17, 0.36, 0.24), (0.20, 0.22, 0.45), (0.30, 0.30, 0.30), (0.45, 0.20, 0.15))
    return Ground(
        (0.24 * green, 0.40 * green, 0.20), (grey, grey, grey), mats[int(random.integers(len(mats)))]
    )


def any_light(random: Generator) -> Light:
    """A high lamp by night, or a sun anywhere above 25 degrees."""
    if random.random() < 0.4:
        return Light((0.2, 0.3, 1.0), sun=float(random.uniform(0.7, 1.1)), ambient=0.5, night=True)
    way, high = random.uniform(0, 2 * np.pi), random.uniform(0.5, 1.5)
    sun = (float(np.cos(way)), float(np.sin(way)), float(high))
    return Light(sun, sun=float(random.uniform(0.5, 1.4)), ambient=float(random.uniform(0.7, 1.2)))


def any_other(random: Generator, golfer: Golfer) -> Other:
    """Somebody smaller in the picture, farther from the camera: stands about, walks by or swings."""
    act = (
        Pastime(int(random.integers(99)), 8.0, ("stand", "waggle")),
        OtherAct(walk_by),
        Swing(lead_in_s=float(random.uniform(0.5, 2)), tempo=float(random.uniform(2.5, 4))),
    )[int(random.integers(3))]
    if golfer.view == "down_the_line":
        at = (
            float(random.uniform(2.2, 3.5)),
            float(random.choice([-1, 1])) * float(random.uniform(0.9, 1.6)),
        )
    else:
        behind = 1.0 if golfer.swing.handedness == "right" else -1.0
        at = (float(random.choice([-1, 1])) * float(random.uniform(1.0, 1.8)), behind * 2.5)
    return Other(act, at, look=any_look(random))


def any_obstacle(random: Generator, golfer: Golfer) -> Obstacle:
    """A bag between camera and golfer's legs, or a post beside them."""
    eye, middle = np.array(golfer.camera.position[:2]), np.zeros(2)
    across = np.array([-(middle - eye)[1], (middle - eye)[0]]) / np.linalg.norm(middle - eye)
    if random.random() < 0.5:
        x, y = 0.35 * eye + across * random.uniform(-0.25, 0.25)
        return Obstacle("bag", (float(x), float(y)))
    x, y = 0.4 * eye + across * float(random.choice([-1, 1])) * random.uniform(0.35, 0.6)
    return Obstacle("post", (float(x), float(y)))
