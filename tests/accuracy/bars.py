"""The figures that docs/accuracy.md states, and whether those of another run fall below them."""

import json
import math
import re

from tests.accuracy.figures import MORE_IS_BETTER, Figures
from tests.helpers.golfer.clip import ROOT

PAGE = ROOT / "docs" / "accuracy.md"
BLOCK = re.compile(r"```json\n(\{.*?\n\})\n```", re.DOTALL)
# The same seeds give the same figures; what another processor rounds differently stays within this.
SLACK_PERCENT, SLACK_POINTS = 5.0, 1.5


def stated(text: str | None = None) -> Figures:
    """The figures in the page's block. Raises ValueError where the page has none."""
    found = BLOCK.search(PAGE.read_text() if text is None else text)
    if found is None:
        raise ValueError(f"{PAGE.name} has no block of figures: run make accuracy")
    figures: Figures = json.loads(found.group(1))
    return figures


def block_of(figures: Figures) -> str:
    """The block that states them, a figure a line."""
    lines = [f'"{name}": {value:.4g}' for name, value in sorted(figures.items()) if math.isfinite(value)]
    return "```json\n{\n" + ",\n".join(lines) + "\n}\n```"


def bar(name: str, value: float) -> float:
    """What a run must reach: the stated figure less what rounding may cost."""
    slack = max(SLACK_POINTS if is_percent(name) else 0.0, abs(value) * SLACK_PERCENT / 100)
    return value - slack if more_is_better(name) else value + slack


def below(figures: Figures, stated_ones: Figures) -> list[str]:
    """Every stated figure that is missing or worse than its bar, in words."""
    found = []
    for name, value in stated_ones.items():
        now = figures.get(name, math.nan)
        least = bar(name, value)
        if not (now >= least if more_is_better(name) else now <= least):
            found.append(f"{name}: {now:.4g}, docs/accuracy.md states {value:.4g}")
    return found


def more_is_better(name: str) -> bool:
    return name.rsplit(".", 1)[-1] in MORE_IS_BETTER


def is_percent(name: str) -> bool:
    last = name.rsplit(".", 1)[-1]
    return last in MORE_IS_BETTER or last in ("missed", "wrong")
