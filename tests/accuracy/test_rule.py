"""The rule for labelled events, on labels and reports written by hand."""

from typing import Any

import pytest

from swingvision.report import EVENT_NAMES, Event, Events, Metric, Quality, SwingReport, View
from tests.accuracy.clip_figures import clip_figures
from tests.accuracy.rule import LABELLED, Label, score, tolerance

FRAMES = dict(zip(LABELLED, (100, 120, 130, 140, 145, 150, 153, 170)))
QUALITY = Quality(frames_in_swing=1, pose_share=1, hands_confidence=1, frame_interval_ms=33, notes=[])


def labelled(view: str = "face-on", **changes: Any) -> Label:
    events: dict[str, Any] = {name: {"frame": frame, "pm": 0} for name, frame in FRAMES.items()}
    ratio = {"lo": 3.0, "hi": 5.0}
    return {"view": view, "handedness": "right", "events": events | changes, "tempo_ratio": [ratio]}


def told(view: View = "face_on", **changes: int | None) -> SwingReport:
    frames: dict[str, int | None] = {"takeaway": 105, **FRAMES, **changes}
    events = {name: None if (at := frames[name]) is None else event_at(at) for name in EVENT_NAMES}
    tempo = Metric(value=4.0, low=3.5, high=4.5, unit="ratio", grade="A", withheld=None)
    return SwingReport(
        view=view,
        view_confidence=1,
        handedness="right",
        handedness_confidence=1,
        events=Events(**events),
        metrics={"tempo_ratio": tempo},
        cue=None,
        quality=QUALITY,
    )


def event_at(frame: int) -> Event:
    return Event(frame=frame, pts_s=frame / 30, time_s=frame / 30, uncertainty_s=0.01)


def wrong(label: Label, report: SwingReport) -> list[str]:
    return [event.event for event in score("clip", label, [report]).events if not event.right]


def test_all_right() -> None:
    scored = score("clip", labelled(), [told()])
    assert len(scored.events) == 8 and all(event.right for event in scored.events)
    assert (scored.views, scored.hands, scored.invented, scored.missed) == ([True], [True], 0, 0)
    assert scored.tempos[0].inside and scored.tempos[0].agrees


def test_a_swing_of_fifty_frames_allows_two() -> None:
    assert tolerance(labelled()["events"], "top", False) == 2
    assert wrong(labelled(), told(top=142)) == []
    assert wrong(labelled(), told(top=143, impact=147)) == ["top", "impact"]


def test_the_labeller_s_own_doubt_is_allowed() -> None:
    doubtful = labelled(finish={"frame": 170, "pm": 6})
    assert wrong(doubtful, told(finish=176)) == [] and wrong(doubtful, told(finish=177)) == ["finish"]


def test_down_the_line_the_end_on_events_get_a_frame_more() -> None:
    doubtful = labelled("down-the-line", toe_up={"frame": 120, "pm": 2}, top={"frame": 140, "pm": 2})
    assert wrong(doubtful, told("down_the_line", toe_up=123, top=143)) == ["top"]


def test_an_event_that_is_not_told_is_wrong_and_one_that_cannot_be_seen_is_invented() -> None:
    assert wrong(labelled(), told(address=None)) == ["address"]
    assert score("clip", labelled(finish=None), [told()]).invented_events == 1
    assert score("clip", labelled(finish=None), [told(finish=None)]).invented_events == 0


def test_an_event_of_which_the_labellers_are_unsure_is_not_judged() -> None:
    unsure = labelled(finish={"frame": 170, "pm": 1, "unsure": True})
    assert len(score("clip", unsure, [told(finish=200)]).events) == 7


def test_swings_are_paired_by_impact_and_counted() -> None:
    scored = score("clip", labelled(), [told(impact=900), told()])
    assert (scored.invented, scored.missed) == (1, 0) and all(event.right for event in scored.events)
    lost = score("clip", labelled(), [])
    assert lost.missed == 1 and not any(event.right for event in lost.events)
    assert score("clip", {"swings": 0, "events": None}, [told()]).invented == 1


def test_mirrored_the_other_hand_is_right() -> None:
    assert score("clip", labelled(), [told()], mirrored=True).hands == [False]


def test_width_is_told_against_a_two_frame_error() -> None:
    """40 back and 10 down: 42 / 8 - 38 / 12."""
    assert score("clip", labelled(), [told()]).tempos[0].width == pytest.approx(1 / (42 / 8 - 38 / 12))


def test_figures_count_events_over_clips() -> None:
    figures = clip_figures([score("a", labelled(), [told(top=150)]), score("b", labelled(), [told()])])
    assert figures["all.pce"] == pytest.approx(100 * 15 / 16)
    assert figures["six.pce"] == pytest.approx(100 * 11 / 12)
    assert (figures["top.pce"], figures["impact.pce"], figures["swings.invented"]) == (50, 100, 0)
