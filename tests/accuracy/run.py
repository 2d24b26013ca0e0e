"""Plays golfers of a group, and keeps what came of each."""

import os

from tests.accuracy.cache import ANALYSIS_CODE, GOLFER_CODE, keep, place
from tests.accuracy.outcome import Outcome
from tests.accuracy.sweeps import GROUPS, Size
from tests.accuracy.virtual import play, play_drawn
from tests.helpers.golfer.conditions import Golfer

WORKERS = min(2, os.cpu_count() or 1)


def play_kept(name: str, golfer: Golfer, drawn: bool) -> Outcome:
    """From the cache where nothing that it depends on has changed."""
    path = place("golfers", golfer, ANALYSIS_CODE + GOLFER_CODE)
    if path.exists():
        return Outcome.model_validate_json(path.read_text()).model_copy(update={"name": name})
    outcome = (play_drawn if drawn else play)(name, golfer)
    keep(path, outcome.model_dump_json())
    return outcome


def named_golfers(group: str, size: Size) -> list[tuple[str, Golfer]]:
    golfers = GROUPS[group].golfers(size)
    half = len(golfers) // 2
    return [(f"{group} {golfer.view} {number % half}", golfer) for number, golfer in enumerate(golfers)]
