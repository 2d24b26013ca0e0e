"""The bay and the golfer as a MuJoCo model: parts are moved by hand, nothing is simulated."""

from dataclasses import dataclass

import mujoco
import numpy as np
from numpy.typing import NDArray

from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.camera import Camera, to_world
from tests.helpers.golfer.figure import PARTS, Part, loft_mesh
from tests.helpers.golfer.swing import Handedness

Array = NDArray[np.float64]
Colour = tuple[float, float, float]
BALL_RADIUS = 0.0214
# Not quite opaque: MuJoCo then draws no shadow of them, which would cost the golfer's its sharpness.
TREE = (0.15, 0.27, 0.17, 0.999)
# A line of trees far off: place along the line, half width and height, metres.
TREES = [
    (-35 + 1.9 * i + np.sin(5 * i), 1.7 + 0.5 * np.sin(3 * i), 2.6 + 0.8 * np.sin(7 * i)) for i in range(38)
]


@dataclass(frozen=True)
class Look:
    """Colours of one golfer, each (red, green, blue) from 0 to 1."""

    skin: Colour = (0.78, 0.56, 0.44)
    hair: Colour = (0.16, 0.10, 0.06)
    shirt: Colour = (0.86, 0.88, 0.90)
    trousers: Colour = (0.13, 0.17, 0.27)
    shoe: Colour = (0.93, 0.93, 0.93)
    glove: Colour = (0.95, 0.95, 0.95)

    @property
    def colours(self) -> dict[str, Colour]:
        lips = tuple(share * part for share, part in zip((0.85, 0.62, 0.60), self.skin))
        fixed = {"white": (0.95, 0.95, 0.95), "pupil": (0.10, 0.07, 0.05), "sole": (0.10, 0.10, 0.11)}
        return {**vars(self), **fixed, "lips": (lips[0], lips[1], lips[2])}


LOOKS: dict[str, Look] = {
    "white shirt": Look(),
    "red shirt": Look(
        (0.42, 0.27, 0.18), (0.05, 0.04, 0.04), (0.72, 0.16, 0.14), (0.80, 0.76, 0.68), (0.2, 0.2, 0.22)
    ),
    "blue shirt": Look((0.90, 0.70, 0.58), (0.55, 0.38, 0.18), (0.22, 0.42, 0.70), (0.36, 0.36, 0.38)),
    "dark shirt": Look((0.62, 0.43, 0.32), (0.08, 0.06, 0.05), (0.14, 0.15, 0.17), (0.88, 0.86, 0.82)),
}


def build(look: Look, size: float, handedness: Handedness, camera: Camera, scale: int) -> mujoco.MjModel:
    """A model with the camera "bay", and moved parts for the golfer, the club and the ball."""
    spec = mujoco.MjSpec()
    spec.visual.global_.offwidth, spec.visual.global_.offheight = (scale * side for side in camera.size)
    spec.visual.quality.shadowsize = 2048 * scale
    spec.visual.quality.offsamples = 4
    spec.visual.map.fogstart, spec.visual.map.fogend = 3, 26
    spec.visual.map.znear, spec.visual.map.zfar = 0.05, 60
    spec.stat.extent, spec.stat.center = 4.0, (0.0, 0.0, 1.0)
    _camera(spec, camera)
    _light(spec)
    _bay(spec, handedness, size)
    for name, colour in look.colours.items():
        spec.add_material(name=name, rgba=(*colour, 1), specular=0.15, shininess=0.2, reflectance=0)
    for part in PARTS:
        _add_part(spec, part, size)
    _add_club(spec, size)
    return spec.compile()


def _camera(spec: mujoco.MjSpec, camera: Camera) -> None:
    right, down, ahead = camera.axes
    quaternion = np.empty(4)
    mujoco.mju_mat2Quat(quaternion, np.stack([right, -down, -ahead], axis=-1).ravel())
    spec.worldbody.add_camera(name="bay", pos=camera.position, quat=quaternion, fovy=camera.fov_deg)


def _light(spec: mujoco.MjSpec) -> None:
    spec.visual.headlight.ambient = (0.36, 0.37, 0.39)
    spec.visual.headlight.diffuse = (0.24, 0.24, 0.24)
    spec.visual.headlight.specular = (0.0, 0.0, 0.0)
    directional = mujoco.mjtLightType.mjLIGHT_DIRECTIONAL
    spec.worldbody.add_light(
        type=directional,
        pos=(-3, -4, 7),
        dir=(0.45, 0.55, -1.0),
        diffuse=(0.62, 0.60, 0.56),
        specular=(0.2, 0.2, 0.2),
    )
    spec.worldbody.add_light(
        type=directional, pos=(-2, 5, 5), dir=(0.3, -0.8, -0.7), diffuse=(0.16, 0.17, 0.20), castshadow=False
    )
    for rows in (
        (spec.visual.rgba.haze, (0.66, 0.72, 0.76, 1)),
        (spec.visual.rgba.fog, (0.66, 0.72, 0.76, 1)),
    ):
        rows[0][:] = rows[1]
    spec.add_texture(
        name="sky",
        type=mujoco.mjtTexture.mjTEXTURE_SKYBOX,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_GRADIENT,
        rgb1=(0.30, 0.45, 0.62),
        rgb2=(0.72, 0.78, 0.82),
        width=256,
        height=1536,
    )


def _bay(spec: mujoco.MjSpec, handedness: Handedness, size: float) -> None:
    """Grass, a concrete stand, a mat with its edges along the target line, and a line of trees far off."""
    grass = spec.add_texture(
        name="grass",
        type=mujoco.mjtTexture.mjTEXTURE_2D,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_FLAT,
        rgb1=(0.24, 0.40, 0.20),
        rgb2=(0.24, 0.40, 0.20),
        mark=mujoco.mjtMark.mjMARK_RANDOM,
        markrgb=(0.28, 0.45, 0.23),
        random=0.35,
        width=256,
        height=256,
    )
    material = spec.add_material(
        name="grass", texrepeat=(1.5, 1.5), texuniform=True, specular=0, reflectance=0
    )
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = grass.name
    spec.add_material(name="tree", rgba=TREE, specular=0)
    world = spec.worldbody
    for at, width, height in TREES:
        world.add_geom(
            type=mujoco.mjtGeom.mjGEOM_ELLIPSOID, pos=(46, at, 0), size=(2, width, height), material="tree"
        )
        world.add_geom(
            type=mujoco.mjtGeom.mjGEOM_ELLIPSOID, pos=(at, 46, 0), size=(width, 2, height), material="tree"
        )
    plane, box = mujoco.mjtGeom.mjGEOM_PLANE, mujoco.mjtGeom.mjGEOM_BOX
    world.add_geom(type=plane, size=(0, 0, 1), pos=(0, 0, -0.03), material="grass")
    ball = to_world(golf.BALL, handedness)
    world.add_geom(type=box, size=(2.2, 3.2, 0.02), pos=(-0.9, 0, -0.022), rgba=(0.47, 0.48, 0.47, 1))
    world.add_geom(
        type=box, size=(0.85, 0.95, 0.01), pos=(0, ball[1] / 2, -0.010), rgba=(0.17, 0.36, 0.24, 1)
    )
    for side in (-1, 1):
        at = (0, ball[1] / 2 + side * 0.94, -0.0095)
        world.add_geom(type=box, size=(0.85, 0.01, 0.01), pos=at, rgba=(0.85, 0.87, 0.85, 1))
    world.add_geom(
        type=box,
        size=(0.42, 0.14, 0.011),
        pos=(ball[0] * size, ball[1] * size, -0.0105),
        rgba=(0.21, 0.43, 0.28, 1),
    )


def _add_part(spec: mujoco.MjSpec, part: Part, size: float) -> None:
    body = spec.worldbody.add_body(name=part.name, mocap=True)
    for number, loft in enumerate(part.lofts):
        vertices, faces = loft_mesh([(size * a, size * b, size * c) for a, b, c in loft.rings])
        name = f"{part.name}_{number}"
        mesh = spec.add_mesh(name=name, uservert=vertices.ravel(), userface=faces.ravel(), smoothnormal=True)
        body.add_geom(type=mujoco.mjtGeom.mjGEOM_MESH, meshname=mesh.name, material=loft.colour)
    for ball in part.balls:
        body.add_geom(
            type=mujoco.mjtGeom.mjGEOM_ELLIPSOID,
            pos=np.multiply(ball.at, size),
            size=np.multiply(ball.half, size),
            material=ball.colour,
        )


def _add_club(spec: mujoco.MjSpec, size: float) -> None:
    """Grip, shaft and head along the club's z axis from the lead hand; the ball by itself."""
    body = spec.worldbody.add_body(name="club", mocap=True)
    length = golf.BODY.club * size
    capsule = mujoco.mjtGeom.mjGEOM_CAPSULE

    def add(start: float, end: float, radius: float, colour: Colour) -> None:
        body.add_geom(type=capsule, fromto=(0, 0, start, 0, 0, end), size=(radius, 0, 0), rgba=(*colour, 1))

    add(-0.09 * size, 0.19 * size, 0.013, (0.08, 0.08, 0.09))
    add(0.19 * size, length - 0.02, 0.0065, (0.75, 0.77, 0.80))
    body.add_geom(
        type=mujoco.mjtGeom.mjGEOM_BOX,
        size=(0.011, 0.038, 0.020),
        pos=(0, 0.022, length - 0.012),
        rgba=(0.55, 0.57, 0.60, 1),
    )
    ball = spec.worldbody.add_body(name="ball", mocap=True)
    ball.add_geom(type=mujoco.mjtGeom.mjGEOM_SPHERE, size=(BALL_RADIUS, 0, 0), rgba=(0.98, 0.98, 0.96, 1))
