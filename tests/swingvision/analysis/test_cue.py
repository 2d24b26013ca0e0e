"""What is said: one thing, only what was measured, never less than its uncertainty."""

import pytest

from swingvision.cue import choose_cue
from swingvision.interval import shown, withheld
from swingvision.report import Cue, Metric
from swingvision.wording import describe
from tests.swingvision.analysis.swing_reports import report, session, sway
from tests.swingvision.analysis.swing_reports import tempo as tempo_around


def tempo(value: float, spread: float = 0.2) -> dict[str, Metric]:
    return {"tempo_ratio": shown(value, value - spread, value + spread, "ratio", "A")}


def over_the_top(value: float, spread: float = 0.03, apparent: bool = False) -> dict[str, Metric]:
    return {"over_the_top": shown(value, value - spread, value + spread, "trunk_lengths", "B", apparent)}


def fault_of(cue: Cue | None) -> str | None:
    return None if cue is None else cue.fault


@pytest.mark.parametrize(("ratio", "fault"), [(2.0, "tempo_hurried"), (5.0, "tempo_dragged")])
def test_a_tempo_surely_outside_the_band_is_the_cue(ratio: float, fault: str) -> None:
    cue = choose_cue(tempo(ratio))
    assert cue is not None
    assert (cue.fault, cue.tone, cue.metric) == (fault, "change", "tempo_ratio")


def test_a_tempo_within_the_band_is_praised() -> None:
    cue = choose_cue(tempo(3.1))
    assert cue is not None
    assert (cue.tone, cue.words) == ("keep", "Keep this tempo")


def test_what_may_lie_outside_the_band_is_not_praised() -> None:
    assert choose_cue(tempo(2.7, spread=0.2)) is None
    assert choose_cue(tempo(3.9, spread=0.2)) is None


def test_an_effect_smaller_than_its_uncertainty_is_not_said() -> None:
    assert choose_cue(tempo(2.45, spread=0.2)) is None
    assert choose_cue(tempo(2.45, spread=0.1)) is not None


def test_the_largest_effect_wins() -> None:
    cue = choose_cue({**tempo(2.3), **over_the_top(0.25)})
    assert cue is not None and cue.fault == "over_the_top"
    cue = choose_cue({**tempo(1.5), **over_the_top(0.10)})
    assert cue is not None and cue.fault == "tempo_hurried"


def test_a_surer_measurement_does_not_make_an_effect_larger() -> None:
    small_but_sure, large = tempo(2.5, spread=0.01), over_the_top(0.25, spread=0.15)
    cue = choose_cue({**small_but_sure, **large})
    assert cue is not None and cue.fault == "over_the_top"


def test_the_effect_is_held_against_the_golfers_own_variance() -> None:
    """The same swing: a golfer whose tempo wanders and path does not hears of the path, and the reverse."""
    swing = {**tempo(1.9, 0.1), **over_the_top(0.16, 0.02)}
    wandering = [{**tempo(2.0 + 0.6 * k, 0.1), **over_the_top(0.15, 0.02)} for k in (-1, 0, 1) * 3]
    steady = [{**tempo(2.0, 0.1), **over_the_top(0.15 + 0.08 * k, 0.02)} for k in (-1, 0, 1) * 3]
    assert fault_of(choose_cue(swing, "right", session(*wandering))) == "over_the_top"
    assert fault_of(choose_cue(swing, "right", session(*steady))) == "tempo_hurried"


def test_a_departure_from_the_own_usual_is_said_inside_the_band_too() -> None:
    earlier = session(*[tempo_around(3.6 + 0.05 * (k % 3), 0.03) for k in range(8)])
    cue = choose_cue(tempo(2.9, 0.08), "right", earlier)
    assert cue is not None and cue.fault == "tempo_hurried"
    assert cue.evidence == "Tempo ratio 2.9 ± 0.1; your usual 3.6 ± 0.3 over eight swings"
    assert fault_of(choose_cue(tempo(2.9, 0.08), "right", earlier[:4])) == "none"


def test_what_has_no_published_band_needs_the_own_usual() -> None:
    assert choose_cue(sway(0.9)) is None
    earlier = session(*[sway(0.30 + 0.02 * (k % 3)) for k in range(6)])
    assert choose_cue(sway(0.34), "right", earlier) is None
    assert choose_cue(sway(-0.3), "right", earlier) is None
    assert fault_of(choose_cue(sway(0.8), "right", earlier)) == "head_forward"


def test_nothing_measured_is_no_cue() -> None:
    assert choose_cue({"tempo_ratio": withheld("the top was not seen", "ratio", "A")}) is None
    assert choose_cue({}) is None


def test_the_drill_names_the_golfers_own_side() -> None:
    right, left = choose_cue(over_the_top(0.3), "right"), choose_cue(over_the_top(0.3), "left")
    assert right is not None and left is not None
    assert "right pocket" in str(right.drill) and "left pocket" in str(left.drill)


def test_evidence_carries_number_interval_and_limit() -> None:
    assert describe("tempo_ratio", tempo(2.0)["tempo_ratio"]) == "Tempo ratio 2.0 ± 0.2"
    apparent = over_the_top(0.25, apparent=True)["over_the_top"]
    assert describe("over_the_top", apparent) == "Over the top 0.25 ± 0.03 trunk lengths, apparent"
    cue = report(over_the_top(0.25)).cue
    assert cue is not None and cue.evidence == "Over the top 0.25 ± 0.03 trunk lengths; range to 0.05"
    with pytest.raises(ValueError, match="the top was not seen"):
        describe("tempo_ratio", withheld("the top was not seen", "ratio", "A"))
