"""Virtual swings with their pictures, and where club and ball really were."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from swingvision import clip
from swingvision.analysis import Measurement, Options, measure
from swingvision.club import ClubTrack
from swingvision.pose import PoseSeries
from tests.helpers.golfer import Camera, Handedness, Noise, Rate, Swing, down_the_line, face_on, record
from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.camera import to_world
from tests.helpers.golfer.clip import Shot
from tests.helpers.golfer.clip import clip as drawn_clip
from tests.helpers.golfer.scene import BALL_RADIUS

Array = NDArray[np.float64]

CAMERAS = {"face_on": face_on, "down_the_line": down_the_line}
FPS = 30.0


@dataclass(frozen=True)
class Drawn:
    """A swing, how it was filmed, and the poses of its frames."""

    swing: Swing
    camera: Camera
    series: PoseSeries
    measurement: Measurement

    @property
    def club(self) -> ClubTrack:
        (club,) = self.measurement.clubs
        assert club is not None, self.measurement.reason
        return club

    @property
    def mirrored(self) -> bool:
        return self.swing.handedness == "left"

    def as_track(self, world: Array) -> Array:
        """World points (..., 3) in the right-hander's level px, y up."""
        x, y = np.moveaxis(self.camera.project(world), -1, 0)
        return np.stack([self.camera.size[0] - x if self.mirrored else x, -y], axis=-1)

    def ends(self, time_s: Array) -> tuple[Array, Array]:
        """The lead hand and the clubhead, (frames, 2) px each."""
        joints = self.swing.motion.joints(time_s)
        hand, head = (to_world(joints[name], self.swing.handedness) for name in ("lead_hand", "club_head"))
        return self.as_track(hand), self.as_track(head)

    def shaft_deg(self, time_s: Array) -> Array:
        hand, head = self.ends(time_s)
        return np.asarray(np.degrees(np.arctan2(*(head - hand).T[::-1])))

    @property
    def ball(self) -> Array:
        place = to_world(golf.BALL * self.swing.size, self.swing.handedness)
        place[2] = BALL_RADIUS
        return self.as_track(place)


@lru_cache(maxsize=8)
def drawn(view: str, handedness: Handedness, look: str) -> Drawn:
    """From a real video file; the swing ends at its finish."""
    swing = Swing(handedness=handedness, lead_in_s=0.8, hold_s=0.0)
    camera = CAMERAS[view](handedness).but(size=(640, 360))
    rate = Rate(fps=FPS)
    series = record(swing, camera, rate, Noise(seed=3))
    with clip.read(drawn_clip(swing, camera, Shot(look=look, rate=rate))) as reader:
        times_ns = np.array([frame.time_ns for frame in reader])
    # The file keeps time in ticks of its own.
    series = replace(series, time_ns=times_ns)
    return Drawn(swing, camera, series, measure(series, Options(), reader.pictures))
