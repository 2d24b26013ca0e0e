"""The second look at a swing: all its pictures in one crop, so that each pose depends on its picture alone.

What was tracked on the way to it decides only where the crop lies, and which window the detector first saw.
So a clip and a bay, which looked at other frames while the swing went on, measure the same poses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from swingvision.detector import SwingDetector, SwingWindow
from swingvision.estimator.crops import MEMORY_S, crop_around
from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.pose import Pose, PoseSeries, Region, poses_of
from swingvision.report import Handedness
from swingvision.stance import Options, read_stance

# Which hand somebody said, or that the pictures are to tell.
Told = Literal["auto"] | Handedness
# A hand is taken from poses that are so sure of it.
SURE_HAND = 0.9
# Impacts further apart belong to two swings.
SAME_SWING_NS = NANOSECONDS_PER_SECOND


def choose_crop(
    poses: Sequence[Pose], window: SwingWindow, size: tuple[int, int], hand: Told = "auto"
) -> Region | None:
    """Where the golfer stood at address, or in the whole window where that is not in the stream; mirrored for
    a left-hander, who is then seen as the same right-hander would be.

    poses: tracked ones, whichever there are. hand: as somebody said. None when they found nobody in that
    time.
    """
    first_ns, last_ns = window.start_ns, window.impact_ns
    if window.address_ns is not None:
        first_ns, last_ns = window.address_ns - round(MEMORY_S * NANOSECONDS_PER_SECOND), window.address_ns
    regions = _regions(poses, first_ns, last_ns) or _regions(poses, window.start_ns, window.end_ns)
    if not regions:
        return None
    return crop_around(regions, size, mirrored=_is_left_handed(poses, window, size, hand))


def _is_left_handed(
    poses: Sequence[Pose], window: SwingWindow, size: tuple[int, int], hand: Told = "auto"
) -> bool:
    """As told; else as these poses up to impact have it; where they are not sure, as they were tracked."""
    inside = [pose for pose in poses if window.start_ns <= pose.time_ns <= window.impact_ns]
    if hand != "auto" or not inside:
        return hand == "left"
    stance = read_stance(PoseSeries.of(inside, size), window, Options())
    if stance.handedness_confidence < SURE_HAND:
        return any(pose.crop is not None and pose.crop.mirrored for pose in inside)
    return stance.handedness == "left"


def _regions(poses: Iterable[Pose], first_ns: int, last_ns: int) -> list[Region]:
    return [pose.region for pose in poses if pose.region and first_ns <= pose.time_ns <= last_ns]


def surer_window(
    before: Sequence[Pose], dense: PoseSeries, seen: SwingWindow, over: bool = True
) -> SwingWindow:
    """What the detector says now that every picture of the window has its pose, or what it first said.

    before: the poses of the time before the window. over: the swing is; else it may turn out to be none.
    """
    detector = SwingDetector()
    told = [detector.push(pose) for pose in [*before, *poses_of(dense)]]
    told.append(detector.finish() if over else detector.under_way)
    windows = [one for one in told if isinstance(one, SwingWindow)]
    window = min(windows, key=lambda one: abs(one.impact_ns - seen.impact_ns), default=seen)
    if abs(window.impact_ns - seen.impact_ns) > SAME_SWING_NS:
        return seen
    start_ns, end_ns = max(window.start_ns, seen.start_ns), min(window.end_ns, seen.end_ns)
    return replace(window, start_ns=start_ns, end_ns=end_ns)
