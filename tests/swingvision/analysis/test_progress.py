"""Did it change? Golfers who change, who do not, and who only seem to."""

import numpy as np
import pytest

from swingvision.baseline import shown_rows
from swingvision.faults import BY_NAME
from swingvision.interval import withheld
from swingvision.progress import follow_up, judge, measure_change
from swingvision.report import SwingReport
from tests.swingvision.analysis.swing_reports import report, session, tempo


def tempos(*values: float) -> list[SwingReport]:
    return session(*[tempo(value) for value in values])


def test_no_cue_no_follow_up() -> None:
    assert follow_up([]) is None
    assert follow_up(tempos(3.1, 3.2, 3.0)) is None


def test_the_cued_swing_itself_is_not_asked() -> None:
    assert follow_up(tempos(2.0)) is None


def test_too_early_counts_the_swings() -> None:
    found = follow_up(tempos(2.0, 3.1, 3.0))
    assert found is not None
    assert (found.verdict, found.swings, found.needed) == ("too_early", 2, 5)
    assert (found.fault, found.metric, found.change) == ("tempo_hurried", "tempo_ratio", None)


def test_swings_without_the_number_do_not_count() -> None:
    reports = tempos(2.0, 3.1)
    reports.append(report({"tempo_ratio": withheld("no top", "ratio", "A")}))
    found = follow_up(reports)
    assert found is not None and found.swings == 1


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        ([3.0, 3.1, 2.9, 3.0, 3.1], "yes"),
        ([2.1, 2.0, 2.2, 2.0, 2.1], "no_clear_change"),
        ([1.2, 1.3, 1.2, 1.1, 1.2], "other_way"),
    ],
)
def test_five_swings_answer(after: list[float], verdict: str) -> None:
    found = follow_up(tempos(2.0, *after))
    assert found is not None and found.change is not None
    assert (found.verdict, found.swings) == (verdict, 5)
    assert found.change.value == pytest.approx(np.mean(after) - 2.0)
    assert found.words == "Take longer to swing back"


def test_the_next_cue_is_followed_after_the_answer_and_not_before() -> None:
    reports = tempos(2.0, 3.0, 5.5, 3.0, 3.0, 3.0)
    found = follow_up(reports)
    assert found is not None and (found.fault, found.swings) == ("tempo_hurried", 5)
    reports += session(tempo(5.5))
    found = follow_up(reports)
    assert found is not None and (found.fault, found.swings) == ("tempo_hurried", 6)
    found = follow_up([*reports, report(tempo(3.0))])
    assert found is not None and (found.fault, found.verdict, found.swings) == (
        "tempo_dragged",
        "too_early",
        1,
    )


def test_a_cue_of_an_unknown_table_is_not_followed() -> None:
    reports = tempos(2.0, 3.0)
    assert reports[0].cue is not None
    other = reports[0].model_copy(update={"cue": reports[0].cue.model_copy(update={"fault": "retired"})})
    assert follow_up([other, reports[1]]) is None


def verdicts(before: float, after: float, own: float, noise: float, sessions: int = 150) -> dict[str, int]:
    """Of sessions in which the tempo changes after the first cue: the answers at the fifth swing after it."""
    random = np.random.default_rng(11)
    told: list[str] = []
    for _ in range(sessions):
        reports: list[SwingReport] = []
        while follow_up(reports) is None and len(reports) < 12:
            reports.append(report(tempo(random.normal(before, np.hypot(own, noise)), noise), reports))
            if reports[-1].cue is not None and reports[-1].cue.tone == "change":
                for _ in range(5):
                    reports.append(report(tempo(random.normal(after, np.hypot(own, noise)), noise), reports))
        found = follow_up(reports)
        told.append("none" if found is None else found.verdict)
    return {name: told.count(name) for name in set(told)}


@pytest.mark.parametrize(("own", "noise"), [(0.2, 0.08), (0.1, 0.15), (0.25, 0.03)])
def test_a_golfer_who_does_not_change_is_hardly_ever_told_so(own: float, noise: float) -> None:
    """Though the cued swing stood out, and those after it differ from it by themselves."""
    said = verdicts(2.3, 2.3, own, noise)
    assert said.get("yes", 0) + said.get("other_way", 0) <= 0.06 * 150
    assert said["no_clear_change"] > 0.8 * 150


def test_a_golfer_who_changes_clearly_is_told() -> None:
    said = verdicts(2.0, 3.0, 0.15, 0.05)
    assert said["yes"] > 0.8 * 150 and said.get("other_way", 0) == 0


def test_the_interval_of_a_change_covers_it() -> None:
    random, covered = np.random.default_rng(3), 0
    for _ in range(400):
        before, after = (
            shown_rows([report(tempo(random.normal(mean, 0.25))) for _ in range(count)], "tempo_ratio")
            for mean, count in ((2.4, 4), (2.9, 6))
        )
        change = measure_change(before, after, 0.25)
        covered += change.low <= 0.5 <= change.high  # type: ignore[operator]
    assert 0.92 * 400 <= covered <= 0.995 * 400


def test_a_direction_is_named_only_when_the_interval_excludes_none() -> None:
    fault, rows = BY_NAME["tempo_dragged"], shown_rows(tempos(4.5, 4.4, 3.0, 3.1), "tempo_ratio")
    assert judge(None, fault) == "too_early"
    assert judge(measure_change(rows[:2], rows[2:], 0.1), fault) == "yes"
    assert judge(measure_change(rows[2:], rows[:2], 0.1), fault) == "other_way"
    assert judge(measure_change(rows[:2], rows[2:], 3.0), fault) == "no_clear_change"
