"""A clip's report as a table to read."""

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from swingvision.command import words
from swingvision.report import ClipReport, Cue, Events, SwingReport
from swingvision.wording import MOMENTS, metric_title

QUIET, ACCENT, WATCH = "grey70", "bold green_yellow", "yellow"


def print_report(report: ClipReport, console: Console) -> None:
    console.print(heading(report), soft_wrap=True)
    if report.reason is not None:
        console.print(Padding(Text(report.reason), (0, 0, 1, 2), expand=False))
    for number, swing in enumerate(report.swings, start=1):
        console.print(Padding(swing_block(swing, number, len(report.swings)), (0, 0, 1, 2), expand=False))
    for warning in report.warnings:
        console.print(Padding(Text(f"△ {warning}", style=WATCH), (0, 0, 0, 2), expand=False))


def heading(report: ClipReport) -> Text:
    facts = report.facts
    rate = "one frame" if facts.fps is None else f"{facts.frames} frames, {facts.fps:.4g} fps"
    if facts.variable_frame_rate:
        rate += " (variable)"
    parts = [
        f"{facts.width} × {facts.height}",
        facts.codec,
        f"{facts.duration_s:.2f} s",
        rate,
    ]
    if facts.repeated_frames:
        parts.append(f"{facts.repeated_frames} repeated")
    # A long path is not wrapped: it is there to be copied.
    return Text.assemble((report.clip, "bold"), "\n  ", (" · ".join(parts), QUIET))


def swing_block(swing: SwingReport, number: int, count: int) -> RenderableType:
    view = swing.view.replace("_", "-")
    title = Text.assemble(
        (f"Swing {number} of {count}", "bold"),
        (f"  {view} ({swing.view_confidence:.0%}), {swing.handedness}-handed", QUIET),
        (f" ({swing.handedness_confidence:.0%})", QUIET),
    )
    blocks: list[RenderableType] = [title, events_table(swing), metrics_table(swing)]
    withheld = withheld_text(swing)
    if withheld is not None:
        blocks += [withheld, Text()]
    if swing.cue is not None:
        blocks.append(cue_text(swing.cue, swing.events))
    blocks += [Text(f"Note: {note}", style=QUIET) for note in swing.quality.notes]
    return Group(*blocks)


def events_table(swing: SwingReport) -> Table:
    table = Table("Event", box=box.SIMPLE_HEAD, header_style=QUIET)
    for column in ("Time", "±", "Frame"):
        table.add_column(column, justify="right")
    for name, title in words.EVENTS.items():
        event = getattr(swing.events, name)
        style = ACCENT if name == "impact" else None
        if event is None:
            table.add_row(title, "not seen", "", "", style=QUIET)
        else:
            spread = f"{2 * event.uncertainty_s:.3f}"
            table.add_row(title, f"{event.time_s:.3f} s", spread, str(event.frame), style=style)
    return table


def metrics_table(swing: SwingReport) -> Table:
    """What is shown, in groups; one column for all, so that the eye runs down the values."""
    table = Table("Metric", box=box.SIMPLE_HEAD, header_style=QUIET)
    table.add_column("Value", justify="right")
    table.add_column("95 % interval", justify="right")
    table.add_column("Grade", justify="center")
    table.add_column("")
    for group, title in words.GROUPS.items():
        rows = [key for key in swing.metrics if words.metric_group(key) == group]
        shown = [key for key in rows if swing.metrics[key].value is not None]
        if not shown:
            continue
        table.add_section()
        table.add_row(title, style=QUIET)
        for key in shown:
            metric = swing.metrics[key]
            table.add_row(
                f"  {metric_title(key)}",
                words.value_text(metric),
                words.interval_text(metric),
                metric.grade,
                "apparent, camera not aligned" if metric.apparent else "",
            )
    return table


def withheld_text(swing: SwingReport) -> Text | None:
    """Each reason once, with all that it withholds; None where everything is shown."""
    reasons: dict[str, list[str]] = {}
    for key, metric in swing.metrics.items():
        if metric.withheld is not None:
            reasons.setdefault(metric.withheld, []).append(metric_title(key))
    if not reasons:
        return None
    text = Text("Withheld", style=QUIET)
    for reason, titles in reasons.items():
        text.append(f"\n  {', '.join(titles)}: ").append(reason, style=WATCH)
    return text


def cue_text(cue: Cue, events: Events) -> Text:
    text = Text.assemble(("Cue  ", QUIET), (cue.words, ACCENT), "\n     ", (cue.evidence, ""))
    event = getattr(events, cue.event) if cue.event is not None else None
    if cue.event is not None and event is not None:
        text.append(f"\n     Look {MOMENTS[cue.event]}, frame {event.frame}", QUIET)
    if cue.drill is not None:
        text.append(f"\n     Drill: {cue.drill}", QUIET)
    return text
