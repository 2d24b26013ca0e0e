"""Consistency with known answers: the golfer's own spread comes back, the camera's does not count."""

import numpy as np
import pytest

from swingvision.consistency import (
    MIXED_UNITS,
    TOO_FEW_SWINGS,
    measure_consistency,
    measure_spread,
    variance_interval,
)
from swingvision.interval import around, withheld
from swingvision.metric_table import METRICS
from swingvision.report import Metric
from tests.helpers.golfer import Noise, Rate, Swing
from tests.swingvision.analysis.golfers import measured


def session(count: int, own_sd: float, noise_sd: float, seed: int = 0, mean: float = 3.0) -> list[Metric]:
    """Tempo ratios of a golfer who varies by own_sd, measured with an error of noise_sd that is stated."""
    random = np.random.default_rng(seed)
    values = mean + random.normal(0, own_sd, count) + random.normal(0, noise_sd, count)
    return [around(float(value), noise_sd, "ratio", "A") for value in values]


def test_four_swings_are_too_few() -> None:
    spread = measure_spread(session(4, 0.2, 0.1), "ratio")
    assert (spread.count, spread.withheld, spread.sd) == (4, TOO_FEW_SWINGS, None)


def test_withheld_swings_do_not_count() -> None:
    metrics = [*session(4, 0.2, 0.1), withheld("the top was not seen", "ratio", "A")]
    assert measure_spread(metrics, "ratio").withheld == TOO_FEW_SWINGS


def test_swings_without_error_have_their_own_standard_deviation() -> None:
    metrics = [around(value, 0.0, "ratio", "A") for value in (2.8, 2.9, 3.0, 3.1, 3.2)]
    spread = measure_spread(metrics, "ratio")
    assert spread.mean == pytest.approx(3.0)
    assert spread.sd == pytest.approx(np.sqrt(0.025))
    assert spread.cv == pytest.approx(np.sqrt(0.025) / 3)
    assert spread.noise_sd == 0.0


def test_the_measurements_error_is_taken_off() -> None:
    """Over many sessions the golfer's variance comes back, though the error is as large."""
    found = [measure_spread(session(12, 0.2, 0.2, seed), "ratio") for seed in range(300)]
    own = np.mean([spread.sd**2 for spread in found if spread.sd is not None])
    assert own == pytest.approx(0.2**2, rel=0.15)


def test_a_machine_that_is_measured_badly_is_still_a_machine() -> None:
    found = [measure_spread(session(8, 0.0, 0.2, seed), "ratio") for seed in range(100)]
    assert np.mean([spread.low == 0.0 for spread in found]) > 0.9
    assert np.median([spread.sd for spread in found if spread.sd is not None]) < 0.1


def test_the_interval_holds_the_golfers_own_spread() -> None:
    found = [measure_spread(session(8, 0.25, 0.1, seed), "ratio") for seed in range(400)]
    inside = [
        spread.low <= 0.25 <= spread.high
        for spread in found
        if spread.low is not None and spread.high is not None
    ]
    assert 0.90 <= np.mean(inside) <= 0.99


def test_more_swings_make_it_surer() -> None:
    few, many = (variance_interval(np.random.default_rng(1).normal(size=count)) for count in (6, 60))
    assert few[2] / few[0] > 3 * many[2] / many[0]


def test_what_may_be_zero_has_no_coefficient_of_variation() -> None:
    sways = [around(value, 0.01, "shoulder_widths", "A") for value in (-0.1, 0.0, 0.1, 0.05, -0.05)]
    spread = measure_spread(sways, "shoulder_widths")
    assert spread.sd is not None and spread.cv is None


def test_a_lift_from_the_front_and_one_from_the_side_are_not_mixed() -> None:
    lifts = [around(0.1, 0.01, "shoulder_widths", "A")] * 3 + [around(0.1, 0.01, "trunk_lengths", "A")] * 3
    assert measure_spread(lifts, "shoulder_widths").withheld == MIXED_UNITS


@pytest.mark.slow
def test_a_session_of_the_virtual_golfer() -> None:
    """Five swings whose tempo varies by 10 %, with all else alike: the tempo's spread is found, sway has
    none.
    """
    tempos = (2.5, 2.8, 3.0, 3.2, 3.5)
    reports = [
        measured("face_on", Swing(tempo=tempo), Rate(fps=120), Noise(seed=seed))
        for seed, tempo in enumerate(tempos)
    ]
    spreads = measure_consistency([report.metrics for report in reports])
    assert {METRICS[name].grade for name in spreads} == {"A"}
    tempo = spreads["tempo_ratio"]
    assert tempo.low is not None and tempo.high is not None
    assert tempo.low <= np.std(tempos, ddof=1) <= tempo.high
    assert spreads["head_sway_top"].low == 0.0
    assert spreads["forward_bend_deg"].withheld == TOO_FEW_SWINGS
