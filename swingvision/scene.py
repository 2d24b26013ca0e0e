"""What every metric of body and club reads: the track, its moments, its noise, the still posture, the
camera.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.mounting import Mounting
from swingvision.moment import Moment
from swingvision.pose_noise import PoseNoise, measure_noise
from swingvision.report import EventName, View
from swingvision.sight import Sight, read_baseline, read_sight
from swingvision.track import Track

# Stillness is looked for so many downswings before takeaway, or so many pictures where these are few.
STILL_SPAN, STILL_PICTURES = 4.0, 10
# Hands farther than this from their last still place, in trunk lengths, were on their way to it.
STILL_TRUNKS = 0.08
# Where top or impact was not seen, seconds: a usual downswing.
USUAL_DOWNSWING_S = 0.27


@dataclass(frozen=True, slots=True)
class Scene:
    """still: the last pictures before takeaway in which the golfer stood; baseline: None where they are
    too few.
    """

    track: Track
    moments: dict[EventName, Moment]
    view: View
    mounting: Mounting
    still: NDArray[np.intp]
    noise: PoseNoise
    baseline: Sight | None

    @property
    def downswing_s(self) -> float:
        return downswing_of(self.moments)

    def at(self, event: EventName) -> Sight:
        """The body at an event that was seen."""
        return read_sight(self.track, self.moments[event], self.downswing_s, self.noise)


def set_scene(track: Track, moments: dict[EventName, Moment], view: View, mounting: Mounting) -> Scene:
    still = find_still(track, moments)
    noise = measure_noise(track, still)
    return Scene(track, moments, view, mounting, still, noise, read_baseline(track, still, noise))


def downswing_of(moments: dict[EventName, Moment]) -> float:
    if "top" not in moments or "impact" not in moments:
        return USUAL_DOWNSWING_S
    return moments["impact"].time_s - moments["top"].time_s


def find_still(track: Track, moments: dict[EventName, Moment]) -> NDArray[np.intp]:
    """Pictures before takeaway, up to it, in which the hands stayed where they were last still."""
    if "takeaway" not in moments:
        return np.empty(0, np.intp)
    takeaway_s, reach_s = moments["takeaway"].time_s, STILL_SPAN * downswing_of(moments)
    before = track.between(takeaway_s - max(reach_s, STILL_PICTURES * track.interval_s), takeaway_s)
    before = before[np.isfinite(track.grip[before]).all(axis=1)]
    if len(before) == 0:
        return before
    away = np.linalg.norm(
        track.grip[before] - np.median(track.grip[before[-STILL_PICTURES:]], axis=0), axis=1
    )
    trunk = measure_noise(track, before[:0]).trunk_px
    moving = np.flatnonzero(away > STILL_TRUNKS * trunk)
    return before[int(moving[-1]) + 1 if len(moving) else 0 :]
