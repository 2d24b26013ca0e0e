"""Golfers held against each other: the same one differs in nothing, a known difference is found."""

import math
import re

import numpy as np
import pytest

from swingvision.comparison import Comparison, NotComparable, Shown, compare
from swingvision.report import Events
from swingvision.track import mirrored
from tests.helpers.golfer import Camera, Handedness, Swing, down_the_line, face_on
from tests.swingvision.comparison.golfers import TRUNK_M, Changed, shown, the, true_difference_m

VIEWS = ["face_on", "down_the_line"]


def clear(comparison: Comparison) -> list[str]:
    rows = [*comparison.events, *comparison.phases]
    return [f"{row.part} {row.event or row.phase} {row.axis}" for row in rows if row.clear]


@pytest.mark.parametrize("view", VIEWS)
def test_a_swing_against_itself_is_zero(view: str) -> None:
    found = compare(shown(view), shown(view))
    assert {row.value for row in [*found.events, *found.phases]} == {0.0}
    assert {row.value for row in found.metrics} == {0.0}
    assert clear(found) == [] and found.largest == []
    assert (found.distance.value, found.distance.low) == (0.0, 0.0)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("seed", range(1, 6))
def test_a_golfer_against_himself_shows_no_clear_difference(view: str, seed: int) -> None:
    found = compare(shown(view), shown(view, seed=seed))
    assert clear(found) == [] and found.largest == []
    assert [row.metric for row in found.metrics if row.clear] == []
    assert found.distance.low == 0 and re.fullmatch(
        r"Alike, to within 0\.(0[4-9]|1\d) trunk lengths", found.distance.words
    )


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "other",
    [Swing(handedness="left"), Swing(size=0.85), Swing(tempo=4.0, backswing_s=1.1)],
    ids=["left-hander", "smaller", "slower"],
)
def test_hand_size_and_pace_are_no_difference_of_form(view: str, other: Swing) -> None:
    found = compare(shown(view), shown(view, other, seed=7))
    assert clear(found) == []


def test_a_slower_golfer_is_told_so_by_the_metrics() -> None:
    found = compare(shown("face_on"), shown("face_on", Swing(tempo=3.0, backswing_s=1.2), seed=7))
    (row,) = (row for row in found.metrics if row.metric == "backswing_s")
    assert row.clear and row.value == pytest.approx(1.2 - 0.81, abs=0.06)
    assert row.low < row.value < row.high and row.unit == "s"


@pytest.mark.parametrize(
    ("view", "camera"),
    [("face_on", face_on(distance_m=6.5)), ("down_the_line", down_the_line(distance_m=6.5))],
)
def test_a_camera_further_away_is_no_difference(view: str, camera: Camera) -> None:
    assert clear(compare(shown(view), shown(view, seed=2, camera=camera))) == []


@pytest.mark.parametrize("handedness", ["right", "left"])
@pytest.mark.parametrize("view", VIEWS)
def test_higher_hands_at_the_top_are_found(view: str, handedness: Handedness) -> None:
    golfer = Changed(handedness=handedness, hands_up_m=0.5)
    true = true_difference_m(Swing(), golfer, "grip", "top")[2] / TRUNK_M
    found = compare(shown(view), shown(view, golfer, seed=3))
    row = the(found, "hands", "top", "up")
    assert true > 0.3
    assert row.clear and row.value == pytest.approx(true, abs=0.08)
    assert abs(row.value - true) < 2 * row.error
    assert any(
        re.fullmatch(r"Hands 0\.\d+ trunk lengths higher at the top", words) for words in found.largest
    )


@pytest.mark.parametrize("handedness", ["right", "left"])
def test_hips_toward_the_ball_are_found_with_their_side(handedness: Handedness) -> None:
    golfer = Changed(handedness=handedness, hips_m=0.12)
    true = true_difference_m(Swing(), golfer, "pelvis", "impact")[1] / TRUNK_M
    found = compare(shown("down_the_line"), shown("down_the_line", golfer, seed=3))
    for part in ("lead_hip", "trail_hip"):
        row = the(found, part, "impact", "along")
        assert row.clear and row.value == pytest.approx(true, abs=0.08)
        assert abs(row.value - true) < 2 * row.error
    assert true == pytest.approx(0.24)
    assert any(re.search(r" hip 0\.\d+ trunk lengths closer to the ball", words) for words in found.largest)


def test_the_other_way_round_is_the_other_sign() -> None:
    one, other = shown("down_the_line"), shown("down_the_line", Changed(hips_m=0.12), seed=3)
    there, back = compare(one, other), compare(other, one)
    assert [row.value for row in back.events] == pytest.approx([-row.value for row in there.events])
    assert [row.error for row in back.events] == pytest.approx([row.error for row in there.events])
    assert any("further from the ball" in words for words in back.largest)


@pytest.mark.parametrize("view", VIEWS)
def test_mirrored_clips_give_the_same_numbers(view: str) -> None:
    pair = shown(view), shown(view, Changed(hands_up_m=0.2), seed=3)
    turned = [
        Shown(mirrored(one.series), one.report.model_copy(update={"handedness": "left"})) for one in pair
    ]
    there, mirror = compare(*pair), compare(*turned)
    assert [row.value for row in mirror.events] == pytest.approx(
        [row.value for row in there.events], abs=1e-5
    )
    assert mirror.largest == there.largest


def test_the_stated_errors_are_not_too_small() -> None:
    """Golfers of noise like a pose model's: hardly any difference exceeds two of its own errors."""
    found = [compare(shown("face_on"), shown("face_on", seed=seed)) for seed in range(1, 6)]
    multiples = np.array([row.multiple for one in found for row in one.events])
    assert np.mean(multiples > 2) < 0.05
    assert np.median(multiples) > 0.05


@pytest.mark.parametrize("view", VIEWS)
def test_every_part_event_and_phase_has_its_row(view: str) -> None:
    found = compare(shown(view), shown(view, seed=1))
    assert len({(row.part, row.event, row.axis) for row in found.events}) == 12 * 9 * 2
    assert len({(row.part, row.phase, row.axis) for row in found.phases}) == 12 * 3 * 2
    assert Comparison.model_validate_json(found.model_dump_json()) == found


def test_what_was_not_seen_has_no_row_and_ankles_give_way_to_hips() -> None:
    one, other = shown("face_on"), shown("face_on", seed=1)
    points = other.series.points.copy()
    points[:, 27:33] = math.nan
    series = type(other.series)(
        other.series.frame_index, other.series.time_ns, points, other.series.confidence, other.series.size
    )
    with pytest.raises(NotComparable, match="Of the second swing too little was seen"):
        compare(one, Shown(series, other.report))


def without(shown_swing: Shown, *events: str) -> Shown:
    gone = shown_swing.report.events.model_copy(update=dict.fromkeys(events))
    return Shown(shown_swing.series, shown_swing.report.model_copy(update={"events": gone}))


def test_fewer_events_still_compare_and_the_phase_without_its_end_is_left_out() -> None:
    found = compare(shown("face_on"), without(shown("face_on", seed=1), "finish", "toe_up"))
    assert {row.event for row in found.events} == set(Events.model_fields) - {"finish", "toe_up"}
    assert {row.phase for row in found.phases} == {"backswing", "downswing"}


def test_refusals_are_sentences() -> None:
    front, side = shown("face_on"), shown("down_the_line")
    other = Shown(front.series, front.report.model_copy(update={"view": "other"}))
    old = Shown(front.series, front.report.model_copy(update={"definition_version": "0"}))
    for pair, said in (
        ((front, side), "The first swing is seen face-on, the second down-the-line"),
        ((front, other), "Only swings seen face-on or down-the-line"),
        ((front, old), "measured by different definitions"),
        ((without(front, "top"), front), "Of the first swing too little was seen"),
        ((front, without(front, "takeaway")), "Of the second swing too little was seen"),
    ):
        with pytest.raises(NotComparable, match=said):
            compare(*pair)
