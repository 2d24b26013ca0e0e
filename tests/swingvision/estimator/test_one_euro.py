"""The One-Euro filter: known answers by hand."""

import numpy as np
import pytest

from swingvision.estimator.one_euro import OneEuro, smoothing

SECOND = 1_000_000_000


def value(filtered: np.ndarray) -> float:
    return float(filtered[0])


def test_smoothing_is_a_half_where_the_step_is_the_time_constant() -> None:
    assert smoothing(1 / (2 * np.pi), 1.0) == pytest.approx(0.5)


def test_the_first_sample_passes_and_a_constant_stays() -> None:
    steady = OneEuro(1.0, 0.0)
    assert [value(steady(t * SECOND, np.array([7.0]))) for t in range(5)] == [7.0] * 5


def test_a_step_without_beta_is_a_plain_low_pass() -> None:
    steady = OneEuro(min_cutoff_hz=1 / (2 * np.pi), beta=0.0)
    steady(0, np.array([0.0]))
    assert [value(steady(t * SECOND, np.array([8.0]))) for t in (1, 2, 3)] == pytest.approx([4, 6, 7])


def test_speed_raises_the_cut_off() -> None:
    """One step of 1 s: speed 8 a second, of which the derivative's own low pass lets half through."""
    steady = OneEuro(min_cutoff_hz=0.0, beta=1 / (2 * np.pi), derivative_cutoff_hz=1 / (2 * np.pi))
    steady(0, np.array([0.0]))
    assert value(steady(SECOND, np.array([8.0]))) == pytest.approx(8 * 4 / 5)


def test_speed_is_of_the_raw_samples_not_of_the_filtered() -> None:
    steady = OneEuro(min_cutoff_hz=0.0, beta=1 / (2 * np.pi), derivative_cutoff_hz=1 / (2 * np.pi))
    steady(0, np.array([0.0]))
    first = value(steady(SECOND, np.array([8.0])))
    # The raw signal rests: the speed estimate halves from 4 to 2, and 2 / 3 of the gap is closed.
    assert value(steady(2 * SECOND, np.array([8.0]))) == pytest.approx(first + (8 - first) * 2 / 3)


def test_scale_makes_a_big_body_as_a_small_one() -> None:
    small, big = OneEuro(0.01, 10.0), OneEuro(0.01, 10.0)
    for step, sample in enumerate([0.0, 1.0, 1.5, 0.7]):
        one = value(small(step * SECOND // 60, np.array([sample]), scale=1.0))
        many = value(big(step * SECOND // 60, np.array([sample * 300]), scale=300.0))
        assert many == pytest.approx(300 * one)


def test_what_counts_is_time_not_the_number_of_samples() -> None:
    """At twice the rate a step reaches nearly the same height after the same time."""
    reached = []
    for rate in (60, 120):
        steady = OneEuro(1.0, 0.0)
        steady(0, np.array([0.0]))
        last = [value(steady(k * SECOND // rate, np.array([1.0]))) for k in range(1, rate // 4 + 1)][-1]
        reached.append(last)
    assert reached[0] == pytest.approx(reached[1], abs=0.02)
    assert 0.7 < reached[0] < 0.9


@pytest.mark.parametrize("time_ns", [0, -5])
def test_a_time_that_does_not_rise_restarts_it(time_ns: int) -> None:
    steady = OneEuro(0.1, 0.0)
    steady(0, np.array([0.0]))
    assert value(steady(time_ns, np.array([9.0]))) == 9.0
