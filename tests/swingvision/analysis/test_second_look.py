"""Where a swing is looked at again: one square of the grid, in the mirror for a left-hander."""

from dataclasses import replace

import numpy as np
import pytest

from swingvision.detector import SwingWindow
from swingvision.pose import Region, poses_of
from swingvision.report import Handedness, View
from swingvision.second_look import choose_crop
from tests.helpers.golfer import Noise, Rate, Swing, record
from tests.helpers.golfer.conditions import VIEWS
from tests.swingvision.analysis.test_detector import windows

SIZE = (1280, 720)


@pytest.mark.parametrize("hand", ["right", "left"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_left_hander_is_looked_at_in_the_mirror(view: View, hand: Handedness) -> None:
    series = record(Swing(hand), VIEWS[view](hand), Rate(fps=60), Noise())
    (window,) = windows(series)
    poses = [replace(pose, region=Region(640.0, 360.0, 500.0, 0.0)) for pose in poses_of(series)]
    crop = choose_crop(poses, window, SIZE)
    assert crop is not None and crop.mirrored == (hand == "left")
    assert choose_crop(poses[:0], window, SIZE) is None


@pytest.mark.parametrize("tracked_mirrored", [False, True])
def test_where_the_poses_are_not_sure_of_the_hand_it_is_looked_at_as_they_were_tracked(
    tracked_mirrored: bool,
) -> None:
    series = record(Swing("right"), VIEWS["face_on"]("right"), Rate(fps=60), Noise())
    (window,) = windows(series)
    square = Region(640.0, 360.0, 500.0, 0.0, tracked_mirrored)
    # One place for the whole body: nothing tells which hand.
    nowhere = np.full((33, 2), 400, np.float32)
    poses = [replace(pose, points=nowhere, region=square, crop=square) for pose in poses_of(series)]
    crop = choose_crop(poses, window, SIZE)
    assert crop is not None and crop.mirrored == tracked_mirrored
    hands: tuple[Handedness, Handedness] = ("left", "right")
    for told in hands:
        crop = choose_crop(poses, window, SIZE, told)
        assert crop is not None and crop.mirrored == (told == "left")


def test_nobody_in_the_window_is_no_left_hander() -> None:
    """Found before it alone: the crop is where they stood."""
    series = record(Swing("left"), VIEWS["face_on"]("left"), Rate(fps=60))
    (found,) = windows(series)
    early = [replace(poses_of(series)[0], region=Region(640.0, 360.0, 500.0, 0.0))]
    at_ns = early[0].time_ns
    window = SwingWindow(
        start_ns=at_ns + 1,
        address_ns=at_ns,
        top_ns=found.top_ns,
        impact_ns=found.impact_ns,
        end_ns=found.end_ns,
    )
    crop = choose_crop(early, window, SIZE)
    assert crop is not None and not crop.mirrored
