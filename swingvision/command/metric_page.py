"""The tables of docs/metrics.md, from the table of metrics; `python -m swingvision.command.metric_page`
renews them.
"""

from pathlib import Path

from swingvision.command import words
from swingvision.metric_table import METRICS, Group, MetricFacts
from swingvision.report import Unit, View

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"
BEGIN, END = "<!-- tables: begin -->\n", "<!-- tables: end -->\n"
UNITS: dict[Unit, str] = {
    "s": "s",
    "ratio": "ratio",
    "deg": "degrees",
    "trunk_lengths": "TL",
    "shoulder_widths": "SW",
    "share": "share",
    "frames_at_30": "frames at 30/s",
}
VIEWS: dict[tuple[View, ...], str] = {
    ("face_on",): "face-on",
    ("down_the_line",): "down the line",
    ("face_on", "down_the_line"): "either",
    ("face_on", "down_the_line", "other"): "any",
}
COLUMNS = ("metric", "for a coach", "unit", "grade", "view", "formula", "usual", "source")
HEAD = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|\n"


def tables_text() -> str:
    """One Markdown table a group, in the report's order."""
    return "\n".join(_group_text(group) for group in words.GROUPS)


def renewed(page: str) -> str:
    """The page with its tables replaced. Raises ValueError where it has no place for them."""
    head, rest = page.split(BEGIN)
    _, tail = rest.split(END)
    return f"{head}{BEGIN}\n{tables_text()}\n{END}{tail}"


def _group_text(group: Group) -> str:
    rows = [_row_text(facts) for facts in METRICS.values() if facts.group == group]
    return f"### {words.GROUPS[group]}\n\n{HEAD}{''.join(rows)}"


def _row_text(facts: MetricFacts) -> str:
    unit = UNITS[facts.unit]
    if facts.unit_down_the_line is not None:
        unit += f", {UNITS[facts.unit_down_the_line]} down the line"
    band = "" if facts.band is None else " to ".join(f"{limit:g}" for limit in facts.band)
    cells = [
        f"`{facts.name}`",
        facts.title,
        unit,
        facts.grade,
        VIEWS[facts.views],
        facts.formula,
        band,
        facts.source,
    ]
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
