"""The sections of docs/accuracy.md."""

from collections.abc import Iterable, Sequence
from datetime import date

import swingvision
from swingvision.report import DEFINITION_VERSION
from tests.accuracy.clips import half_of
from tests.accuracy.everything import Everything
from tests.accuracy.figures import Figures
from tests.accuracy.goals import GOALS
from tests.accuracy.rule import LABELLED
from tests.accuracy.sweeps import GROUPS
from tests.accuracy.worst import in_words, worst_clips, worst_golfers

AGAIN = """## Measuring again
`make accuracy` (a quarter of an hour on two quiet cores; `ACCURACY=quick make accuracy` prints a rough table
in five minutes) measures what has changed since the last run and writes this page; `LOOKS=3 make accuracy`
says that the hold-out was looked at three times, `BAY=no make accuracy` leaves the bay out. Clips are looked
for in `SWINGVISION_CLIPS`. Golfers, rates, cameras and pastimes come from fixed seeds."""
ROWS_OF_CLIPS = {
    "clips": "all",
    "clips.tune": "tune",
    "clips.hold-out": "hold-out",
    "clips.mirrored": "mirrored",
}


def intro_section(found: Everything) -> str:
    golfers = sum(len(outcomes) for outcomes in found.golfers.values())
    clips = f", {len(found.plain)} labelled clips of real golfers" if found.plain else ""
    run = "`make accuracy`" if found.size == "full" else f"the {found.size} run of `make accuracy`"
    return f"""# How accurate SwingVision is

A number on the screen comes with an interval; this page says how often the truth lies in it, how far
events and numbers are off, and where it goes wrong. Measured on {date.today().isoformat()} with version
{swingvision.__version__}, metric definitions {DEFINITION_VERSION}, by {run}: {golfers} virtual
golfers whose every joint and event is known{clips}, and
{sum(one.length_s for one in found.idle) / 3600:.1f} hours in which nobody swings.

How to read it: "95 of 100 within" is the error that only one swing in twenty exceeds. "Holds the truth"
should be near 95 %: below 90 the interval promises too much, above 99 it is wider than it need be. A
number that cannot be known is not shown; "shown" says how often it was."""


def goal_table(figures: Figures) -> str:
    lines = ["| | measured | aimed at | |", "|---|---|---|---|"]
    for goal in GOALS:
        reached = goal.reached(figures)
        if reached is None:
            lines.append(f"| {goal.words} | not measured | {goal.goal:g} {goal.unit} | |")
        else:
            mark = "yes" if reached else "**no**"
            value = f"{figures[goal.figure]:.3g} {goal.unit}"
            lines.append(f"| {goal.words} | {value} | {goal.goal:g} {goal.unit} | {mark} |")
    return "\n".join(lines)


def clips_section(found: Everything, looks: str) -> str:
    if not found.plain:
        return "## Real golfers\nThe labelled clips are private and were not here when this page was written."
    figures = found.figures
    head = [
        "clips",
        "events right (PCE)",
        "six middle",
        *(name.replace("_", " ") for name in LABELLED),
        "tempo inside",
    ]
    rows = []
    for part, words in ROWS_OF_CLIPS.items():
        names = ["all.pce", "six.pce", *(f"{name}.pce" for name in LABELLED), "tempo.right"]
        rows.append([words, *(number(figures.get(f"{part}.{name}")) for name in names)])
    tune = sum(half_of(score.name) == "tune" for score in found.plain)
    return f"""## Real golfers
{len(found.plain)} clips, {tune} to tune with and the others held out, by a fixed lot. The hold-out was
looked at {looks} times while something was chosen. An event is right by GolfDB's rule, within a thirtieth
of the swing (a frame or two), or within the labeller's own doubt. Two people who label the same clips agree
on 90 % of the events and 95 % of the six middle ones. Mirrored: every clip flipped and estimated again,
which makes left-handers. Percent:

{table(head, rows)}

{_bay(found)}"""


def _bay(found: Everything) -> str:
    if not found.bay:
        return "They were not played to a bay in this run (BAY=no)."
    off = [
        f"`{one.name}`: {one.told} of {one.expected} swings{_off(one.off)}"
        for one in found.bay
        if not one.same
    ]
    same = sum(one.same for one in found.bay)
    lines = "".join(f"\n- {line}" for line in off)
    return (
        f"Played to a bay in real time, {same} of {len(found.bay)} clips gave the same swings with every"
        f" event within a frame of `swingvision analyze`.{' The others:' if off else ''}{lines}"
    )


def _off(off: dict[str, int | None]) -> str:
    said = [
        f"{name} {'by one of them only' if frames is None else format(frames, '+d')}"
        for name, frames in off.items()
    ]
    return f", {', '.join(said)}" if said else ""


def golfers_section(found: Everything) -> str:
    figures = found.figures
    head = ["golfers", "swings", "not found", "invented", "view", "hand", "tempo, half within", "95 of 100"]
    head += ["top, 95 of 100", "impact", "outside the interval"]
    rows = []
    for group, outcomes in found.golfers.items():
        cells = [
            ("missed", "%"),
            ("invented", ""),
            ("view_right", "%"),
            ("handedness_right", "%"),
            ("tempo_ratio.median_error", "%"),
            ("tempo_ratio.p95_error", "%"),
            ("top.p95_ms", " ms"),
            ("impact.p95_ms", " ms"),
            ("wrong", "%"),
        ]
        values = [number(figures.get(f"{group}.{name}"), unit) for name, unit in cells]
        rows.append([f"{group}: {GROUPS[group].words}", str(len(outcomes)), *values])
    return f"""## Virtual golfers
Seeded golfers of 1.5 to 2.0 m with any build, club and ways, right- and left-handed, tempo 2 to 5, seen
face-on and down the line. Most are exact keypoints with BlazePose's errors, measured on drawn golfers in one
crop by joint, stage and speed, of half of "any" in hard pictures; "drawn" and "hard" are pictures that went
the whole way. Where they disagree, believe the drawn ones: each joint errs alone in the others, where a real
error moves neighbours together.

{table(head, rows)}

![Errors by event: the box holds half of the swings, the whiskers 90 of 100](pictures/accuracy/events.png)

![How far confidences can be trusted](pictures/accuracy/reliability.png)"""


def metrics_section(found: Everything) -> str:
    figures = found.figures
    everyone = [outcome for outcomes in found.golfers.values() for outcome in outcomes]
    kinds = {name: row for outcome in everyone for name, row in outcome.metrics.items()}
    rows = []
    for name, row in sorted(kinds.items()):
        unit = " %" if row.unit in ("ratio", "s") else f" {row.unit.replace('_', ' ')}"
        # Only a picture shows the club.
        group = "clean" if f"clean.{name}.p95_error" in figures else "drawn"
        cells = [(f"{kind}.{name}.shown", "%") for kind in ("clean", "any", "dropped", "drawn")]
        cells += [(f"{group}.{name}.median_error", unit), (f"{group}.{name}.p95_error", unit)]
        cells += [(f"golfers.{name}.covered", "%"), (f"golfers.{name}.width", "")]
        rows.append([name, row.grade, *(number(figures.get(figure), ending) for figure, ending in cells)])
    head = ["metric", "grade", "shown: clean", "any", "dropped", "drawn", "half within", "95 of 100"]
    head += ["holds the truth", "width"]
    return f"""## Every metric
Errors of clean swings, of drawn ones for what needs the club; intervals over all golfers. Shown: of the
swings seen from the view that the metric needs. Width: the interval's against the one that would just hold
95 of 100 errors. A metric without errors has no known truth, or was never shown.
Doubts were set with these golfers; decision 20 says how others fared, which nothing was chosen with.

{table(head, rows)}

![How many intervals hold the truth, by metric](pictures/accuracy/coverage.png)"""


def idle_section(found: Everything) -> str:
    hours = sum(one.length_s for one in found.idle) / 3600
    told = [
        f"- {one.name}: at {', '.join(f'{at:.0f} s' for at in one.told_s)}"
        for one in found.idle
        if one.told_s
    ]
    lines = "\n".join(told) or "None."
    rate = found.figures["idle.false_swings_per_hour"]
    return f"""## When nobody swings
{hours:.1f} hours of standing about, waggles, half practice swings, chips, putts, teeing up, stretching
with the club overhead, walking out and in, and glances at somebody who swings next door: {rate:.2g} false
swings an hour.

{lines}"""


def worst_section(found: Everything) -> str:
    golfers = [
        f"{place}. {one.name}: {in_words(one)}"
        for place, (_, one) in enumerate(worst_golfers(found.golfers), 1)
    ]
    clips = "\n".join(f"- {line}" for line in worst_clips(found.plain))
    real = f"\n\nThe clips with the most events outside the rule, in frames:\n\n{clips}" if clips else ""
    lines = "\n".join(golfers)
    return f"""## The worst ten
![The ten golfers that were measured worst](pictures/accuracy/worst.png)

{lines}{real}"""


def number(value: float | None, unit: str = "") -> str:
    if value is None or value != value:
        return ""
    return f"{value:.3g}{unit}" if abs(value) < 1000 else f"{value:.0f}{unit}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
