"""The bay and the golfer as a MuJoCo model: parts are moved by hand, nothing is simulated."""

import mujoco
import numpy as np
from numpy.typing import NDArray

from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.camera import Camera, to_world
from tests.helpers.golfer.body import Body
from tests.helpers.golfer.figure import PARTS, Part, loft_mesh
from tests.helpers.golfer.recording import Act
from tests.helpers.golfer.surroundings import Colour, Ground, Light, Look, Obstacle, Surroundings
from tests.helpers.golfer.swing import Handedness

Array = NDArray[np.float64]
BALL_RADIUS = 0.0214
GREY = (0.55, 0.56, 0.58)
# How the tufts differ from the grass and the place of the ball from the mat, by channel.
GRASS_MARKS, WORN_MAT = (7 / 6, 1.125, 1.15), (0.21 / 0.17, 0.43 / 0.36, 1.0)
# Not quite opaque: MuJoCo then draws no shadow of them, which would cost the golfer's its sharpness.
TREE = (0.15, 0.27, 0.17, 0.999)
# A line of trees far off: place along the line, half width and height, metres.
TREES = [
    (-35 + 1.9 * i + np.sin(5 * i), 1.7 + 0.5 * np.sin(3 * i), 2.6 + 0.8 * np.sin(7 * i)) for i in range(38)
]


def build(act: Act, look: Look, camera: Camera, around: Surroundings, scale: int) -> mujoco.MjModel:
    """A model with the camera "bay", and moved parts for the golfers, their clubs and the ball.

    The parts of the golfer have their own names, those of the others begin with "0 ", "1 " and so on.
    """
    spec = mujoco.MjSpec()
    spec.visual.global_.offwidth, spec.visual.global_.offheight = (scale * side for side in camera.size)
    spec.visual.quality.shadowsize = 2048 * scale
    spec.visual.quality.offsamples = 4
    spec.visual.map.fogstart, spec.visual.map.fogend = 3, 26
    spec.visual.map.znear, spec.visual.map.zfar = 0.05, 60
    spec.stat.extent, spec.stat.center = 4.0, (0.0, 0.0, 1.0)
    _camera(spec, camera)
    _light(spec, around.light)
    _bay(spec, around.ground, ball_of(act), act.handedness)
    _add_golfer(spec, "", act.motion.body, act.motion.size, look)
    for number, other in enumerate(around.others):
        _add_golfer(spec, f"{number} ", other.act.motion.body, other.act.motion.size, other.look)
    for obstacle in around.obstacles:
        _add_obstacle(spec, obstacle)
    ball = spec.worldbody.add_body(name="ball", mocap=True)
    ball.add_geom(type=mujoco.mjtGeom.mjGEOM_SPHERE, size=(BALL_RADIUS, 0, 0), rgba=(0.98, 0.98, 0.96, 1))
    return spec.compile()


def ball_of(act: Act) -> Array:
    """(3,) where the ball lies, metres in the golfer's own axes."""
    return np.asarray(getattr(act, "ball", golf.BALL * act.motion.size), float)


def _camera(spec: mujoco.MjSpec, camera: Camera) -> None:
    right, down, ahead = camera.axes
    quaternion = np.empty(4)
    mujoco.mju_mat2Quat(quaternion, np.stack([right, -down, -ahead], axis=-1).ravel())
    spec.worldbody.add_camera(name="bay", pos=camera.position, quat=quaternion, fovy=camera.fov_deg)


def _light(spec: mujoco.MjSpec, light: Light) -> None:
    bright, sky = light.ambient, (0.12, 0.14, 0.18) if light.night else (0.66, 0.72, 0.76)
    spec.visual.headlight.ambient = _dimmed((0.36, 0.37, 0.39), bright)
    spec.visual.headlight.diffuse = _dimmed((0.24, 0.24, 0.24), bright)
    spec.visual.headlight.specular = (0.0, 0.0, 0.0)
    directional = mujoco.mjtLightType.mjLIGHT_DIRECTIONAL
    spec.worldbody.add_light(
        type=directional,
        pos=(-3, -4, 7),
        dir=tuple(-part for part in light.sun_from),
        diffuse=_dimmed((0.62, 0.60, 0.56), light.sun),
        specular=(0.2, 0.2, 0.2),
    )
    spec.worldbody.add_light(
        type=directional,
        pos=(-2, 5, 5),
        dir=(0.3, -0.8, -0.7),
        diffuse=_dimmed((0.16, 0.17, 0.20), bright),
        castshadow=False,
    )
    for row in (spec.visual.rgba.haze, spec.visual.rgba.fog):
        row[:] = (*sky, 1)
    spec.add_texture(
        name="sky",
        type=mujoco.mjtTexture.mjTEXTURE_SKYBOX,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_GRADIENT,
        rgb1=(0.02, 0.03, 0.06) if light.night else (0.30, 0.45, 0.62),
        rgb2=(0.10, 0.12, 0.16) if light.night else (0.72, 0.78, 0.82),
        width=256,
        height=1536,
    )


def _dimmed(colour: Colour, share: float) -> Colour:
    return colour[0] * share, colour[1] * share, colour[2] * share


def _bay(spec: mujoco.MjSpec, ground: Ground, ball_own: Array, handedness: Handedness) -> None:
    """Grass, a concrete stand, a mat with its edges along the target line, and a line of trees far off."""
    grass = spec.add_texture(
        name="grass",
        type=mujoco.mjtTexture.mjTEXTURE_2D,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_FLAT,
        rgb1=ground.grass,
        rgb2=ground.grass,
        mark=mujoco.mjtMark.mjMARK_RANDOM,
        markrgb=np.multiply(ground.grass, GRASS_MARKS),
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
    mat, ball = to_world(golf.BALL, handedness), to_world(ball_own, handedness)
    world.add_geom(type=box, size=(2.2, 3.2, 0.02), pos=(-0.9, 0, -0.022), rgba=(*ground.stand, 1))
    world.add_geom(type=box, size=(0.85, 0.95, 0.01), pos=(0, mat[1] / 2, -0.010), rgba=(*ground.mat, 1))
    for side in (-1, 1):
        at = (0, mat[1] / 2 + side * 0.94, -0.0095)
        world.add_geom(type=box, size=(0.85, 0.01, 0.01), pos=at, rgba=(0.85, 0.87, 0.85, 1))
    world.add_geom(
        type=box,
        size=(0.42, 0.14, 0.011),
        pos=(ball[0], ball[1], -0.0105),
        rgba=(*np.multiply(ground.mat, WORN_MAT), 1),
    )


def _add_golfer(spec: mujoco.MjSpec, name: str, body: Body, size: float, look: Look) -> None:
    for colour, value in look.colours.items():
        spec.add_material(name=name + colour, rgba=(*value, 1), specular=0.15, shininess=0.2, reflectance=0)
    for part in PARTS:
        _add_part(spec, name, part, size * part_scale(part, body.scaled(1 / size), look.girth))
    _add_club(spec, name, body.club, size)


def part_scale(part: Part, body: Body, girth: float) -> Array:
    """(3,) how much wider, deeper and longer a part is than the reference golfer's."""
    kind = part.name.removeprefix("lead_").removeprefix("trail_")
    limb = 0.5 + 0.5 * girth
    if kind == "thorax":
        shoulders = body.shoulder_half / golf.BODY.shoulder_half
        return np.array([0.5 * (girth + shoulders), girth, body.trunk / golf.BODY.trunk])
    if kind == "pelvis":
        return np.array([girth, girth, 1.0])
    if kind in ("upper_arm", "forearm", "thigh", "shin"):
        return np.array([limb, limb, getattr(body, kind) / getattr(golf.BODY, kind)])
    return np.ones(3)


def _add_part(spec: mujoco.MjSpec, prefix: str, part: Part, scale: Array) -> None:
    body = spec.worldbody.add_body(name=prefix + part.name, mocap=True)
    wide, deep, long = scale
    for number, loft in enumerate(part.lofts):
        vertices, faces = loft_mesh([(long * a, wide * b, deep * c) for a, b, c in loft.rings])
        name = f"{prefix}{part.name}_{number}"
        mesh = spec.add_mesh(name=name, uservert=vertices.ravel(), userface=faces.ravel(), smoothnormal=True)
        body.add_geom(type=mujoco.mjtGeom.mjGEOM_MESH, meshname=mesh.name, material=prefix + loft.colour)
    for ball in part.balls:
        body.add_geom(
            type=mujoco.mjtGeom.mjGEOM_ELLIPSOID,
            pos=np.multiply(ball.at, scale),
            size=np.multiply(ball.half, scale),
            material=prefix + ball.colour,
        )


def _add_club(spec: mujoco.MjSpec, prefix: str, length: float, size: float) -> None:
    """Grip, shaft and head along the club's z axis from the lead hand."""
    body = spec.worldbody.add_body(name=f"{prefix}club", mocap=True)
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


def _add_obstacle(spec: mujoco.MjSpec, obstacle: Obstacle) -> None:
    """A golf bag as high as the hips, or a post that ends over the picture."""
    radius, height, colour = (0.14, 0.45, (0.10, 0.14, 0.30)) if obstacle.kind == "bag" else (0.06, 1.5, GREY)
    spec.worldbody.add_geom(
        type=mujoco.mjtGeom.mjGEOM_CYLINDER,
        pos=(*obstacle.at, height),
        size=(radius, height, 0),
        rgba=(*colour, 1),
    )
