"""A swing that the detector has seen, with all that it takes to measure and keep it on another thread."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edge.camera.ring import Pin, Ring
from edge.messages import Golfer
from swingvision.detector import SwingWindow
from swingvision.frame import Frame
from swingvision.pose import Pose


@dataclass(frozen=True, slots=True)
class SeenSwing:
    """take: the stretch of the camera's stream it lies in. poses: of that take, where the live loop had time.

    pin: holds the window's pictures; whoever finishes with the swing releases it.
    """

    window: SwingWindow
    take: int
    poses: Sequence[Pose]
    ring: Ring
    pin: Pin
    session_id: str
    golfer: Golfer

    def holds(self, time_ns: int) -> bool:
        return self.window.start_ns <= time_ns <= self.window.end_ns

    def stamps(self) -> NDArray[np.void]:
        """The stamps (see Ring.stamps) of the window's pictures that are still there."""
        return stamps_between(self.ring, self.take, self.window.start_ns, self.window.end_ns)

    def between(self, start_ns: int, end_ns: int) -> Iterator[Frame]:
        """The pictures of its take that the ring still holds; see swingvision.pictures.Pictures."""
        for stamp in stamps_between(self.ring, self.take, start_ns, end_ns):
            found = self.ring.read(int(stamp["index"]))
            if found is not None:
                yield found.frame


@dataclass(frozen=True, slots=True)
class ComingSwing:
    """A swing that may be going on: somebody's hands went up.

    poses: of that take so far. first_ns: its pictures count from then on. struck: known once the ball was hit
    and the hands rise again, but for the end.
    """

    take: int
    poses: Sequence[Pose]
    ring: Ring
    first_ns: int
    golfer: Golfer
    struck: SeenSwing | None

    def passed_over(self, seen: Container[int]) -> NDArray[np.int64]:
        """Indices, oldest first, of its pictures before the newest pose that are not among those seen."""
        stamps = stamps_between(self.ring, self.take, self.first_ns, self.poses[-1].time_ns)
        return np.array([index for index in stamps["index"].tolist() if index not in seen], np.int64)


def stamps_between(ring: Ring, take: int, start_ns: int, end_ns: int) -> NDArray[np.void]:
    stamps = ring.stamps()
    inside = (stamps["take"] == take) & (stamps["time_ns"] >= start_ns) & (stamps["time_ns"] <= end_ns)
    return np.asarray(stamps[inside])
