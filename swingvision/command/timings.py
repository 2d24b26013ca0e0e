"""What `--timings` prints: where the time of one clip went."""

from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from swingvision.clip.container import printable
from swingvision.stopwatch import Spent, Stage, Stopwatch

WORDS: dict[Stage, str] = {
    "decode": "decoding pictures, those of a swing again",
    "search": "looking for people",
    "crop": "cutting them out",
    "infer": "the pose model",
    "post": "reading its heat maps",
    "poses": "following them",
    "detection": "finding the swing",
    "analysis": "events, metrics and the cue",
    "club": "club and ball",
    "outputs": "printing and drawing",
    "rest": "everything else",
}


def print_timings(path: Path, stopwatch: Stopwatch, console: Console) -> None:
    grid = Table("", "s", "CPU s", box=box.SIMPLE_HEAD, title=f"Where the time went: {printable(path)}")
    for column in grid.columns[1:]:
        column.justify = "right"
    for stage, words in WORDS.items():
        if stage in stopwatch.spent:
            grid.add_row(words, *_cells(stopwatch.spent[stage]))
    grid.add_section()
    grid.add_row("in all", *_cells(stopwatch.total))
    console.print(grid)


def _cells(spent: Spent) -> tuple[str, str]:
    return f"{spent.wall_s:.2f}", f"{spent.cpu_s:.2f}"
