"""docs/accuracy.md, written from what one run found."""

import re

from tests.accuracy import sections
from tests.accuracy.bars import BLOCK, PAGE, block_of, stated
from tests.accuracy.everything import Everything
from tests.accuracy.figures import Figures
from tests.accuracy.plots import draw_all
from tests.accuracy.worst import draw_worst, worst_golfers

LOOKS = re.compile(r"looked\s+at\s+(\d+|an\s+uncounted\s+number\s+of)\s+times")
UNCOUNTED = "an uncounted number of"
STATED = """## What is stated
The figures that the ordinary tests hold the analysis to, from the short run of the same measurement; a run
that is worse by more than rounding fails. `ACCURACY=short make accuracy` states them anew."""


def write_page(found: Everything, looks: str | None) -> None:
    """The page, its plots and pictures. looks: at the hold-out; None: as many as the page said before."""
    before = PAGE.read_text() if PAGE.exists() else ""
    draw_all(found.golfers, found.figures)
    draw_worst(worst_golfers(found.golfers), found.size)
    PAGE.write_text(page_of(found, looks or looks_in(before), stated_after(found.figures, before)))


def page_of(found: Everything, looks: str, stated_ones: Figures) -> str:
    parts = [
        sections.intro_section(found),
        "## In short\n" + sections.goal_table(found.figures),
        sections.clips_section(found, looks),
        sections.golfers_section(found),
        sections.metrics_section(found),
        sections.idle_section(found),
        sections.worst_section(found),
        sections.AGAIN,
        f"{STATED}\n\n{block_of(stated_ones)}",
    ]
    return "\n\n".join(parts) + "\n"


def looks_in(page: str) -> str:
    """How often a page says that the hold-out was looked at."""
    found = LOOKS.search(page)
    return " ".join(found.group(1).split()) if found else UNCOUNTED


def restate(figures: Figures) -> None:
    """The page with these figures of the short run as the stated ones; all else stands."""
    before = PAGE.read_text()
    PAGE.write_text(BLOCK.sub(lambda _: block_of(stated_after(figures, before)), before))


def stated_after(figures: Figures, before: str) -> Figures:
    """The short run's figures; where the clips are not here, what was stated about them before stands."""
    short = {name: value for name, value in figures.items() if name.startswith("short.")}
    if not before or any(name.startswith("short.clips.") for name in short):
        return short
    return short | {name: value for name, value in stated(before).items() if name.startswith("short.clips.")}
