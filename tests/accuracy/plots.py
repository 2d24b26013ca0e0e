"""Pictures of the page: error by event, coverage of intervals, reliability of confidences."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy.special import erf

from swingvision.report import EVENT_NAMES
from tests.accuracy.figures import Figures
from tests.accuracy.outcome import Outcome
from tests.helpers.golfer.clip import ROOT

matplotlib.use("Agg")
Array = NDArray[np.float64]
FOLDER = ROOT / "docs" / "pictures" / "accuracy"
BLUE, GREY, LIGHT = "#1b6ca8", "#555555", "#d6dde4"


def draw_all(golfers: dict[str, list[Outcome]], figures: Figures, folder: Path = FOLDER) -> list[str]:
    """Writes the plots; their names."""
    everyone = [outcome for outcomes in golfers.values() for outcome in outcomes if not outcome.missed]
    folder.mkdir(parents=True, exist_ok=True)
    plots = {"events": draw_events(golfers), "coverage": draw_coverage(figures)}
    plots |= {"reliability": draw_reliability(everyone)}
    for name, figure in plots.items():
        figure.savefig(folder / f"{name}.png", dpi=110, metadata={"Software": None})
    return list(plots)


def draw_events(golfers: dict[str, list[Outcome]]) -> Figure:
    """Told minus true, by event: the box holds half of the swings, the whiskers 90 of 100."""
    figure, axes = _sheet(9, 4)
    groups = [group for group in ("clean", "any", "drawn") if golfers.get(group)]
    for number, group in enumerate(groups):
        errors = [_errors_ms(golfers[group], event) for event in EVENT_NAMES]
        places = np.arange(len(EVENT_NAMES)) + (number - (len(groups) - 1) / 2) * 0.26
        colour = (BLUE, "#e08a1e", "#3a8f4d")[number]
        boxes = axes.boxplot(errors, positions=places, widths=0.2, whis=(5, 95), showfliers=False)
        for part in ("boxes", "whiskers", "caps", "medians"):
            for line in boxes[part]:
                line.set_color(colour)
        axes.plot([], [], color=colour, label=group)
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.set_xticks(range(len(EVENT_NAMES)), [name.replace("_", "\n", 1) for name in EVENT_NAMES])
    axes.set_ylabel("told minus true, ms")
    axes.legend(frameon=False)
    return figure


def draw_coverage(figures: Figures) -> Figure:
    """By metric: how many 95 % intervals hold the truth, over all golfers."""
    names = [
        name.split(".")[1] for name in figures if name.startswith("golfers.") and name.endswith(".covered")
    ]
    names = sorted(name for name in names if name != "least")
    figure, axes = _sheet(9, 1.2 + 0.28 * len(names))
    axes.axvspan(90, 99, color=LIGHT, label="aimed at: 90 to 99")
    axes.plot([figures[f"golfers.{name}.covered"] for name in names], names, "o", color=BLUE)
    axes.set_xlim(0, 101)
    axes.set_xlabel("intervals that hold the truth, %")
    axes.legend(frameon=False, loc="lower left")
    return figure


def draw_reliability(outcomes: Sequence[Outcome]) -> Figure:
    """Left: of events, how far they are off against the uncertainty they gave. Right: view and handedness."""
    figure = Figure(figsize=(9, 3.8), layout="constrained")
    left, right = figure.subplots(1, 2)
    sigmas = np.linspace(0, 4, 60)
    for name in ("takeaway", "top", "impact", "finish"):
        off = _in_sigmas(outcomes, name)
        if len(off):
            left.plot(sigmas, [100 * np.mean(off <= sigma) for sigma in sigmas], label=name)
    left.plot(sigmas, 100 * _normal_within(sigmas), color=GREY, linestyle=":", label="as promised")
    left.set(xlabel="error in its own standard deviations, at most", ylabel="events, %", ylim=(0, 101))
    left.legend(frameon=False)
    for what in ("view", "handedness"):
        said = np.array([getattr(outcome, f"{what}_confidence") for outcome in outcomes])
        was = np.array([getattr(outcome, f"{what}_right") for outcome in outcomes], float)
        right.plot(*_binned(said, was), "o-", label=what)
    right.plot([0, 1], [0, 100], color=GREY, linestyle=":", label="as promised")
    right.set(xlabel="confidence", ylabel="right, %", ylim=(0, 101), xlim=(0, 1.01))
    right.legend(frameon=False)
    return figure


def _sheet(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def _errors_ms(outcomes: Sequence[Outcome], event: str) -> list[float]:
    errors = [outcome.events[event].error_s for outcome in outcomes if not outcome.missed]
    return [1000 * error for error in errors if error is not None]


def _in_sigmas(outcomes: Sequence[Outcome], event: str) -> Array:
    told = [outcome.events[event] for outcome in outcomes]
    return np.array(
        [abs(one.error_s) / max(one.sigma_s or 0.0, 1e-6) for one in told if one.error_s is not None]
    )


def _normal_within(sigmas: Array) -> Array:
    return np.asarray(erf(sigmas / np.sqrt(2)))


def _binned(said: Array, was: Array) -> tuple[list[float], list[float]]:
    """Mean confidence and share right, of six equally large parts in the order of confidence."""
    parts = [part for part in np.array_split(np.argsort(said, kind="stable"), 6) if len(part)]
    return [float(said[part].mean()) for part in parts], [100 * float(was[part].mean()) for part in parts]
