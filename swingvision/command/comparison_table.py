"""A comparison to read: what is clear in words, what the metrics say, and how far apart the two are."""

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from swingvision.command.table import ACCENT, QUIET
from swingvision.comparison import Comparison, MetricDifference
from swingvision.wording import amount, metric_title, with_unit

CLEAR, CANNOT_TELL = "● clear", "○ cannot tell"


def print_comparison(found: Comparison, names: tuple[str, str], console: Console) -> None:
    """names: of the first and the second clip."""
    console.print(Text.assemble(("A  ", QUIET), names[0]), soft_wrap=True)
    console.print(Text.assemble(("B  ", QUIET), names[1]), soft_wrap=True)
    blocks: list[RenderableType] = [seen(found), differences(found)]
    if found.metrics:
        blocks.append(metrics_table(found.metrics))
    blocks += [Text(f"On average: {found.distance.words}")]
    blocks += [Text(f"Note: {note}", style=QUIET) for note in found.notes]
    console.print(Padding(Group(*blocks), (0, 0, 1, 2), expand=False))


def seen(found: Comparison) -> Text:
    hands = " and ".join(dict.fromkeys(f"{hand}-handed" for hand in found.handedness))
    return Text(f"{found.view.replace('_', '-')}, {hands}", style=QUIET)


def differences(found: Comparison) -> RenderableType:
    if not found.largest:
        return Text("B against A: no clear difference", style="bold")
    lines = [Text("B against A", style="bold")]
    lines += [Text.assemble(("◆ ", ACCENT), words) for words in found.largest]
    count = sum(one.clear for one in found.events)
    lines.append(Text(f"{count} of {len(found.events)} differences are clear", style=QUIET))
    return Group(*lines)


def metrics_table(metrics: list[MetricDifference]) -> Table:
    table = Table("Metric", box=box.SIMPLE_HEAD, header_style=QUIET)
    for column in ("A", "B", "B − A", "95 % interval", "× error"):
        table.add_column(column, justify="right")
    table.add_column("")
    for row in metrics:
        interval = f"{amount(row.low, row.unit)} to {amount(row.high, row.unit)}"
        table.add_row(
            metric_title(row.metric),
            with_unit(row.first, row.unit),
            with_unit(row.second, row.unit),
            amount(row.value, row.unit),
            interval,
            f"{row.multiple:.1f}",
            CLEAR if row.clear else CANNOT_TELL,
            style=None if row.clear else QUIET,
        )
    return table
