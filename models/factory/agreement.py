"""Whether the analysis says of clips with a quantised model what it says with the reference."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.factory.clips import Clip, Clips, Swing
from models.factory.recipe import VARIANTS, Bounds
from swingvision.analysis import Options
from swingvision.command.clip_analysis import analyse_clip
from swingvision.estimator import PoseEstimator
from swingvision.estimator.estimator import DETECTOR
from swingvision.estimator.manifest import MANIFEST_NAME, Finding, Manifest, Model
from swingvision.report import SwingReport

# A told swing whose impact lies farther than this from the true one's is another swing.
SAME_SWING_FRAMES = 40
# By the clip's name.
Told = dict[str, list[SwingReport]]
Watched = Callable[[Sequence[Clip], str], Iterable[Clip]]


class Right(NamedTuple):
    """How many of how many."""

    right: int
    known: int

    @property
    def percent(self) -> float:
        return 100 * self.right / self.known if self.known else 0.0


def judge(models: list[Model], clips: Clips, folder: Path, watched: Watched) -> list[Model]:
    """The same models, to those in 8 bits added what clips find out about them.

    folder: with their files. watched(clips, name of the model): the same clips, while progress is shown.
    """
    named = {model.name: model for model in models}

    @cache
    def told(name: str) -> Told:
        with seeing_with(named[name], named[DETECTOR], folder) as estimator:
            return {clip.name: _tell(clip, estimator) for clip in watched(clips.clips, name)}

    return [_judged(model, clips, told) if model.quantised else model for model in models]


def _judged(model: Model, clips: Clips, told: Callable[[str], Told]) -> Model:
    assert model.quantised is not None
    bounds = next(variant.bounds for variant in VARIANTS if variant.name == model.name)
    found = agreement(clips, told(model.quantised.reference), told(model.name), bounds)
    more = {"findings": [*model.quantised.findings, *found], "skipped": clips.skipped}
    return model.model_copy(update={"quantised": model.quantised.model_copy(update=more)})


def _tell(clip: Clip, estimator: PoseEstimator) -> list[SwingReport]:
    return analyse_clip(clip.path, estimator, Options(), lambda share: None).report.swings


def agreement(clips: Clips, reference: Told, quantised: Told, bounds: Bounds) -> list[Finding]:
    """A kind of clips at a time. Tempos that are right are told alone: of a dozen, one is eight points."""
    found = []
    for kind in dict.fromkeys(clip.kind for clip in clips.clips):
        group = [clip for clip in clips.clips if clip.kind == kind]
        for what, count, limit in (
            ("events", count_events, bounds.lost_points),
            ("tempos", count_tempos, None),
        ):
            before, after = count(group, reference), count(group, quantised)
            about = f"{kind}: {what} fewer that are right, of {before.known}"
            lost = before.percent - after.percent
            found.append(Finding.of(about, "percentage points", lost, limit))
        moved = tempo_moves_percent(group, reference, quantised)
        if moved:
            about = f"{kind}: median distance between the tempos of {len(moved)} swings"
            found.append(Finding.of(about, "% of the ratio", float(np.median(moved)), bounds.tempo_percent))
    return found


def tempo_moves_percent(clips: Sequence[Clip], reference: Told, quantised: Told) -> list[float]:
    """Of every known swing of which both tell one."""
    both = zip(_pairs(clips, reference), _pairs(clips, quantised), strict=True)
    ratios = [(_tempo(one), _tempo(other)) for (_, one), (_, other) in both]
    return [
        100 * abs(mine / theirs - 1) for theirs, mine in ratios if theirs is not None and mine is not None
    ]


def count_events(clips: Sequence[Clip], told: Told) -> Right:
    right = [
        _event_right(swing, report, name) for swing, report in _pairs(clips, told) for name in swing.events
    ]
    return Right(sum(right), len(right))


def count_tempos(clips: Sequence[Clip], told: Told) -> Right:
    right = [_tempo_right(swing, report) for swing, report in _pairs(clips, told) if swing.tempo]
    return Right(sum(right), len(right))


def _pairs(clips: Sequence[Clip], told: Told) -> list[tuple[Swing, SwingReport | None]]:
    return [(swing, _nearest(swing, told[clip.name])) for clip in clips for swing in clip.swings]


def _nearest(swing: Swing, reports: Sequence[SwingReport]) -> SwingReport | None:
    def away(report: SwingReport) -> float:
        told = report.events.impact or report.events.top
        return abs(told.frame - swing.impact_frame) if told else np.inf

    best = min(reports, key=away, default=None)
    return best if best is not None and away(best) <= SAME_SWING_FRAMES else None


def _event_right(swing: Swing, report: SwingReport | None, name: str) -> bool:
    told = None if report is None else getattr(report.events, name)
    least, most = swing.events[name]
    return told is not None and least <= told.frame <= most


def _tempo_right(swing: Swing, report: SwingReport | None) -> bool:
    ratio = _tempo(report)
    return swing.tempo is not None and ratio is not None and swing.tempo[0] <= ratio <= swing.tempo[1]


def _tempo(report: SwingReport | None) -> float | None:
    row = None if report is None else report.metrics.get("tempo_ratio")
    return None if row is None else row.value


@contextmanager
def seeing_with(landmarks: Model, detector: Model, folder: Path) -> Iterator[PoseEstimator]:
    """An estimator that looks with this landmark model, whatever machine that is meant for.

    folder: with both files.
    """
    with tempfile.TemporaryDirectory() as place:
        weights = Path(place)
        alone = landmarks.model_copy(update={"name": "blazepose-full", "quantised": None})
        for model in (alone, detector):
            shutil.copy(folder / model.file, weights)
        manifest = Manifest(manifest_version=1, models=[alone, detector])
        (weights / MANIFEST_NAME).write_text(manifest.model_dump_json())
        yield PoseEstimator("full", "cpu", weights=weights)
