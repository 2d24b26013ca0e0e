"""All that is measured in one run, stage by stage."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TypeVar

import numpy as np
from rich.progress import Progress

from swingvision.report import EVENT_NAMES
from tests.accuracy import clips
from tests.accuracy.bay import BayOutcome, clips_to_play, play_clip
from tests.accuracy.clip_figures import clip_figures
from tests.accuracy.figures import Figures, figures_of, of_group
from tests.accuracy.goals import worst_of_metrics
from tests.accuracy.idle import IdleOutcome, per_hour, play_idle, stretches
from tests.accuracy.outcome import Outcome
from tests.accuracy.rule import ClipScore
from tests.accuracy.run import WORKERS, named_golfers, play_kept
from tests.accuracy.short import short_figures
from tests.accuracy.sweeps import GROUPS, Size
from tests.helpers.golfer.conditions import Golfer

Task = TypeVar("Task")
Answer = TypeVar("Answer")


@dataclass
class Everything:
    """What one run found; lists are empty where nothing was there to be measured."""

    size: Size
    plain: list[ClipScore] = field(default_factory=list)
    mirrored: list[ClipScore] = field(default_factory=list)
    same_mirrored: list[bool] = field(default_factory=list)
    inside_mirrored: list[bool] = field(default_factory=list)
    golfers: dict[str, list[Outcome]] = field(default_factory=dict)
    idle: list[IdleOutcome] = field(default_factory=list)
    bay: list[BayOutcome] = field(default_factory=list)
    figures: Figures = field(default_factory=dict)


def measure_everything(size: Size, drawing: bool, playing: bool, progress: Progress) -> Everything:
    """drawing: whether golfers can be drawn here. playing: whether clips are played to a bay."""
    found = Everything(size)
    names = list(clips.labels()) if size == "full" else clips.short_clips()
    tasks = [(name, mirrored) for name in names for mirrored in (False, True)[: 1 + (size == "full")]]
    scores = side_by_side(_score, tasks, "labelled clips", progress)
    found.plain = [score for (_, mirrored), score in zip(tasks, scores) if not mirrored]
    found.mirrored = [score for (_, mirrored), score in zip(tasks, scores) if mirrored]
    if found.mirrored:
        found.same_mirrored = [same for name in names for same in same_events(name)]
        found.inside_mirrored = [inside for name in names for inside in same_numbers(name)]
    for group, about in GROUPS.items():
        if drawing or not about.drawn:
            golfers = [(name, golfer, about.drawn) for name, golfer in named_golfers(group, size)]
            found.golfers[group] = side_by_side(_play, golfers, f"golfers: {group}", progress)
    found.idle = side_by_side(play_idle, stretches(size), "nobody swings", progress)
    # In real time, so alone: a bay that shares its cores would lose frames.
    to_play = clips_to_play(quick=size == "quick") if playing else []
    found.bay = [play_clip(name) for name in progress.track(to_play, description="clips in the bay")]
    found.figures = all_figures(found)
    return found


def side_by_side(
    do: Callable[[Task], Answer], tasks: Sequence[Task], words: str, progress: Progress
) -> list[Answer]:
    """Answers in the order of the tasks, by as many processes as there are workers."""
    bar = progress.add_task(words, total=len(tasks))
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        running = [pool.submit(do, task) for task in tasks]
        for _ in as_completed(running):
            progress.advance(bar)
        return [task.result() for task in running]


def _score(task: tuple[str, bool]) -> ClipScore:
    return clips.score_clip(*task)


def _play(task: tuple[str, Golfer, bool]) -> Outcome:
    return play_kept(*task)


def same_events(name: str) -> Iterable[bool]:
    """Of every event told of the clip or of its mirror image: whether both tell it, within a frame."""
    plain, mirrored = (clips.swings_of(name, flip) for flip in (False, True))
    for here, there in zip(plain, mirrored):
        for event in EVENT_NAMES:
            first, second = getattr(here.events, event), getattr(there.events, event)
            if first is not None or second is not None:
                yield bool(first and second and abs(first.frame - second.frame) <= 1)


def same_numbers(name: str) -> Iterable[bool]:
    """Of every number told of a clip and its mirror image: whether the second is in the first's interval."""
    plain, mirrored = (clips.swings_of(name, flip) for flip in (False, True))
    for here, there in zip(plain, mirrored):
        for metric, row in here.metrics.items():
            value = there.metrics[metric].value
            if row.low is not None and row.high is not None and value is not None:
                yield row.low <= value <= row.high


def all_figures(found: Everything) -> Figures:
    figures = figures_of(found.golfers)
    everyone = [outcome for outcomes in found.golfers.values() for outcome in outcomes]
    figures |= {f"golfers.{name}": value for name, value in of_group(everyone).items()}
    kinds = {name: row for outcome in everyone for name, row in outcome.metrics.items()}
    grades = {name: row.grade for name, row in kinds.items()}
    figures |= worst_of_metrics(figures, grades)
    figures["idle.false_swings_per_hour"] = per_hour(found.idle)
    figures |= _of_clips(found) | _of_bay(found.bay)
    return figures | short_figures()


def _of_clips(found: Everything) -> Figures:
    if not found.plain:
        return {}
    parts = {"clips": found.plain, "clips.mirrored": found.mirrored}
    for half in ("tune", "hold-out"):
        parts[f"clips.{half}"] = [score for score in found.plain if clips.half_of(score.name) == half]
    figures = {
        f"{part}.{name}": value
        for part, scores in parts.items()
        if scores
        for name, value in clip_figures(scores).items()
    }
    if found.same_mirrored:
        figures["clips.mirrored.events.same"] = 100 * float(np.mean(found.same_mirrored))
    if found.inside_mirrored:
        figures["clips.mirrored.numbers.same"] = 100 * float(np.mean(found.inside_mirrored))
    return figures


def _of_bay(outcomes: Sequence[BayOutcome]) -> Figures:
    if not outcomes:
        return {}
    events = sum(outcome.events for outcome in outcomes)
    off = sum(len(outcome.off) for outcome in outcomes)
    return {
        "bay.clips.same": 100 * sum(outcome.same for outcome in outcomes) / len(outcomes),
        "bay.events.same": 100 * (events - off) / events if events else float("nan"),
    }
