"""Trembling and how it goes through formulas: known noise in, the same noise out."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from swingvision import body_formulas as formulas
from swingvision import filtering
from swingvision.pose import KEYPOINT_INDEX, KEYPOINTS
from swingvision.pose_noise import USUAL, PoseNoise, measure_noise
from swingvision.propagate import propagate
from swingvision.sight import Sight, line_weights
from swingvision.track import Track

Array = NDArray[np.float64]
TRUNK_PX = 200.0


def trembling(count: int, sigma_px: float, correlation: float, seed: int = 0) -> Track:
    """Somebody who stands still and is seen with known noise."""
    random = np.random.default_rng(seed)
    error = random.normal(size=(count, len(KEYPOINTS), 2))
    for row in range(1, count):
        error[row] = correlation * error[row - 1] + np.sqrt(1 - correlation**2) * error[row]
    place = np.zeros((len(KEYPOINTS), 2))
    place[[KEYPOINT_INDEX["left_shoulder"], KEYPOINT_INDEX["right_shoulder"]], 1] = TRUNK_PX
    points = place + sigma_px * error
    time_s = np.arange(count) / 60
    return Track(time_s, points, np.full(points.shape[:2], 0.8), points[:, 15], 1 / 60, 0.0)


@pytest.mark.parametrize("correlation", [0.0, 0.6, 0.8])
def test_size_and_agreement_of_the_noise_are_found(correlation: float) -> None:
    found = [measure_noise(trembling(40, 3.0, correlation, seed), np.arange(40)) for seed in range(20)]
    assert np.mean([np.median(noise.sigma_px) for noise in found]) == pytest.approx(3.0, rel=0.15)
    assert np.mean([noise.correlation for noise in found]) == pytest.approx(correlation, abs=0.1)


def test_too_few_still_pictures_give_usual_noise() -> None:
    noise = measure_noise(trembling(40, 3.0, 0.5), np.arange(3))
    assert noise.sigma_px == pytest.approx(USUAL * noise.trunk_px)


def test_a_perfect_record_is_not_believed() -> None:
    assert (measure_noise(trembling(40, 0.0, 0.0), np.arange(40)).sigma_px > 0.5).all()


def test_a_less_sure_keypoint_is_less_sure() -> None:
    noise = measure_noise(trembling(40, 3.0, 0.5), np.arange(40))
    assert noise.at(noise.confidence / 2) == pytest.approx(2 * noise.sigma_px)
    assert noise.at(np.zeros(len(KEYPOINTS))) == pytest.approx(3 * noise.sigma_px)


def test_a_mean_of_noise_that_agrees_is_hardly_better() -> None:
    mean = np.full(10, 0.1)
    alone = PoseNoise(np.ones(33), np.ones(33), 0.0, TRUNK_PX)
    assert alone.of_weights(mean) == pytest.approx(10**-0.5)
    assert replace(alone, correlation=0.9).of_weights(mean) > 0.8


def test_the_weights_are_those_of_a_local_line() -> None:
    random = np.random.default_rng(1)
    time_s, values = np.sort(random.random(12)), random.random((12, 1))
    found = np.ones((1, 12), np.bool_)
    value, slope = line_weights(time_s - 0.4, 0.2, found)
    expected = filtering.local_fit(values, time_s, np.array([0.4]), 0.2)
    assert value @ values == pytest.approx(expected[0])
    assert slope @ values == pytest.approx(expected[1])


def still_sight(sigma_px: float, velocity: float = 0.0, time_sigma_s: float = 0.0) -> Sight:
    points = np.zeros((33, 2))
    for side, x in (("left", 60.0), ("right", -60.0)):
        points[KEYPOINT_INDEX[f"{side}_shoulder"]] = (x, 200)
        points[KEYPOINT_INDEX[f"{side}_ear"]] = (x / 6, 260)
    return Sight(points, np.full((33, 2), velocity), np.full(33, sigma_px), time_sigma_s)


SWAY = formulas.travel("ear", 0, formulas.shoulder_width)


def test_independent_errors_add_as_squares() -> None:
    """A sway is a difference of two means of two ears: 1/2 + 1/2 of one ear's variance, over 120 px."""
    found = propagate(SWAY, still_sight(3.0), still_sight(3.0), 0.0)
    assert found.value == 0.0
    assert found.sigma == pytest.approx(3.0 / 120, rel=1e-3)


def test_an_unsure_moment_costs_speed_times_time() -> None:
    found = propagate(SWAY, still_sight(0.0), still_sight(0.0, 600.0, 0.01), 0.0)
    assert found.sigma == pytest.approx(6.0 / 120)


def test_a_tilted_camera_tilts_an_angle_by_as_much() -> None:
    found = propagate(formulas.lean_at_address, still_sight(0.0), still_sight(0.0), 2.0)
    assert found.sigma == pytest.approx(2.0)


def test_a_joint_that_is_not_needed_may_be_missing() -> None:
    sight = still_sight(1.0)
    sight.points[KEYPOINT_INDEX["left_ankle"]] = np.nan
    assert np.isfinite(propagate(SWAY, sight, sight, 1.0).sigma)
    sight.points[KEYPOINT_INDEX["left_ear"]] = np.nan
    assert np.isnan(propagate(SWAY, sight, sight, 1.0).value)
