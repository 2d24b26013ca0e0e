"""The pictures of a swing, from the ring: the frames that poses were made of, as long as they are there."""

from collections.abc import Iterator

import numpy as np
import pytest

from edge.camera.ring import Pin, Ring
from edge.messages import Golfer
from edge.seen_swing import SeenSwing
from swingvision.detector import SwingWindow
from swingvision.pictures import Pictures
from tests.edge.camera.test_ring import BUDGET, SIZE, picture

STEP_NS = 16_666_667


@pytest.fixture
def ring() -> Iterator[Ring]:
    made = Ring.create(SIZE, BUDGET)
    yield made
    made.close()


def seen_in(ring: Ring, take: int) -> SeenSwing:
    window = SwingWindow(0, 20 * STEP_NS, None, 8 * STEP_NS, 12 * STEP_NS)
    golfer = Golfer(handedness="right", club="iron")
    return SeenSwing(window, take, [], ring, Pin(ring, None), "session", golfer)


def test_the_same_frames_as_before(ring: Ring) -> None:
    before = []
    for k in range(12):
        index = ring.write(picture(20 * k, time_ns=k * STEP_NS))
        found = ring.read(index)
        assert found is not None
        before.append(found.frame)
    pictures: Pictures = seen_in(ring, take=0)
    again = list(pictures.between(3 * STEP_NS, 7 * STEP_NS))
    assert [(frame.index, frame.time_ns) for frame in again] == [(k, k * STEP_NS) for k in range(3, 8)]
    assert all(np.array_equal(frame.image, before[frame.index].image) for frame in again)


def test_what_the_ring_has_lost_and_other_takes_are_left_out(ring: Ring) -> None:
    for k in range(ring.slots + 5):
        ring.write(picture(k, time_ns=k * STEP_NS, take=0 if k < 15 else 1))
    indices = [frame.index for frame in seen_in(ring, take=0).between(0, 30 * STEP_NS)]
    assert indices == list(range(5, 15))
