"""Poses of a swing, found when it is over or while it goes on: the same ones, each picture looked at once."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from edge.camera.ring import Pin, Ring
from edge.messages import Golfer
from edge.pose_filler import PoseFiller
from edge.seen_swing import ComingSwing, SeenSwing
from swingvision.detector import SwingWindow
from swingvision.estimator import PoseEstimator
from swingvision.frame import Frame
from swingvision.pose import KEYPOINTS, Pose, Region
from tests.edge.camera.test_ring import SIZE, picture

STEP_NS = 16_666_667
PICTURES = 20
GOING_ON = SwingWindow(0, 13 * STEP_NS, 5 * STEP_NS, 8 * STEP_NS, 11 * STEP_NS)
OVER = replace(GOING_ON, end_ns=(PICTURES - 1) * STEP_NS)


class CountingEstimator(PoseEstimator):
    """A pose that tells its picture and its crop; every look is counted."""

    def __init__(self) -> None:
        self.looked: list[int] = []

    def look(self, frame: Frame, crop: Region) -> Pose:
        self.looked.append(frame.index)
        shade = float(frame.image.mean()) + crop.x
        return pose(frame.index, shade, crop)


def pose(index: int, shade: float, crop: Region | None) -> Pose:
    count = len(KEYPOINTS)
    points = np.full((count, 2), shade, np.float32)
    region = Region(32.0, 24.0, 40.0, 0.0)
    return Pose(index, index * STEP_NS, points, np.ones(count, np.float32), region, crop)


@pytest.fixture
def ring() -> Iterator[Ring]:
    made = Ring.create(SIZE, 1 << 20)
    yield made
    made.close()


def show(ring: Ring, pictures: range) -> None:
    for number in pictures:
        ring.write(picture(5 * number, time_ns=number * STEP_NS))


def seen(ring: Ring, window: SwingWindow, take: int = 0, shift: float = 0.0, live: int = 6) -> SeenSwing:
    """shift: how far from the middle the live loop saw the golfer at address. live: its poses so far."""
    tracked = [pose(number, 0.0, None) for number in range(live)]
    tracked = [replace(one, region=Region(32.0 + shift, 24.0, 40.0, 0.0)) for one in tracked]
    return SeenSwing(window, take, tracked, ring, Pin(ring, None), "session", Golfer())


def coming(swing: SeenSwing) -> ComingSwing:
    first_ns = swing.window.start_ns
    return ComingSwing(swing.take, swing.poses, swing.ring, first_ns, swing.golfer, swing)


def found_when_over(ring: Ring) -> list[Pose]:
    filler = PoseFiller(CountingEstimator(), limit_s=60.0, stop=threading.Event())
    swing = seen(ring, OVER)
    return filler.dense(swing, swing.stamps())


def test_a_head_start_gives_the_same_poses_and_looks_at_no_picture_twice(ring: Ring) -> None:
    estimator = CountingEstimator()
    filler = PoseFiller(estimator, limit_s=60.0, stop=threading.Event())
    for number in range(PICTURES):
        show(ring, range(number, number + 1))
        while filler.look_ahead(coming(seen(ring, GOING_ON, live=number + 1))):
            pass
    ahead = len(estimator.looked)
    swing = seen(ring, OVER)
    poses = filler.dense(swing, swing.stamps())
    assert ahead > PICTURES / 2
    assert sorted(estimator.looked) == list(range(PICTURES))
    assert [one.frame_index for one in poses] == list(range(PICTURES))
    assert all(
        one.crop == same.crop and np.array_equal(one.points, same.points)
        for one, same in zip(poses, found_when_over(ring))
    )


@pytest.mark.parametrize(("take", "shift"), [(1, 0.0), (0, 20.0)], ids=["another take", "another crop"])
def test_a_head_start_of_something_else_is_not_used(ring: Ring, take: int, shift: float) -> None:
    estimator = CountingEstimator()
    filler = PoseFiller(estimator, limit_s=60.0, stop=threading.Event())
    show(ring, range(PICTURES))
    elsewhere = seen(ring, GOING_ON, take, shift, live=PICTURES)
    while filler.look_ahead(coming(elsewhere)) and len(estimator.looked) < 3:
        pass
    assert len(estimator.looked) == (0 if take else 3)
    before = len(estimator.looked)
    swing = seen(ring, OVER)
    poses = filler.dense(swing, swing.stamps())
    assert len(estimator.looked) - before == PICTURES
    assert [one.points[0, 0] for one in poses] == [one.points[0, 0] for one in found_when_over(ring)]


def test_hands_that_go_up_are_a_head_start_in_the_crop_of_the_live_loop(ring: Ring) -> None:
    estimator = CountingEstimator()
    filler = PoseFiller(estimator, limit_s=60.0, stop=threading.Event())
    show(ring, range(PICTURES))
    stood = Region(30.0, 24.0, 40.0, 0.0)
    poses = [pose(number, 0.0, stood) for number in range(0, 12, 3)]
    rising = ComingSwing(0, poses, ring, first_ns=2 * STEP_NS, golfer=Golfer(), struck=None)
    while filler.look_ahead(rising):
        pass
    assert estimator.looked == [2, 4, 5, 7, 8]
    assert {one.crop for one in filler._ahead.values()} == {stood}


def test_a_swing_that_is_going_on_gets_poses_only_where_its_events_lie(ring: Ring) -> None:
    estimator = CountingEstimator()
    filler = PoseFiller(estimator, limit_s=60.0, stop=threading.Event())
    show(ring, range(PICTURES))
    window = SwingWindow(0, 19 * STEP_NS, 14 * STEP_NS, 15 * STEP_NS, 17 * STEP_NS)
    swing = seen(ring, window, live=15)
    filler.dense(swing, swing.stamps(), events_only=True)
    assert sorted(estimator.looked) == list(range(10, PICTURES))
