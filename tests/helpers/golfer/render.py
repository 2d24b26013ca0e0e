"""Pictures of an act, off screen and in software: MuJoCo draws, nothing is simulated."""

import ctypes.util

import mujoco
import numpy as np
from numpy.typing import NDArray

from tests.helpers.golfer.body import unit
from tests.helpers.golfer.camera import Camera, to_world
from tests.helpers.golfer.figure import PARTS, Part
from tests.helpers.golfer.recording import Act, impact_of
from tests.helpers.golfer.scene import BALL_RADIUS, ball_of, build
from tests.helpers.golfer.surroundings import Look, Other, Surroundings

Array = NDArray[np.float64]
Image = NDArray[np.uint8]
BALL_SPEED_M_S = np.array([45.0, 0.0, 18.0])
# Where the club's toe points, as far as the shaft lets it: up, and away from the golfer.
TOE_HINT = np.array([0.0, 0.5, 1.0])
AWAY = np.array([0.0, 0.0, -5.0])


def why_not() -> str | None:
    """Why nothing can be rendered here, in one sentence, or None."""
    if ctypes.util.find_library("OSMesa") is None:
        return "needs the Debian package libosmesa6 (apt-get install libosmesa6)"
    return None


class Canvas:
    """A software OpenGL context and a scene seen by the model's first camera.

    mujoco.Renderer would need MUJOCO_GL in the environment before MuJoCo's first import.
    """

    def __init__(self, model: mujoco.MjModel, width: int, height: int) -> None:
        from mujoco.osmesa import GLContext  # loads libOSMesa: only where a picture is drawn

        self._model, self._size = model, (height, width)
        self._gl = GLContext(width, height)
        self._gl.make_current()
        self._context = mujoco.MjrContext(model, mujoco.mjtFontScale.mjFONTSCALE_100.value)
        mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN.value, self._context)
        self._scene = mujoco.MjvScene(model, maxgeom=500)
        self._scene.flags[mujoco.mjtRndFlag.mjRND_FOG] = True
        self._option, self._camera = mujoco.MjvOption(), mujoco.MjvCamera()
        self._camera.type, self._camera.fixedcamid = mujoco.mjtCamera.mjCAMERA_FIXED, 0

    def draw(self, data: mujoco.MjData) -> Image:
        """(height, width, 3) RGB."""
        everything = mujoco.mjtCatBit.mjCAT_ALL.value
        self._gl.make_current()
        mujoco.mjv_updateScene(self._model, data, self._option, None, self._camera, everything, self._scene)
        picture = np.empty((*self._size, 3), np.uint8)
        view = mujoco.MjrRect(0, 0, self._size[1], self._size[0])
        mujoco.mjr_render(view, self._scene, self._context)
        mujoco.mjr_readPixels(picture, None, view, self._context)
        return picture[::-1]

    def close(self) -> None:
        self._context.free()
        self._gl.free()


class Painter:
    """Draws one act as one camera sees it; supersample: so many times as wide and high, then averaged."""

    def __init__(
        self,
        act: Act,
        camera: Camera,
        look: Look,
        supersample: int = 2,
        around: Surroundings = Surroundings(),
    ) -> None:
        self._act, self._camera, self._supersample, self._around = act, camera, supersample, around
        self._model = build(act, look, camera, around, supersample)
        self._data = mujoco.MjData(self._model)
        self._canvas = Canvas(self._model, supersample * camera.size[0], supersample * camera.size[1])
        self._last: tuple[bytes, Image] | None = None
        bodies = (self._model.body(number) for number in range(self._model.nbody))
        self._mocap = {body.name: int(body.mocapid[0]) for body in bodies}

    def close(self) -> None:
        self._canvas.close()

    def paint(self, time_s: float, exposure_s: float = 0.0, samples: int = 1) -> Image:
        """(height, width, 3) uint8, BGR: what the camera gathers from time_s on for exposure_s."""
        moments = time_s + exposure_s * np.arange(samples) / samples
        drawn = np.stack([self._draw(moment) for moment in moments])
        return np.asarray(drawn.mean(axis=0).round(), np.uint8)

    def _draw(self, time_s: float) -> Image:
        """One sharp picture; the last one again where nothing has moved, which saves half of a clip."""
        world = self._world(time_s)
        placed = np.stack(list(world.values())).tobytes()
        if self._last is None or self._last[0] != placed:
            self._last = (placed, self._picture(world))
        return self._last[1]

    def _world(self, time_s: float) -> dict[str, Array]:
        world = self._golfer("", self._act, time_s) | {"ball": self._ball(time_s)}
        for number, other in enumerate(self._around.others):
            world |= self._golfer(f"{number} ", other.act, time_s, other)
        return world

    def _golfer(self, prefix: str, act: Act, time_s: float, other: Other | None = None) -> dict[str, Array]:
        joints = act.motion.joints(np.array([time_s]))
        world = {name: to_world(points[0], act.handedness) for name, points in joints.items()}
        if other is not None:
            world = {name: _moved(name, points, other) for name, points in world.items()}
        return {prefix + name: points for name, points in world.items()}

    def _picture(self, world: dict[str, Array]) -> Image:
        self._place_golfer("", self._act, world, 0.0)
        for number, other in enumerate(self._around.others):
            self._place_golfer(f"{number} ", other.act, world, other.turn_deg)
        self._place("ball", world["ball"], np.eye(3))
        mujoco.mj_kinematics(self._model, self._data)
        mujoco.mj_camlight(self._model, self._data)
        return self._shrunk(self._canvas.draw(self._data))

    def _place_golfer(self, prefix: str, act: Act, world: dict[str, Array], turn_deg: float) -> None:
        own = {name.removeprefix(prefix): points for name, points in world.items() if name.startswith(prefix)}
        for part in PARTS:
            self._place(prefix + part.name, own[part.origin], part_axes(part, own))
        toe = _turned(turn_deg) @ to_world(TOE_HINT, act.handedness)
        self._place(prefix + "club", own["lead_hand"], _axes(own["shaft"], toe))

    def _place(self, name: str, at: Array, axes: Array) -> None:
        quaternion = np.empty(4)
        mujoco.mju_mat2Quat(quaternion, axes.ravel())
        self._data.mocap_pos[self._mocap[name]] = at
        self._data.mocap_quat[self._mocap[name]] = quaternion

    def _ball(self, time_s: float) -> Array:
        ball = to_world(ball_of(self._act), self._act.handedness)
        ball[2] = BALL_RADIUS
        flown = max(time_s - impact_of(self._act), 0)
        return np.asarray(ball + BALL_SPEED_M_S * flown if flown < 2 else AWAY)

    def _shrunk(self, drawn: Image) -> Image:
        width, height, factor = *self._camera.size, self._supersample
        blocks = drawn.reshape(height, factor, width, factor, 3)
        return np.asarray(blocks.mean(axis=(1, 3)).round()[..., ::-1], np.uint8)


def is_direction(name: str) -> bool:
    return name == "shaft" or name.endswith(("_up", "_forward", "_gaze", "_lead"))


def _turned(turn_deg: float) -> Array:
    """(3, 3) about the vertical."""
    cos, sin = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    return np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])


def _moved(name: str, point: Array, other: Other) -> Array:
    """A point or a direction of somebody who stands elsewhere."""
    there = np.zeros(3) if is_direction(name) else np.array([*other.at, 0.0])
    return np.asarray(_turned(other.turn_deg) @ point + there)


def part_axes(part: Part, world: dict[str, Array]) -> Array:
    """(3, 3), columns x, y, z of a part in the world."""

    def way(name: str) -> Array:
        return world[name] if is_direction(name) else world[name] - world[part.origin]

    along = unit(way(part.z))
    if part.y is None:
        return _axes(along, np.eye(3)[int(np.argmin(np.abs(along)))])
    return _axes(along, way(part.y))


def _axes(z: Array, toward_y: Array) -> Array:
    z = unit(z)
    x = unit(np.cross(toward_y, z))
    return np.stack([x, np.cross(z, x), z], axis=-1)
