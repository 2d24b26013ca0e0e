"""Stages by a clock that is told what time it is."""

from collections.abc import Iterator

import pytest

from swingvision.stopwatch import Spent, Stopwatch, each, stage, watched


class Clock:
    """Its CPU time runs at twice the pace, as with two busy threads."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> tuple[float, float]:
        return self.now, 2 * self.now

    def passes(self, seconds: float) -> None:
        self.now += seconds


def test_a_stage_inside_another_counts_for_itself_alone() -> None:
    clock = Clock()
    with watched(Stopwatch(clock)) as stopwatch:
        clock.passes(1)
        with stage("analysis"):
            clock.passes(2)
            with stage("club"):
                clock.passes(4)
            clock.passes(8)
        clock.passes(16)
    clock.passes(32)
    assert stopwatch.spent == {"rest": Spent(17, 34), "analysis": Spent(10, 20), "club": Spent(4, 8)}
    assert stopwatch.total == Spent(31, 62)


def test_a_stage_entered_again_goes_on_counting() -> None:
    clock = Clock()
    with watched(Stopwatch(clock)) as stopwatch:
        for _ in range(3):
            with stage("poses"):
                clock.passes(1)
    assert stopwatch.spent["poses"] == Spent(3, 6)


def test_of_items_only_their_making_counts() -> None:
    clock = Clock()

    def made() -> Iterator[int]:
        for number in range(3):
            clock.passes(1)
            yield number
        clock.passes(1)

    with watched(Stopwatch(clock)) as stopwatch:
        for number in each("decode", made()):
            clock.passes(10)
    assert number == 2
    assert stopwatch.spent == {"rest": Spent(30, 60), "decode": Spent(4, 8)}


def test_a_stage_that_fails_has_ended() -> None:
    clock = Clock()
    with pytest.raises(ValueError), watched(Stopwatch(clock)) as stopwatch:
        with stage("club"):
            clock.passes(1)
            raise ValueError
    with stage("club"):
        clock.passes(1)
    assert stopwatch.spent["club"] == Spent(1, 2)


def test_nobody_has_to_listen() -> None:
    with stage("club"):
        assert list(each("decode", "ab")) == ["a", "b"]
