"""The hands' speed through each swing, its events marked: drawn by matplotlib, from the extra `plot`."""

from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from swingvision import filtering, kinematics
from swingvision.command import look, words
from swingvision.command.clip_analysis import Analysed
from swingvision.pose import PoseSeries
from swingvision.report import SwingReport
from swingvision.track import Track, prepare

# Drawn before the first event and after the last one.
MARGIN_S = 0.4
GRID_S = 0.004
# The speed's smoothing: a Gaussian of so many seconds, of so many pictures at least.
SMOOTHING_S, SMOOTHING_PICTURES = 0.03, 0.6
MOST_SWINGS = 12
STYLE: Any = {
    "figure.facecolor": look.GROUND,
    "axes.facecolor": look.GROUND,
    "axes.edgecolor": look.EDGE,
    "axes.labelcolor": look.QUIET,
    "xtick.color": look.QUIET,
    "ytick.color": look.QUIET,
    "text.color": look.TEXT,
    "font.family": ["DejaVu Sans"],
    "font.size": 11,
    "svg.hashsalt": "swingvision",
}


def draw_plot(analysed: Analysed, made: Path, roll_deg: float | None = None) -> None:
    """Write the plot to `made`, in the format of its ending; one panel a swing.

    Raises OSError when it cannot be written.
    """
    swings = analysed.report.swings[:MOST_SWINGS]
    with matplotlib.rc_context(STYLE):
        rows = max(1, len(swings))
        figure = Figure(figsize=(11, 1.2 + 3.4 * rows), layout="constrained")
        panels = figure.subplots(rows, 1, squeeze=False)[:, 0]
        for panel, swing in zip(panels, swings):
            draw_swing(panel, swing, analysed.series, roll_deg)
        if not swings:
            say_why_not(panels[0], analysed.report.reason or "")
        figure.savefig(made, dpi=130)


def draw_swing(panel: Axes, swing: SwingReport, series: PoseSeries, roll_deg: float | None) -> None:
    known = {name: getattr(swing.events, name) for name in words.EVENTS}
    events = {name: event for name, event in known.items() if event is not None}
    times = [event.time_s for event in events.values()]
    start_s, end_s = min(times) - MARGIN_S, max(times) + MARGIN_S
    time_s, speed = hand_speed(series, swing, start_s, end_s, roll_deg)
    panel.plot(time_s, speed, color=look.TEXT, linewidth=2.2)
    for first, last, colour in (("takeaway", "top", look.BACKSWING), ("top", "impact", look.DOWNSWING)):
        if first in events and last in events:
            inside = (time_s >= events[first].time_s) & (time_s <= events[last].time_s)
            panel.fill_between(time_s, 0, speed, where=inside.tolist(), color=colour, alpha=0.28, linewidth=0)
    highest = float(np.nanmax(speed)) if np.isfinite(speed).any() else 1.0
    for step, (name, event) in enumerate(events.items()):
        colour, width = (look.ACCENT, 2.4) if name == "impact" else (look.EDGE, 1.1)
        panel.axvline(event.time_s, color=colour, linewidth=width, zorder=1)
        spread = 2 * event.uncertainty_s
        panel.axvspan(event.time_s - spread, event.time_s + spread, color=colour, alpha=0.1, linewidth=0)
        label = look.ACCENT if name == "impact" else look.QUIET
        # Two rows: events of the downswing stand closer than their names are wide.
        height = highest * (1.12 + 0.11 * (step % 2))
        behind = {"facecolor": look.GROUND, "edgecolor": "none", "pad": 2}
        panel.text(
            event.time_s, height, words.EVENTS[name], color=label, ha="center", fontsize=10, bbox=behind
        )
    panel.set_xlim(start_s, end_s)
    panel.set_ylim(0, highest * 1.34)
    panel.set_ylabel("Hands, trunk lengths/s")
    panel.set_xlabel("Time in the clip, s")
    panel.spines[["top", "right"]].set_visible(False)
    panel.set_title(title(swing), loc="left", fontsize=13, fontweight="bold")


def title(swing: SwingReport) -> str:
    tempo = swing.metrics.get("tempo_ratio")
    view = f"{swing.view.replace('_', '-')}, {swing.handedness}-handed"
    if tempo is None or tempo.value is None:
        return view
    return f"Tempo {words.value_text(tempo)}  ({words.interval_text(tempo)})   {view}"


def hand_speed(
    series: PoseSeries, swing: SwingReport, start_s: float, end_s: float, roll_deg: float | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times, s, and the hands' speed at them, trunk lengths per second; NaN where they were not seen."""
    inside = np.flatnonzero((series.time_s >= start_s) & (series.time_s <= end_s))
    track = prepare(series[slice(inside[0], inside[-1] + 1)], swing.handedness, roll_deg)
    time_s = np.arange(start_s, end_s, GRID_S)
    width_s = max(SMOOTHING_S, SMOOTHING_PICTURES * track.interval_s)
    _, slope = filtering.local_fit(track.grip, track.time_s, time_s, width_s)
    speed = np.linalg.norm(slope, axis=1) / kinematics.compute_trunk_length(track.points)
    return time_s, np.where(near_a_picture(track, time_s), speed, np.nan)


def near_a_picture(track: Track, time_s: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(moments,) whether the hands were seen within one and a half pictures of each moment."""
    seen_s = track.time_s[np.isfinite(track.grip).all(axis=1)]
    if len(seen_s) == 0:
        return np.zeros(len(time_s), np.bool_)
    after = np.searchsorted(seen_s, time_s).clip(0, len(seen_s) - 1)
    away = np.minimum(abs(seen_s[after] - time_s), abs(seen_s[(after - 1).clip(0)] - time_s))
    return np.asarray(away <= 1.5 * track.interval_s, np.bool_)


def say_why_not(panel: Axes, reason: str) -> None:
    panel.set_axis_off()
    panel.text(0.5, 0.55, "No swing measured", ha="center", fontsize=16, fontweight="bold")
    panel.text(0.5, 0.4, reason, ha="center", color=look.QUIET)
