"""What is said: one thing, only what was measured, never less than its uncertainty."""

import pytest

from swingvision.cue import choose_cue, describe
from swingvision.faults import FAULTS, PRAISE
from swingvision.interval import shown, withheld
from swingvision.report import Metric


def tempo(value: float, spread: float = 0.2) -> dict[str, Metric]:
    return {"tempo_ratio": shown(value, value - spread, value + spread, "ratio", "A")}


def over_the_top(value: float, spread: float = 0.03, apparent: bool = False) -> dict[str, Metric]:
    return {"over_the_top": shown(value, value - spread, value + spread, "trunk_lengths", "B", apparent)}


@pytest.mark.parametrize(("ratio", "fault"), [(2.0, "tempo_hurried"), (5.0, "tempo_dragged")])
def test_a_tempo_surely_outside_the_band_is_the_cue(ratio: float, fault: str) -> None:
    cue = choose_cue(tempo(ratio))
    assert cue is not None
    assert (cue.fault, cue.tone, cue.metric) == (fault, "change", "tempo_ratio")


def test_a_tempo_within_the_band_is_praised() -> None:
    cue = choose_cue(tempo(3.1))
    assert cue is not None
    assert (cue.tone, cue.words) == ("keep", "Keep this tempo")


def test_an_effect_smaller_than_its_uncertainty_is_not_said() -> None:
    assert choose_cue(tempo(2.45, spread=0.2)) is None
    assert choose_cue(tempo(2.45, spread=0.1)) is not None


def test_the_largest_effect_against_its_uncertainty_wins() -> None:
    cue = choose_cue({**tempo(2.3), **over_the_top(0.25)})
    assert cue is not None and cue.fault == "over_the_top"
    cue = choose_cue({**tempo(1.5), **over_the_top(0.10)})
    assert cue is not None and cue.fault == "tempo_hurried"


def test_nothing_measured_is_no_cue() -> None:
    assert choose_cue({"tempo_ratio": withheld("the top was not seen", "ratio", "A")}) is None
    assert choose_cue({}) is None


def test_words_are_six_or_fewer_without_shouting_and_sides() -> None:
    for words in [fault.words for fault in FAULTS] + [praise.words for praise in PRAISE]:
        assert len(words.split()) <= 6
        assert "!" not in words and "left" not in words.lower() and "right" not in words.lower()


def test_evidence_carries_number_and_interval() -> None:
    assert describe("tempo_ratio", tempo(2.0)["tempo_ratio"]) == "tempo ratio 2.0, between 1.8 and 2.2"
    apparent = over_the_top(0.25, apparent=True)["over_the_top"]
    assert describe("over_the_top", apparent).startswith("over the top (apparent) 0.25 trunk lengths")
