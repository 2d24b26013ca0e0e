"""What clips say of a quantised model, on reports whose rights and wrongs are known."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from models.factory.agreement import Told, agreement, count_events, count_tempos, seeing_with
from models.factory.clips import LISTING, Clip, Clips, Swing, read_clips
from models.factory.fetch import RecipeError
from models.factory.recipe import Bounds
from swingvision.estimator.estimator import DETECTOR
from swingvision.estimator.manifest import WEIGHTS, read_manifest
from swingvision.report import EVENT_NAMES, Event, Events, Metric, Quality, SwingReport
from tests.accuracy import recipe_clips
from tests.accuracy.recipe_clips import labelled_clips

QUALITY = Quality(frames_in_swing=1, pose_share=1, hands_confidence=1, frame_interval_ms=33, notes=[])
BOUNDS = Bounds()
SWING = Swing(impact_frame=150, events={"top": (139, 141), "impact": (149, 151)}, tempo=(2.5, 3.5))


def clip(name: str = "a", kind: str = "drawn golfers", swings: Sequence[Swing] = (SWING,)) -> Clip:
    return Clip(name=name, kind=kind, path=Path(f"{name}.mp4"), swings=list(swings))


def told(top: int = 140, impact: int = 150, tempo: float | None = 3.0) -> SwingReport:
    frames = {"top": top, "impact": impact}
    events = {name: event(frames[name]) if name in frames else None for name in EVENT_NAMES}
    withheld = None if tempo is not None else "not seen"
    ratio = Metric(value=tempo, low=tempo, high=tempo, unit="ratio", grade="A", withheld=withheld)
    return SwingReport(
        view="face_on",
        view_confidence=1,
        handedness="right",
        handedness_confidence=1,
        events=Events(**events),
        metrics={"tempo_ratio": ratio},
        cue=None,
        quality=QUALITY,
    )


def event(frame: int) -> Event:
    return Event(frame=frame, pts_s=frame / 30, time_s=frame / 30, uncertainty_s=0.01)


@pytest.mark.parametrize(
    ("reports", "events", "tempos"),
    [
        ([told()], 2, 1),
        ([told(top=141, impact=149)], 2, 1),
        ([told(top=142)], 1, 1),
        ([told(tempo=3.6)], 2, 0),
        ([told(tempo=None)], 2, 0),
        ([], 0, 0),
        ([told(top=300, impact=310)], 0, 0),
        ([told(top=300, impact=310), told()], 2, 1),
    ],
)
def test_events_and_tempos_are_counted_of_what_is_known(
    reports: list[SwingReport], events: int, tempos: int
) -> None:
    assert count_events([clip()], {"a": reports}) == (events, 2)
    assert count_tempos([clip()], {"a": reports}) == (tempos, 1)


def test_a_tempo_that_nobody_labelled_does_not_count() -> None:
    untimed = SWING.model_copy(update={"tempo": None})
    assert count_tempos([clip(swings=[untimed])], {"a": [told()]}) == (0, 0)


def values(clips: Iterable[Clip], reference: Told, quantised: Told) -> dict[str, tuple[float, float | None]]:
    found = agreement(Clips(clips=list(clips), skipped=[]), reference, quantised, BOUNDS)
    return {finding.about: (finding.value, finding.limit) for finding in found}


def test_lost_events_and_moved_tempos_are_held_and_lost_tempos_told() -> None:
    found = values([clip()], {"a": [told()]}, {"a": [told(top=145, tempo=3.6)]})
    assert found == {
        "drawn golfers: events fewer that are right, of 2": (50.0, BOUNDS.lost_points),
        "drawn golfers: tempos fewer that are right, of 1": (100.0, None),
        "drawn golfers: median distance between the tempos of 1 swings": (20.0, BOUNDS.tempo_percent),
    }


def test_more_that_is_right_is_a_negative_loss() -> None:
    found = values([clip()], {"a": [told(top=145)]}, {"a": [told()]})
    assert found["drawn golfers: events fewer that are right, of 2"][0] == -50


def test_kinds_of_clips_are_told_apart_and_a_tempo_of_one_side_alone_has_no_distance() -> None:
    clips = [clip("a"), clip("b", "labelled")]
    found = values(clips, {"a": [told()], "b": [told()]}, {"a": [told()], "b": [told(tempo=None)]})
    assert [about.split(":")[0] for about in found] == ["drawn golfers"] * 3 + ["labelled"] * 2


def test_a_variant_can_be_looked_with_on_any_machine() -> None:
    models = {model.name: model for model in read_manifest().models}
    variant = models["blazepose-full-int8-x86_64"]
    with seeing_with(variant, models[DETECTOR], WEIGHTS) as estimator:
        assert estimator.facts.sha256 == variant.sha256
        assert hashlib.sha256((WEIGHTS / variant.file).read_bytes()).hexdigest() == variant.sha256


def test_a_listing_is_read_as_written_and_another_is_named(tmp_path: Path) -> None:
    path = tmp_path / LISTING
    with pytest.raises(RecipeError, match="golf-clips.json: expected a listing of clips, found no such file"):
        read_clips(path)
    clips = Clips(clips=[clip()], skipped=["labelled: not here"])
    path.write_text(clips.model_dump_json())
    assert read_clips(path) == clips
    path.write_text('{"clips": [{}]}')
    with pytest.raises(RecipeError, match="golf-clips.json: expected a listing of clips, found at clips.0"):
        read_clips(path)


def test_labels_become_windows_of_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tune half alone; an event that the label is unsure of, or does not see, is not asked for."""
    mark = {"frame": 100, "pm": 0}
    events = {
        "address": {"frame": 40, "pm": 3},
        "top": mark | {"unsure": True},
        "impact": mark,
        "finish": None,
    }
    label = {"file": "a.mp4", "view": "face-on", "events": events, "tempo_ratio": [{"lo": 2.0, "hi": 3.0}]}
    monkeypatch.setattr(recipe_clips, "labels", lambda: {"a": label, "b": label})
    monkeypatch.setattr(recipe_clips, "half_of", lambda name: "tune" if name == "a" else "hold-out")
    monkeypatch.setattr(recipe_clips, "file_of", lambda name, mirrored: Path(f"{name}.mp4"))
    (listed,) = labelled_clips()
    wanted = Swing(impact_frame=100, events={"address": (37, 43), "impact": (98, 102)}, tempo=(2.0, 3.0))
    assert (listed.name, listed.path, listed.swings) == ("a", Path("a.mp4"), [wanted])
