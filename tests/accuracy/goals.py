"""What is aimed at, figure by figure, beside what was measured."""

import math
from dataclasses import dataclass

from tests.accuracy.bars import more_is_better
from tests.accuracy.figures import Figures


@dataclass(frozen=True)
class Goal:
    figure: str
    words: str
    goal: float
    unit: str = "%"

    def reached(self, figures: Figures) -> bool | None:
        """None where it was not measured."""
        value = figures.get(self.figure, math.nan)
        if math.isnan(value):
            return None
        return value >= self.goal if more_is_better(self.figure) else value <= self.goal


GOALS = (
    Goal("clips.all.pce", "labelled clips: events right (PCE)", 90),
    Goal("clips.hold-out.all.pce", "the same, hold-out alone", 85),
    Goal("clips.mirrored.all.pce", "the same, clips mirrored", 88),
    Goal("clips.six.pce", "the six events without address and finish", 95),
    Goal("clips.impact.pce", "impact", 100),
    Goal("clips.top.pce", "top", 92),
    Goal("clips.swings.invented", "swings told where there are none", 0, ""),
    Goal("clips.swings.not_found", "swings not found", 0, ""),
    Goal("clips.events.invented", "events told that cannot be seen", 0, ""),
    Goal("clips.tempo.right", "tempo inside the label's bounds", 95),
    Goal("clips.tempo_interval.right", "tempo's interval meets the label's", 95),
    Goal("clips.tempo_interval.width", "its width against a two-frame error's", 1.0, ""),
    Goal("clips.view.right", "view", 96),
    Goal("clips.handedness.right", "handedness", 98),
    Goal("clips.mirrored.handedness.right", "handedness, clips mirrored", 98),
    Goal("clips.mirrored.events.same", "events within a frame of the clip's own, mirrored", 100),
    Goal("clips.mirrored.numbers.same", "numbers in the clip's own interval, mirrored", 95),
    Goal("bay.clips.same", "clips with the same swings and events in the bay", 100),
    Goal("bay.events.same", "events within a frame of analyze's in the bay", 100),
    Goal("golfers.least.covered", "intervals that hold the truth, the worst metric", 90),
    Goal("golfers.most_covered", "intervals that hold the truth, the most cautious metric", 99),
    Goal("golfers.widest", "median width against what the error asks for, the widest metric", 1.5, ""),
    Goal("clean.grade_a.least.shown", "clean swings: grade A metrics shown, the rarest", 95),
    Goal("dropped.tempo_ratio.shown", "20 % of frames dropped: tempo shown", 80),
    Goal("drawn.tempo_ratio.p95_error", "drawn golfer: tempo error, 95 of 100 within", 5),
    Goal("drawn.tempo_ratio.median_error", "drawn golfer: tempo error, half within", 2),
    Goal("drawn.top.p95_ms", "drawn golfer: top, 95 of 100 within", 8, "ms"),
    Goal("drawn.top.median_ms", "drawn golfer: top, half within", 4, "ms"),
    Goal("drawn.impact.p95_ms", "drawn golfer: impact, 95 of 100 within", 8, "ms"),
    Goal("drawn.impact.median_ms", "drawn golfer: impact, half within", 4, "ms"),
    Goal("drawn.shaft_plane_deg.shown", "drawn golfer: plane of the shaft shown", 95),
    Goal("drawn.hand_path_plane_deg.p95_error", "drawn golfer: plane of the hands", 3, "deg"),
    Goal("drawn.shaft_plane_deg.p95_error", "drawn golfer: plane of the shaft", 3, "deg"),
    Goal("drawn.forward_bend_deg.p95_error", "drawn golfer: forward bend", 4, "deg"),
    Goal("drawn.sway_lift.p95_error", "drawn golfer: sway and lift, the worst", 0.08, "shoulder widths"),
    Goal("dropped.wrong", "numbers outside their interval, 20 % of frames dropped", 5),
    Goal("salt.wrong", "numbers outside their interval, salt on the poses", 5),
    Goal("tilted.wrong", "numbers outside their interval, camera rolled 5 degrees", 5),
    Goal("idle.false_swings_per_hour", "swings told in an hour without one", 0, ""),
)


def worst_of_metrics(figures: Figures, grades: dict[str, str]) -> Figures:
    """The figures of the goals that speak of every metric; grades by metric."""
    found: Figures = {}
    covered = [figures[f"golfers.{name}.covered"] for name in grades if f"golfers.{name}.covered" in figures]
    widths = [figures[f"golfers.{name}.width"] for name in grades if f"golfers.{name}.width" in figures]
    if covered:
        found |= {"golfers.least.covered": min(covered), "golfers.most_covered": max(covered)}
        found["golfers.widest"] = max(widths)
    shown = [figures.get(f"clean.{name}.shown") for name, grade in grades.items() if grade == "A"]
    known = [value for value in shown if value is not None]
    if known:
        found["clean.grade_a.least.shown"] = min(known)
    moves = [
        figures[f"drawn.{name}.p95_error"]
        for name in grades
        if ("_sway_" in name or "_lift_" in name) and f"drawn.{name}.p95_error" in figures
    ]
    return found | ({"drawn.sway_lift.p95_error": max(moves)} if moves else {})
