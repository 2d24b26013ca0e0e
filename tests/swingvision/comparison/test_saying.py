"""The words of a comparison: the right way round, no score, no warning."""

import itertools

import pytest

from swingvision.comparison.report import Difference
from swingvision.comparison.saying import apart_words, largest, sentence
from swingvision.report import View


def difference(
    part: str, value: float, axis: str = "up", event: str = "top", clear: bool = True
) -> Difference:
    return Difference(
        part=part,  # type: ignore[arg-type]
        axis=axis,  # type: ignore[arg-type]
        event=event,  # type: ignore[arg-type]
        phase=None,
        value=value,
        error=0.02,
        multiple=abs(value) / 0.02,
        clear=clear,
    )


@pytest.mark.parametrize(
    ("axis", "value", "view", "said"),
    [
        ("up", 0.2, "face_on", "Hands 0.20 trunk lengths higher at the top"),
        ("up", -0.2, "down_the_line", "Hands 0.20 trunk lengths lower at the top"),
        ("along", 0.2, "face_on", "Hands 0.20 trunk lengths closer to the target at the top"),
        ("along", -0.2, "face_on", "Hands 0.20 trunk lengths further from the target at the top"),
        ("along", 0.2, "down_the_line", "Hands 0.20 trunk lengths closer to the ball at the top"),
        ("along", -0.2, "down_the_line", "Hands 0.20 trunk lengths further from the ball at the top"),
    ],
)
def test_the_way_of_a_difference(axis: str, value: float, view: View, said: str) -> None:
    assert sentence(difference("hands", value, axis), view) == said


def test_three_of_different_joints_the_largest_first_and_only_clear_ones() -> None:
    rows = [
        difference("lead_hip", 0.10),
        difference("trail_hip", 0.12),
        difference("head", -0.30),
        difference("hands", 0.9, clear=False),
        difference("lead_knee", 0.05),
        difference("lead_ankle", 0.04),
        difference("head", -0.20, event="impact"),
    ]
    for order in itertools.islice(itertools.permutations(rows), 0, 5040, 501):
        said = largest(order, "face_on")
        assert [words.split(" 0.")[0] for words in said] == ["Head", "Trail hip", "Lead knee"]


def test_apart_is_a_distance_or_likeness_never_a_score() -> None:
    assert apart_words(0.05, 0.0, 0.11) == "Alike, to within 0.11 trunk lengths"
    assert apart_words(0.2, 0.1, 0.3) == "0.20 trunk lengths apart, between 0.10 and 0.30"
