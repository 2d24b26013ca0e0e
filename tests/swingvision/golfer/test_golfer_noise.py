"""BlazePose's measured errors: as large, as lasting and as doubted as the table says."""

import json

import numpy as np
import pytest
from numpy.typing import NDArray

from swingvision.pose import KEYPOINT_INDEX, KEYPOINTS
from tests.helpers.golfer import Rate, Swing, face_on, record
from tests.helpers.golfer.keypoints import seen_keypoints
from tests.helpers.golfer.measured_noise import (
    CONFIDENCE_LEVELS,
    LEVELS,
    PICTURES,
    SPEEDS,
    STAGES,
    TABLE,
    MeasuredNoise,
    Picture,
    own_order,
)
from tests.helpers.golfer.recording import trunk_px

pytestmark = pytest.mark.slow

Array = NDArray[np.float64]
VIEWS = ("face_on", "down_the_line")


def still(seconds: float, fps: float = 60.0) -> tuple[Array, Array]:
    """Exact points of somebody at address, and times."""
    time_s = np.arange(0, seconds, 1 / fps)
    exact = seen_keypoints(Swing().motion.joints(np.array([1.0])), "right", face_on())
    return np.repeat(exact, len(time_s), axis=0), time_s


def wander(points: Array, noise: MeasuredNoise, time_s: Array) -> Array:
    """(frames, 33) trunk lengths from where the keypoint is on average."""
    error = noise.disturb(points, time_s, "right", np.inf)[0] - points
    return np.asarray(np.linalg.norm(error, axis=-1) / trunk_px(points))


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("view", VIEWS)
def test_the_table_has_every_keypoint_and_speed(view: str, picture: Picture) -> None:
    table = {name: np.array(rows) for name, rows in json.loads(TABLE.read_text())[picture][view].items()}
    joints, stages, speeds = len(KEYPOINTS), len(STAGES), len(SPEEDS) + 1
    assert table["size"].shape == (joints, stages, speeds, len(LEVELS))
    assert table["confidence"].shape == (joints, stages, speeds, len(CONFIDENCE_LEVELS))
    assert {table[name].shape for name in ("offset", "trust")} == {(joints,)}
    assert table["correlation"].shape == (joints, speeds)
    assert np.all(np.diff(table["size"], axis=-1) >= 0) and np.all(table["size"] >= 0)
    assert np.all(table["correlation"] >= 0) and np.all(np.abs(table["trust"]) < 1)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("joint", ["left_wrist", "right_hip", "left_ankle"])
def test_errors_are_as_large_as_measured(view: str, joint: str, picture: Picture) -> None:
    points, time_s = still(20.0, 10)
    golfers = [MeasuredNoise(view, seed, offset=0.0, picture=picture, tremble=0.0) for seed in range(60)]
    size = np.stack([wander(points, noise, time_s) for noise in golfers])[..., KEYPOINT_INDEX[joint]]
    measured = json.loads(TABLE.read_text())[picture][view]["size"][KEYPOINT_INDEX[joint]][0][0]
    assert np.quantile(size, 0.5) == pytest.approx(measured[LEVELS.index(0.5)], rel=0.3, abs=0.003)
    assert size.max() <= measured[-1] + 1e-9


def test_errors_last_as_long_as_measured_at_any_rate() -> None:
    """What is left of an error a tenth of a second later does not depend on the frame rate. A foot taps, so
    that no picture is the one before it again.
    """
    left = []
    for fps in (60, 240):
        points, time_s = still(60.0, fps)
        points[:, KEYPOINT_INDEX["left_foot_index"], 0] += 20 * np.sin(2 * np.pi * time_s)
        error = (
            MeasuredNoise("face_on", offset=0.0, tremble=0.0).disturb(points, time_s, "right", np.inf)[0]
            - points
        )[..., 0]
        later = fps // 10
        left.append([np.corrcoef(error[:-later, j], error[later:, j])[0, 1] for j in range(33)])
    np.testing.assert_allclose(left[0], left[1], atol=0.25)


def test_an_offset_stays_and_differs_between_golfers() -> None:
    points, time_s = still(60.0)
    means = [
        (MeasuredNoise("face_on", seed).disturb(points, time_s, "right", np.inf)[0] - points).mean(0)
        for seed in (1, 2)
    ]
    assert np.abs(means[0] - means[1]).max() / trunk_px(points) > 0.01


def test_what_moves_fast_errs_more() -> None:
    swing, camera = Swing(), face_on()
    exact = record(swing, camera, Rate(120))
    errors = []
    for seed in range(10):
        noisy = record(swing, camera, Rate(120), MeasuredNoise("face_on", seed, offset=0.0))
        errors.append(np.linalg.norm(noisy.points - exact.points, axis=-1)[:, KEYPOINT_INDEX["left_wrist"]])
    error, fast = np.median(errors, axis=0), np.abs(exact.time_s - swing.impact_s) < 0.08
    assert np.median(error[fast]) > 1.3 * np.median(error[exact.time_s < swing.start_s])


def test_salt_throws_the_share_asked_for() -> None:
    points, time_s = still(20.0)
    plain, salted = (
        wander(points, MeasuredNoise("face_on", 3, salt, tremble=0.0), time_s) for salt in (0.0, 0.05)
    )
    assert np.mean(np.abs(salted - plain) > 1e-9) == pytest.approx(0.05, abs=0.01)


def test_a_left_hander_s_sides_are_exchanged() -> None:
    right, left = own_order("right"), own_order("left")
    assert right[KEYPOINT_INDEX["left_wrist"]] == left[KEYPOINT_INDEX["right_wrist"]]
    assert left[KEYPOINT_INDEX["mouth_left"]] == KEYPOINT_INDEX["mouth_right"]
    assert np.array_equal(left[left], np.arange(33))
