"""A golfer's own usual, with the measurement's noise taken out of its scatter."""

import numpy as np
import pytest

from swingvision.baseline import ASSUMED_WEIGHT, MOST_SWINGS, are_comparable, find_usual, shown_rows
from swingvision.interval import around, withheld
from swingvision.report import Metric
from tests.swingvision.analysis.swing_reports import report, tempo


def rows(values: np.ndarray, sigma: float) -> list[Metric]:
    return [around(float(value), sigma, "ratio", "A") for value in values]


def test_four_swings_are_no_usual_yet() -> None:
    assert find_usual(rows(np.full(4, 3.0), 0.1), 0.25) is None
    assert find_usual(rows(np.full(5, 3.0), 0.1), 0.25) is not None


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.2])
def test_scatter_is_the_golfers_own_whatever_the_noise(noise: float) -> None:
    random, found = np.random.default_rng(4), []
    for _ in range(300):
        own = random.normal(3.0, 0.2, 20) + random.normal(0, noise, 20)
        usual = find_usual(rows(own, noise), 0.2)
        assert usual is not None
        found.append(usual.scatter**2)
    assert np.sqrt(np.mean(found)) == pytest.approx(0.2, rel=0.08)


def test_few_swings_that_agree_by_chance_do_not_make_a_machine() -> None:
    usual = find_usual(rows(np.full(5, 3.0), 0.05), 0.25)
    assert usual is not None
    assert usual.scatter == pytest.approx(0.25 * np.sqrt(ASSUMED_WEIGHT / (ASSUMED_WEIGHT + 4)))


def test_one_odd_swing_does_not_move_the_centre_and_old_ones_are_forgotten() -> None:
    usual = find_usual(rows(np.array([3.0, 3.1, 9.0, 2.9, 3.0]), 0.05), 0.25)
    assert usual is not None and usual.centre == 3.0
    old_and_new = np.concatenate([np.full(50, 2.0), np.full(MOST_SWINGS, 3.0)])
    usual = find_usual(rows(old_and_new, 0.05), 0.25)
    assert usual is not None and (usual.centre, usual.count) == (3.0, MOST_SWINGS)


def test_withheld_rows_are_left_out() -> None:
    seen, unseen = report(tempo(3.0)), report({"tempo_ratio": withheld("no top", "ratio", "A")})
    assert shown_rows([seen, unseen, report({})], "tempo_ratio") == [seen.metrics["tempo_ratio"]]


def test_other_views_hands_and_definitions_do_not_mix() -> None:
    one = report(tempo(3.0))
    assert are_comparable(one, report(tempo(2.0)))
    assert not are_comparable(one, report(tempo(3.0), view="down_the_line"))
    assert not are_comparable(one, report(tempo(3.0), handedness="left"))
    assert not are_comparable(one, one.model_copy(update={"definition_version": "0"}))
