"""The figures of a bench as tables that can be read and sent in."""

from collections.abc import Iterable, Sequence

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from edge.bench.measure import Figures


def print_board(facts: dict[str, str], console: Console) -> None:
    grid = Table.grid(padding=(0, 2))
    for name, words in facts.items():
        grid.add_row(name, words)
    console.print(grid)


def print_camera(url: str, figures: Figures, console: Console) -> None:
    status = figures.status
    grid = _grid(url, "s")
    _add(grid, "impact to tempo", figures.tempo_s)
    _add(grid, "finish to result", figures.latency_s)
    for name, seconds in figures.parts_s.items():
        _add(grid, f"  {name}", seconds)
    console.print(grid)
    # A picture at a time, or a swing at a time.
    stages = _grid("every stage", "ms")
    for one in status.stages:
        stages.add_row(one.stage, f"{one.p50_ms:.1f}", f"{one.p95_ms:.1f}", str(one.count))
    console.print(stages)
    frames = status.frames
    skipped = ", ".join(f"{count} {reason}" for reason, count in frames.skipped.items() if count) or "none"
    console.print(
        f"frames: {frames.captured} captured, {frames.processed} looked at as they came; left: {skipped}"
    )
    if status.estimator is not None:
        console.print(f"pose model: {status.estimator.model} on {status.estimator.provider}")
    # The first swings fill caches; growth is told from the tenth part on.
    settled = figures.pss_mib[len(figures.pss_mib) // 10 :]
    console.print(
        f"memory (PSS, ring included): {settled[0]:.0f} MiB, after {len(figures.pss_mib)} swings "
        f"{settled[-1]:.0f} MiB ({settled[-1] / settled[0] - 1:+.1%})"
    )
    off = _quantiles(figures.tempo_off)
    console.print(f"tempo of the report against the early one: p50 {off[0]:.1%}, p95 {off[1]:.1%} off")
    console.print(f"start to the first picture: {figures.start_s:.1f} s\n")


def print_whole(
    measured: Sequence[Figures], before_c: float | None, after_c: float | None, console: Console
) -> None:
    grid = _grid("all swings", "s")
    _add(grid, "impact to tempo", (one for figures in measured for one in figures.tempo_s))
    _add(grid, "finish to result", (one for figures in measured for one in figures.latency_s))
    console.print(grid)
    if before_c is not None and after_c is not None:
        console.print(f"hottest part: {before_c:.0f} °C before, {after_c:.0f} °C after")


def _grid(title: str, unit: str) -> Table:
    grid = Table(
        "", f"p50 {unit}", f"p95 {unit}", "times", box=box.SIMPLE_HEAD, title=title, title_justify="left"
    )
    for column in grid.columns[1:]:
        column.justify = "right"
    return grid


def _add(grid: Table, name: str, seconds: Iterable[float]) -> None:
    known = [one for one in seconds if np.isfinite(one)]
    p50, p95 = _quantiles(known)
    grid.add_row(name, f"{p50:.2f}", f"{p95:.2f}", str(len(known)))


def _quantiles(values: Sequence[float]) -> tuple[float, float]:
    """NaN where there is no value."""
    if not len(values):
        return float("nan"), float("nan")
    p50, p95 = np.quantile(values, [0.5, 0.95])
    return float(p50), float(p95)
