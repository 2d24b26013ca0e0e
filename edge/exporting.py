"""A bay's saved swings in open formats."""

from collections.abc import Iterator
from pathlib import Path

from edge.messages import Swing
from edge.store import Store
from swingvision.command.outputs import whole_file
from swingvision.export import Clip, Scale, swing_row, write_c3d, write_frames, write_swings, write_trc
from swingvision.report import SwingReport

PAGE = 100


def export_swings(store: Store, folder: Path, formats: frozenset[str]) -> int:
    """Write every swing that can be read, oldest first; returns how many.

    Raises click.ClickException where a file cannot be written, StoreError.
    """
    swings = list(saved_swings(store))[::-1]
    if "csv" in formats:
        with whole_file(folder / "swings.csv") as made:
            write_swings(made, [swing_row(ids_of(swing), swing.report) for swing in swings])
        with whole_file(folder / "frames.csv") as made:
            write_frames(made, clips_of(store, swings))
    if formats & {"trc", "c3d"}:
        reports = {swing.swing_id: swing.report for swing in swings}
        for clip in clips_of(store, swings):
            write_markers(folder, clip, reports[clip.name], formats)
    return len(swings)


def saved_swings(store: Store) -> Iterator[Swing]:
    """Newest first, a page at a time."""
    before: str | None = None
    while True:
        page = store.swings(None, PAGE, before)
        yield from page.swings
        if page.next_before is None:
            return
        before = page.next_before


def ids_of(swing: Swing) -> dict[str, str | int | None]:
    return {
        "clip": swing.swing_id,
        "session": swing.session_id,
        "swing": swing.number,
        "captured_at_ms": swing.captured_at_ms,
        "club": swing.club,
    }


def clips_of(store: Store, swings: list[Swing]) -> Iterator[Clip]:
    """One swing's poses in memory at a time; a swing without any is left out."""
    for swing in swings:
        series = store.pose_series(swing.swing_id)
        if series is not None:
            yield Clip(swing.swing_id, series)


def write_markers(folder: Path, clip: Clip, report: SwingReport, formats: frozenset[str]) -> None:
    if "trc" in formats:
        with whole_file(folder / f"{clip.name}.trc") as made:
            write_trc(made, clip.series, Scale(), f"{clip.name}.trc")
    if "c3d" in formats:
        with whole_file(folder / f"{clip.name}.c3d") as made:
            write_c3d(made, clip.series, [report], Scale())
