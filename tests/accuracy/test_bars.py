"""The block of figures in the page: written, read again, and what counts as falling below it."""

import pytest

from tests.accuracy.bars import bar, below, block_of, stated


def test_a_block_is_read_as_it_was_written() -> None:
    figures = {"short.clean.missed": 0.0, "short.clips.all.pce": 91.25, "short.x.p95_ms": float("nan")}
    assert stated(f"# Page\n\n{block_of(figures)}\n\nmore") == {
        "short.clean.missed": 0.0,
        "short.clips.all.pce": 91.25,
    }


def test_a_page_without_a_block_is_refused() -> None:
    with pytest.raises(ValueError, match="make accuracy"):
        stated("# Page\n")


@pytest.mark.parametrize(
    ("name", "value", "now", "holds"),
    [
        ("a.b.pce", 90.0, 89.0, True),
        ("a.b.pce", 90.0, 85.0, False),
        ("a.b.pce", 90.0, 95.0, True),
        ("a.top.p95_ms", 10.0, 10.4, True),
        ("a.top.p95_ms", 10.0, 10.6, False),
        ("a.top.p95_ms", 10.0, 1.0, True),
        ("a.wrong", 2.0, 3.4, True),
        ("a.wrong", 2.0, 3.6, False),
    ],
)
def test_what_is_worse_by_more_than_rounding_falls_below(
    name: str, value: float, now: float, holds: bool
) -> None:
    assert (below({name: now}, {name: value}) == []) is holds


def test_a_figure_that_is_not_measured_any_more_falls_below() -> None:
    assert below({}, {"a.b.pce": 90.0}) == ["a.b.pce: nan, docs/accuracy.md states 90"]


def test_a_stated_zero_of_a_count_allows_none() -> None:
    assert bar("short.idle.false_swings_per_hour", 0.0) == 0.0
