"""What a camera makes of a motion without a picture: sampled, noisy keypoints as a PoseSeries."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.pose import KEYPOINT_INDEX, PoseSeries
from tests.helpers.golfer.camera import Camera
from tests.helpers.golfer.keypoints import seen_keypoints
from tests.helpers.golfer.motion import Motion
from tests.helpers.golfer.swing import Handedness

Array = NDArray[np.float64]
HANDS = [
    i for name, i in KEYPOINT_INDEX.items() if name.split("_")[-1] in ("wrist", "pinky", "index", "thumb")
]
LIMB_ENDS = [i for name, i in KEYPOINT_INDEX.items() if name.split("_")[-1] in ("elbow", "ankle", "heel")]


class Act(Protocol):
    """Anything a golfer does: a swing or something that is none."""

    @property
    def handedness(self) -> Handedness: ...
    @property
    def motion(self) -> Motion: ...
    @property
    def end_s(self) -> float: ...


@dataclass(frozen=True)
class Rate:
    """When frames are taken.

    jitter: standard deviation of the frame interval as a share of it (variable frame rate).
    dropped: share of frames that never arrive. repeated: share of frames that show the picture before them.
    """

    fps: float = 60.0
    jitter: float = 0.0
    dropped: float = 0.0
    repeated: float = 0.0
    seed: int = 0

    def times_ns(self, end_s: float) -> NDArray[np.int64]:
        """Rising frame times (frames,) from 0 to end_s."""
        random = np.random.default_rng(self.seed)
        count = int(end_s * self.fps) + 1
        moved = np.clip(random.normal(0, self.jitter, count), -0.45, 0.45) if self.jitter else np.zeros(count)
        moved[0] = 0
        times = np.round((np.arange(count) + moved) / self.fps * NANOSECONDS_PER_SECOND).astype(np.int64)
        kept = random.random(count) >= self.dropped
        kept[0] = True
        return times[kept]

    def shown_ns(self, times_ns: NDArray[np.int64]) -> NDArray[np.int64]:
        """When the picture of each frame was really taken: the frame before's where it repeats."""
        repeats = np.random.default_rng(self.seed + 1).random(len(times_ns)) < self.repeated
        repeats[0] = False
        latest = np.maximum.accumulate(np.where(repeats, 0, np.arange(len(times_ns))))
        return times_ns[latest]


@dataclass(frozen=True)
class Noise:
    """How a pose model errs, as shares of the trunk seen: BlazePose's measured order of size by default.

    spread: standard deviation of every keypoint; hands and limb ends get twice that. correlation: of the
    error from one frame to the next. outliers: chance that a frame's hands are off while they move faster
    than two trunks a second, by about `outlier_spread`; their confidence then falls too.
    """

    spread: float = 0.008
    correlation: float = 0.6
    outliers: float = 0.05
    outlier_spread: float = 0.10
    seed: int = 0

    def disturb(
        self, points: Array, time_s: Array, handedness: Handedness, impact_s: float
    ) -> tuple[Array, Array]:
        return _disturbed(points, np.full(points.shape[:2], 0.9), time_s, self)


class Errs(Protocol):
    """What a pose model makes of exact points (frames, 33, 2) px at times (frames,): points, confidence.

    impact_s: when the act's impact is; infinite where there is none.
    """

    def disturb(
        self, points: Array, time_s: Array, handedness: Handedness, impact_s: float
    ) -> tuple[Array, Array]: ...


def record(act: Act, camera: Camera, rate: Rate = Rate(), noise: Errs | None = None) -> PoseSeries:
    """The keypoints that a camera would see of an act; without noise exact to float32."""
    times_ns = rate.times_ns(act.end_s)
    shown_s = rate.shown_ns(times_ns) / NANOSECONDS_PER_SECOND
    joints = act.motion.joints(shown_s)
    points = seen_keypoints(joints, act.handedness, camera, act.motion.size)
    confidence = np.full(points.shape[:2], 0.9)
    if noise is not None:
        new_picture = np.diff(shown_s, prepend=-1.0) > 0
        points, confidence = noise.disturb(points, shown_s, act.handedness, impact_of(act))
        latest = np.maximum.accumulate(np.where(new_picture, np.arange(len(shown_s)), 0))
        points, confidence = points[latest], confidence[latest]
    index = np.arange(len(times_ns), dtype=np.int64)
    return PoseSeries(index, times_ns, points.astype(np.float32), confidence.astype(np.float32), camera.size)


def impact_of(act: Act) -> float:
    """Infinite where the act has none."""
    return float(getattr(act, "impact_s", np.inf))


def trunk_px(points: Array) -> float:
    """Median distance from mid-shoulder to mid-hip."""
    shoulder, hip = KEYPOINT_INDEX["left_shoulder"], KEYPOINT_INDEX["left_hip"]
    middle = points[:, [shoulder, hip]] + points[:, [shoulder + 1, hip + 1]]
    return float(np.median(np.linalg.norm(middle[:, 0] - middle[:, 1], axis=-1)) / 2)


def _disturbed(points: Array, confidence: Array, time_s: Array, noise: Noise) -> tuple[Array, Array]:
    random, scale = np.random.default_rng(noise.seed), trunk_px(points)
    share = np.full((points.shape[1], 1), noise.spread)
    share[HANDS + LIMB_ENDS] *= 2
    error = random.normal(size=points.shape) * share * scale
    keep = noise.correlation
    for frame in range(1, len(error)):
        error[frame] = keep * error[frame - 1] + np.sqrt(1 - keep**2) * error[frame]
    wrists = points[:, KEYPOINT_INDEX["left_wrist"]]
    speed = np.linalg.norm(np.gradient(wrists, axis=0), axis=-1) / np.gradient(time_s).clip(1e-6) / scale
    off = (speed > 2) & (random.random(len(points)) < noise.outliers)
    jump = random.normal(0, noise.outlier_spread * scale, (len(points), 1, 2))
    error[:, HANDS] += np.where(off[:, None, None], jump, 0)
    drop = np.clip(speed / 40, 0, 0.4)[:, None] + np.where(off, 0.3, 0)[:, None]
    shaken = confidence + random.normal(0, 0.03, confidence.shape)
    shaken[:, HANDS] -= drop
    return points + error, np.clip(shaken, 0.05, 1.0)
