"""Drop, fill and smooth, on series whose answer is known on paper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swingvision import filtering

NAN = float("nan")


def test_drop_turns_unsure_points_to_nan_and_keeps_the_rest() -> None:
    points = np.ones((2, 2, 2))
    kept = filtering.drop(points, np.array([[0.9, 0.1], [0.5, 0.5]]), least=0.5)
    assert np.isnan(kept[0, 1]).all()
    assert np.isfinite(kept[[0, 1, 1], [0, 0, 1]]).all()


def test_fill_bridges_a_short_gap_by_time_not_by_frame() -> None:
    filled = filtering.fill(np.array([0.0, NAN, 10.0]), np.array([0.0, 0.03, 0.1]), longest_gap_s=0.2)
    assert filled[1] == pytest.approx(3.0)


def test_fill_leaves_long_gaps_and_the_ends() -> None:
    values = np.array([NAN, 1.0, NAN, 2.0, NAN])
    filled = filtering.fill(values, np.array([0.0, 1.0, 2.0, 3.0, 4.0]), longest_gap_s=0.5)
    assert np.isnan(filled[[0, 2, 4]]).all()
    assert filled[1] == 1.0


def test_smooth_keeps_a_straight_line_at_uneven_times() -> None:
    time_s = np.array([0.0, 0.01, 0.04, 0.05, 0.09, 0.10])
    smoothed = filtering.smooth(3.0 * time_s + 1.0, time_s, width_s=0.03)
    assert smoothed == pytest.approx(3.0 * time_s + 1.0)


def test_smooth_has_no_phase_and_calms_noise() -> None:
    time_s = np.arange(0, 2, 0.01)
    wave = np.sin(2 * np.pi * time_s)
    noisy = wave + np.random.default_rng(1).normal(0, 0.1, len(wave))
    smoothed = filtering.smooth(noisy, time_s, width_s=0.04)
    inner = slice(20, -20)
    assert np.std((smoothed - wave)[inner]) < 0.5 * np.std((noisy - wave)[inner])
    lags = [np.mean((smoothed[30:-30] - np.roll(wave, lag)[30:-30]) ** 2) for lag in (-3, 0, 3)]
    assert lags[1] < min(lags[0], lags[2])


def test_smooth_leaves_nan_where_it_was() -> None:
    values = np.array([1.0, NAN, 1.0, 1.0])
    smoothed = filtering.smooth(values, np.arange(4.0), width_s=1.0)
    assert np.isnan(smoothed[1])
    assert smoothed[[0, 2, 3]] == pytest.approx(1.0)


def test_local_fit_far_from_every_frame_knows_nothing() -> None:
    value, slope = filtering.local_fit(np.ones(5), np.arange(5.0), np.array([50.0]), width_s=1.0)
    assert np.isnan(value).all() and np.isnan(slope).all()


@given(st.floats(-5, 5), st.floats(-5, 5), st.integers(3, 30))
def test_local_fit_finds_value_and_slope_of_any_line(start: float, slope: float, frames: int) -> None:
    time_s = np.cumsum(np.linspace(0.01, 0.03, frames))
    value, found = filtering.local_fit(start + slope * time_s, time_s, time_s, width_s=0.05)
    assert value == pytest.approx(start + slope * time_s, abs=1e-6)
    assert found == pytest.approx(slope, abs=1e-5)
