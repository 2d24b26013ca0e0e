"""Tempo classes with known answers."""

import pytest

from swingvision.interval import shown, withheld
from swingvision.tempo_class import CLASSES, measure_tempo_class, nearest_class


@pytest.mark.parametrize(("back", "down"), CLASSES)
def test_each_class_is_its_own(back: int, down: int) -> None:
    assert nearest_class(back / 30, down / 30) == back


def test_both_durations_decide() -> None:
    assert nearest_class(22.4 / 30, 7.0 / 30) == 21
    assert nearest_class(22.4 / 30, 8.2 / 30) == 24


def test_the_interval_holds_every_class_within_reach() -> None:
    backswing = shown(0.8, 0.72, 0.88, "s", "A")
    downswing = shown(0.27, 0.25, 0.29, "s", "A")
    row = measure_tempo_class(backswing, downswing)
    assert (row.low, row.value, row.high) == (21, 24, 27)


def test_a_duration_that_is_withheld_withholds_it() -> None:
    row = measure_tempo_class(withheld("slow motion", "s", "A"), shown(0.27, 0.25, 0.29, "s", "A"))
    assert row.withheld == "slow motion"
