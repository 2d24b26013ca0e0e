"""The short run that the ordinary tests make, and whose figures docs/accuracy.md states."""

from collections.abc import Sequence

from tests.accuracy.clip_figures import clip_figures
from tests.accuracy.clips import score_clip, short_clips
from tests.accuracy.figures import Figures, figures_of
from tests.accuracy.idle import per_hour, play_idle, stretches
from tests.accuracy.outcome import Outcome
from tests.accuracy.rule import ClipScore
from tests.accuracy.run import named_golfers, play_kept
from tests.accuracy.sweeps import GROUPS

# What of each group of golfers is guarded: the last parts of the figures' names.
GUARDED = ("missed", "invented", "view_right", "handedness_right", "wrong")
EVENTS = ("top", "impact", "takeaway")


def short_golfers(groups: Sequence[str] = tuple(GROUPS)) -> dict[str, list[Outcome]]:
    return {
        group: [play_kept(name, golfer, drawn=False) for name, golfer in named_golfers(group, "short")]
        for group in groups
        if not GROUPS[group].drawn
    }


def golfer_figures(groups: dict[str, list[Outcome]]) -> Figures:
    return {f"short.{name}": value for name, value in figures_of(groups).items() if _guarded(name)}


def idle_figures() -> Figures:
    outcomes = [play_idle(idle) for idle in stretches("short")]
    return {"short.idle.false_swings_per_hour": per_hour(outcomes)}


def short_figures() -> Figures:
    """All that is stated."""
    return golfer_figures(short_golfers()) | idle_figures() | short_clip_figures(short_scores())


def short_scores(mirrored: bool = False) -> list[ClipScore]:
    return [score_clip(name, mirrored) for name in short_clips()]


def short_clip_figures(scores: Sequence[ClipScore]) -> Figures:
    """Empty where the clips are not here."""
    if not scores:
        return {}
    return {f"short.clips.{name}": value for name, value in clip_figures(scores).items()}


def _guarded(name: str) -> bool:
    parts = name.split(".")
    if len(parts) == 2:
        return parts[1] in GUARDED
    thing, last = parts[1:]
    if last in ("p95_ms", "told"):
        return thing in EVENTS and parts[0] in ("clean", "any")
    return last in ("shown", "covered") or (last == "p95_error" and parts[0] in ("clean", "any"))
