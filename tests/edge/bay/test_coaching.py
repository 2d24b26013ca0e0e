"""What the session's earlier swings do to a swing's cue, and what they do not."""

from edge.coaching import coached
from edge.messages import Swing
from swingvision.interval import around
from swingvision.report import Metric
from tests.edge.samples import sample_swing


def played(number: int, tempo: float, sway: float | None = None, club: str = "iron") -> Swing:
    """A swing as measured, with the cue that it has by itself."""
    metrics: dict[str, Metric] = {"tempo_ratio": around(tempo, 0.05, "ratio", "A")}
    if sway is not None:
        metrics["head_sway_impact"] = around(sway, 0.02, "shoulder_widths", "A")
    swing = sample_swing(number, session_id="one")
    report = swing.report.model_copy(update={"metrics": metrics, "cue": None})
    return swing.model_copy(update={"report": report, "club": club})


def through(swings: list[Swing]) -> list[Swing]:
    told: list[Swing] = []
    for swing in swings:
        told.append(coached(swing, told))
    return told


def test_the_first_swing_has_its_cue_from_the_published_band() -> None:
    (swing,) = through([played(1, 2.0)])
    assert swing.report.cue is not None and swing.report.cue.fault == "tempo_hurried"
    assert swing.follow_up is None


def test_the_sixth_is_held_against_the_five_before_it() -> None:
    usual = [played(number, 3.1, 0.3) for number in range(1, 6)]
    *_, last = through([*usual, played(6, 3.1, 0.9)])
    assert last.report.cue is not None and last.report.cue.fault == "head_forward"
    assert "over five swings" in last.report.cue.evidence


def test_another_club_is_another_golfer() -> None:
    usual = [played(number, 3.1, 0.3, "driver") for number in range(1, 6)]
    *_, last = through([*usual, played(6, 3.1, 0.9, "iron")])
    assert last.report.cue is not None and last.report.cue.tone == "keep"


def test_the_follow_up_counts_and_answers() -> None:
    told = through([played(1, 2.0), *[played(number, 3.1) for number in range(2, 8)]])
    found = [swing.follow_up for swing in told]
    assert found[0] is None
    assert [one.verdict for one in found[1:] if one] == ["too_early"] * 4 + ["yes"] * 2
    assert [one.swings for one in found[1:] if one] == [1, 2, 3, 4, 5, 6]


def test_a_swing_with_another_club_between_is_not_counted() -> None:
    told = through([played(1, 2.0), played(2, 3.1), played(3, 3.1, club="driver"), played(4, 3.1)])
    assert [one.swings if one else None for one in (swing.follow_up for swing in told)] == [None, 1, None, 2]


def test_the_swing_is_otherwise_unchanged_and_survives_its_json() -> None:
    before = played(1, 2.0)
    after = coached(before, [])
    assert after.report.metrics == before.report.metrics and after.swing_id == before.swing_id
    *_, last = through([played(number, 2.0) for number in range(1, 8)])
    assert Swing.model_validate_json(last.model_dump_json()) == last
