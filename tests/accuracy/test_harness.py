"""The harness itself: exact golfers are judged right, answers are kept by what they depend on."""

from dataclasses import replace

import numpy as np
import pytest

from swingvision.analysis import Options, measure
from swingvision.report import View
from tests.accuracy import cache, clips
from tests.accuracy.bay import compare
from tests.accuracy.cache import keep, place
from tests.accuracy.everything import same_numbers
from tests.accuracy.idle import Idle, recorded, stretches
from tests.accuracy.run import named_golfers
from tests.accuracy.sweeps import GROUPS, SIZES
from tests.accuracy.truths import true_metrics
from tests.accuracy.virtual import judge, play
from tests.helpers.golfer import record, truth_of
from tests.helpers.golfer.conditions import VIEWS, clean
from tests.helpers.golfer.pastimes import PIECES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("view", VIEWS)
def test_an_exact_golfer_is_judged_by_its_truth(view: View) -> None:
    golfer = clean(3, view)
    swings = measure(record(golfer.swing, golfer.camera, golfer.rate), Options(camera_yaw_deg=0.0)).swings
    outcome = judge("exact", golfer, swings)
    assert (outcome.missed, outcome.invented, outcome.view_right, outcome.handedness_right) == (0, 0, 1, 1)
    told, truth = swings[0], truth_of(golfer.swing, golfer.camera)
    assert told.events.impact is not None
    assert outcome.events["impact"].error_s == told.events.impact.time_s - truth.events["impact"]
    tempo = outcome.metrics["tempo_ratio"]
    assert tempo.truth == truth.tempo_ratio == true_metrics(golfer)["tempo_ratio"]
    assert tempo.value == told.metrics["tempo_ratio"].value


def test_a_swing_elsewhere_is_invented_and_the_true_one_missed() -> None:
    golfer = clean(3, "face_on")
    swings = measure(record(golfer.swing, golfer.camera, golfer.rate)).swings
    later = replace(golfer, swing=replace(golfer.swing, lead_in_s=golfer.swing.lead_in_s + 2))
    outcome = judge("late", later, swings)
    assert (outcome.missed, outcome.invented) == (True, 1)
    assert judge("nobody", golfer, []).missed


def test_the_same_golfer_gives_the_same_outcome() -> None:
    golfer = clean(4, "down_the_line")
    assert play("a", golfer) == play("a", golfer)


def test_smaller_runs_are_the_beginning_of_larger_ones() -> None:
    """So that what one has measured the other finds in the cache."""
    for group in GROUPS:
        runs = [dict(named_golfers(group, size)) for size in SIZES]
        for smaller, larger in zip(runs, runs[1:]):
            assert smaller.items() <= larger.items(), group


def test_an_answer_is_kept_by_its_key_and_by_the_code(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = tmp_path_factory.mktemp("tree")
    (tree / "package").mkdir()
    (tree / "package" / "code.py").write_text("a = 1\n")
    monkeypatch.setattr(cache, "ROOT", tree)
    monkeypatch.setattr(cache, "FOLDER", tree / "kept")

    def kept(key: object) -> str:
        cache.digest_of_code.cache_clear()
        return place("things", key, ("package",)).name

    first = kept(1)
    assert kept(1) == first != kept(2)
    (tree / "package" / "code.py").write_text("a = 2\n")
    assert kept(1) != first
    path = place("things", 1, ("package",))
    keep(path, "answer")
    assert path.read_text() == "answer" and len(list(path.parent.iterdir())) == 1
    cache.digest_of_code.cache_clear()


def test_an_idle_stretch_has_nobody_where_the_golfer_has_walked_out() -> None:
    series = recorded(Idle(1, "face_on", "stroll", neighbour=False))
    outside = np.isnan(series.points).all(axis=(1, 2))
    assert 0.01 < outside.mean() < 0.8 and np.all(series.confidence[outside] == 0)
    assert series.time_s[-1] >= 300


def test_a_neighbour_is_glanced_at_for_less_than_a_second() -> None:
    plain, mixed = (recorded(Idle(0, "face_on", "stand", neighbour)) for neighbour in (False, True))
    other = np.abs(np.nan_to_num(plain.points - mixed.points)).max(axis=(1, 2)) > 0
    starts = np.flatnonzero(np.diff(other.astype(int)) == 1)
    ends = np.flatnonzero(np.diff(other.astype(int)) == -1)
    assert len(starts) > 8 and np.all((ends - starts) / 30 <= 1.0)


def test_every_pastime_is_among_the_stretches() -> None:
    kinds = {idle.kind for idle in stretches("full")}
    assert kinds == {"all", *PIECES} and {idle.view for idle in stretches("full")} == set(VIEWS)


def test_a_bay_that_hears_nothing_differs() -> None:
    golfer = clean(3, "face_on")
    swings = measure(record(golfer.swing, golfer.camera, golfer.rate)).swings
    assert not compare("clip", [], swings).same and compare("clip", [], []).same


def test_a_mirrored_clip_must_keep_to_the_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    golfer = clean(3, "face_on")
    (swing,) = measure(record(golfer.swing, golfer.camera, golfer.rate)).swings
    tempo = swing.metrics["tempo_ratio"]
    assert tempo.value is not None and tempo.high is not None
    moved = tempo.model_copy(update={"value": tempo.high + 0.1})
    other = swing.model_copy(update={"metrics": swing.metrics | {"tempo_ratio": moved}})
    shown = sum(row.value is not None for row in swing.metrics.values())
    for there, right in ((swing, shown), (other, shown - 1)):
        told = {False: [swing], True: [there]}
        monkeypatch.setattr(clips, "swings_of", lambda name, mirrored, told=told: told[mirrored])
        judged = list(same_numbers("clip"))
        assert (len(judged), sum(judged)) == (shown, right)
