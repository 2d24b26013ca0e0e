"""The smooth curve through noisy points: a known turn, a known doubt, a wild point that does not count."""

import numpy as np
import pytest

from swingvision.curve import fit_curve

TIME_S = np.arange(-0.3, 0.3, 1 / 60)
AT_S = np.linspace(-0.1, 0.1, 201)


def turn_of(values: np.ndarray) -> float:
    curve = fit_curve(TIME_S, values, AT_S, 0.15, 2.0, 0.01)
    return float(np.interp(0.0, curve.slope, AT_S))


def test_a_parabolas_turn_is_found_between_the_points() -> None:
    assert turn_of(20 * (TIME_S - 0.007) ** 2) == pytest.approx(0.007, abs=0.0005)


def test_one_wild_point_does_not_move_the_turn() -> None:
    values = 20 * (TIME_S - 0.007) ** 2
    values[len(values) // 2 + 2] += 0.5
    assert turn_of(values) == pytest.approx(0.007, abs=0.003)


def test_more_noise_makes_the_slope_less_sure() -> None:
    noise = np.random.default_rng(1).normal(size=len(TIME_S))
    quiet, loud = (
        fit_curve(TIME_S, 20 * TIME_S**2 + share * noise, AT_S, 0.15, 2.0, 0.01).slope_sigma.mean()
        for share in (0.0, 0.1)
    )
    assert loud > 3 * quiet
