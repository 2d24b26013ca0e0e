"""A series made ready for maths: mirrored, levelled, without repeats."""

import numpy as np
import pytest

from swingvision import track
from swingvision.pose import KEYPOINT_INDEX, KEYPOINTS, PoseSeries
from tests.helpers.golfer import Noise, Rate
from tests.swingvision.analysis.golfers import recorded


def series_of(points: np.ndarray, time_s: np.ndarray, repeated: np.ndarray | None = None) -> PoseSeries:
    count = len(points)
    return PoseSeries(
        np.arange(count, dtype=np.int64),
        np.round(time_s * 1e9).astype(np.int64),
        points.astype(np.float32),
        np.ones((count, len(KEYPOINTS)), np.float32),
        (640, 480),
        repeated,
    )


def test_a_mirror_swaps_sides_and_reverses_x() -> None:
    points = np.zeros((1, len(KEYPOINTS), 2))
    points[0, KEYPOINT_INDEX["left_wrist"]] = (100, 50)
    mirrored = track.mirrored(series_of(points, np.zeros(1)))
    assert mirrored.points[0, KEYPOINT_INDEX["right_wrist"]] == pytest.approx([540, 50])


def test_two_mirrors_are_none() -> None:
    series = recorded("face_on")
    assert track.mirrored(track.mirrored(series)).points == pytest.approx(series.points, abs=1e-3)


def test_levelling_undoes_a_camera_turned_clockwise() -> None:
    roll = np.radians(10)
    upright = np.array([np.sin(roll), -np.cos(roll)])
    seen_by_turned_camera = np.array([-np.sin(roll), -np.cos(roll)])
    assert track.levelled(seen_by_turned_camera, 10.0) == pytest.approx([0, 1], abs=1e-12)
    assert track.levelled(upright, 0.0) == pytest.approx([upright[0], -upright[1]])


def test_repeats_are_taken_from_the_pictures_where_these_were_compared() -> None:
    flags = np.array([False, True, False])
    assert (
        track.find_repeats(series_of(np.random.rand(3, 33, 2), np.arange(3.0), flags)).tolist()
        == flags.tolist()
    )


def test_identical_poses_are_repeats_where_nobody_compared_pictures() -> None:
    points = np.random.default_rng(1).random((3, 33, 2))
    points[2] = points[1]
    assert track.find_repeats(series_of(points, np.arange(3.0))).tolist() == [False, False, True]


def test_film_padded_from_25_to_30_gets_its_even_spacing_back() -> None:
    shown_s = np.arange(60) / 30
    repeated = np.arange(60) % 6 == 5
    taken = track.retimed(shown_s, repeated)
    assert np.diff(shown_s[~repeated]).std() > 0.01
    assert np.diff(taken)[5:-5] == pytest.approx(0.04, abs=0.003)


def test_times_without_padding_stay_as_they_are() -> None:
    time_s = np.cumsum(np.random.default_rng(1).uniform(0.01, 0.05, 40))
    assert (track.retimed(time_s, np.zeros(40, np.bool_)) == time_s).all()


def test_prepare_drops_unsure_points_and_bridges_short_gaps() -> None:
    series = recorded("face_on")
    confidence = series.confidence.copy()
    confidence[10:12] = 0.0
    unsure = PoseSeries(series.frame_index, series.time_ns, series.points, confidence, series.size)
    prepared = track.prepare(unsure, "right", None)
    assert np.isfinite(prepared.points).all()
    confidence[10:40] = 0.0
    unsure = PoseSeries(series.frame_index, series.time_ns, series.points, confidence, series.size)
    assert np.isnan(track.prepare(unsure, "right", None).points[20]).all()


def test_a_still_golfer_is_no_repeat() -> None:
    still = np.repeat(np.random.default_rng(1).random((1, 33, 2)), 20, axis=0)
    assert not track.find_repeats(series_of(still, np.arange(20.0))).any()


def test_prepare_names_the_interval_of_different_pictures() -> None:
    padded = recorded("face_on", rate=Rate(fps=30, repeated=0.2), noise=Noise())
    prepared = track.prepare(padded, "right", None)
    assert prepared.repeated_share == pytest.approx(0.2, abs=0.1)
    assert (np.diff(prepared.time_s) > 0).all()
