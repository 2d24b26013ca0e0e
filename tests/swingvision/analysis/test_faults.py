"""The table of faults: every row can be reached, says what a golfer can do, and names nobody's other side."""

import re

import pytest

from swingvision.cue import choose_cue
from swingvision.faults import FAULTS, PRAISE, Fault
from swingvision.interval import around
from swingvision.metric_table import METRICS
from swingvision.report import Handedness, SwingReport
from swingvision.wording import own_side
from tests.swingvision.analysis.swing_reports import report

BANNED = re.compile(
    r"!|\b(bad|poor|wrong|fault|error|fail\w*|mistake|never|don't|do not|must|should|stop|lazy|too|score)\b",
    re.I,
)
SIDES = re.compile(r"\b(left|right)\b", re.I)
WORDS = [fault.words for fault in FAULTS] + [praise.words for praise in PRAISE]
SENTENCES = WORDS + [fault.drill for fault in FAULTS]


def named(fault: Fault) -> str:
    return fault.name


def test_names_are_unique() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("words", WORDS)
def test_a_cue_has_six_words_or_fewer(words: str) -> None:
    assert 1 <= len(words.split()) <= 6
    assert words[0].isupper() and not words.endswith(".")


@pytest.mark.parametrize("words", SENTENCES)
def test_no_blame_no_shouting_and_no_fixed_side(words: str) -> None:
    assert not BANNED.search(words)
    assert not SIDES.search(words)
    assert not re.search(r"\{(?!lead\}|trail\})", words)


@pytest.mark.parametrize("words", SENTENCES)
def test_a_left_hander_reads_the_mirror_image(words: str) -> None:
    right, left = own_side(words, "right"), own_side(words, "left")
    swapped = SIDES.sub(lambda found: {"left": "right", "right": "left"}[found[0]], right)
    assert left == swapped
    assert ("{" in words) == (left != right)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_every_row_has_a_drill_and_a_source(fault: Fault) -> None:
    assert fault.drill.endswith(".") and len(fault.source) > 10 and fault.scatter > 0


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_a_row_names_a_metric_of_the_table_and_a_proxy_has_no_published_limit(fault: Fault) -> None:
    facts = METRICS[fault.metric]
    assert fault.limit is None or facts.grade == "A" or fault.name == "over_the_top"


@pytest.mark.parametrize("handedness", ["right", "left"])
@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_every_fault_is_reachable(fault: Fault, handedness: Handedness) -> None:
    """A golfer whose other swings lie at the limit swings six of his standard deviations past it."""

    def swing(value: float, earlier: list[SwingReport]) -> SwingReport:
        row = around(value, 0.1 * fault.scatter, "ratio", "A")
        return report({fault.metric: row}, earlier, handedness=handedness)

    usual = 100 * fault.scatter if fault.limit is None else fault.limit - fault.sign * fault.scatter
    earlier = [swing(usual, []) for _ in range(6)]
    cue = swing(usual + 7 * fault.sign * fault.scatter, earlier).cue
    assert cue is not None and cue.fault == fault.name
    assert cue.words == own_side(fault.words, handedness) and cue.drill == own_side(fault.drill, handedness)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_a_fault_without_its_metric_does_not_fire(fault: Fault) -> None:
    row = around(0.0, 1.0, "ratio", "A")
    gone = row.model_copy(update={"value": None, "low": None, "high": None, "withheld": "not seen"})
    assert choose_cue({fault.metric: gone}) is None


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.limit is None], ids=named)
def test_without_a_published_band_nothing_is_said_before_there_is_a_usual(fault: Fault) -> None:
    row = around(1000 * fault.sign * fault.scatter, 0.1 * fault.scatter, "ratio", "A")
    assert choose_cue({fault.metric: row}) is None
