"""python -m tests.accuracy: measures everything, prints the table, writes docs/accuracy.md.

ACCURACY=quick: fewer golfers and clips, and no page. ACCURACY=short: only what the page's block states, anew.
BAY=no: no clip is played to a bay, which takes as long as the clips last. LOOKS: how often the hold-out was
looked at.
"""

import logging
import os
import sys

import structlog
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.accuracy.bars import PAGE, below, stated
from tests.accuracy.everything import Everything, measure_everything
from tests.accuracy.goals import GOALS
from tests.accuracy.page import restate, write_page
from tests.accuracy.short import short_figures
from tests.accuracy.sweeps import Size
from tests.helpers.golfer.render import why_not


def main() -> int:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asked = os.environ.get("ACCURACY", "full")
    if asked not in ("full", "quick", "short"):
        print(f"accuracy: ACCURACY is full, quick or short, not {asked}", file=sys.stderr)
        return 2
    if asked == "short":
        restate(short_figures())
        return 0
    size: Size = "quick" if asked == "quick" else "full"
    if why_not() is not None:
        print(f"accuracy: no golfer is drawn, which {why_not()}", file=sys.stderr)
    columns = (TextColumn("{task.description:28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        found = measure_everything(size, why_not() is None, os.environ.get("BAY") != "no", progress)
    show(found)
    if size == "full":
        write_page(found, os.environ.get("LOOKS"))
    return 0


def show(found: Everything) -> None:
    """The goals, and what is worse than the page stated before."""
    grid = Table("figure", "measured", "aimed at", "", title="Accuracy")
    for goal in GOALS:
        reached = goal.reached(found.figures)
        if reached is not None:
            value = f"{found.figures[goal.figure]:.3g} {goal.unit}"
            grid.add_row(goal.words, value, f"{goal.goal:g} {goal.unit}", "yes" if reached else "[red]no[/]")
    console = Console()
    console.print(grid)
    before = stated() if PAGE.exists() else {}
    here = {
        name: value for name, value in before.items() if found.plain or not name.startswith("short.clips.")
    }
    for line in below(found.figures, here):
        console.print(f"[red]worse than stated:[/] {line}")


if __name__ == "__main__":
    sys.exit(main())
