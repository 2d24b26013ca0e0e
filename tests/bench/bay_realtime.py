"""A bay on clips played in real time: frames captured and skipped, impact to tempo, finish to result, memory.

Finish to result is told by its parts too: until the detector is sure, and each stage of the measuring.

python -m tests.bench.bay_realtime [--swings 20] [--camera file:CLIP?loop=1 ...]

Several cameras are taken one after another, the same number of swings of each, each bay in its own process.
"""

import argparse
import multiprocessing
import tempfile
import threading
import time
from collections.abc import MutableMapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import structlog

from edge.bay import Bay
from edge.messages import EarlyTempoMessage, FrameCounts, ResultMessage, ServerMessage, Swing
from edge.settings import load_settings
from edge.store import Store
from swingvision.report import Event
from tests.edge.waiting import until

LIMIT_S = 3600.0


@dataclass(frozen=True, slots=True)
class Figures:
    """latency_s, pss_mib: one a swing.

    tempo_s: from impact to the early tempo, tempo_off: by what share of it the report's tempo differs; one a
    swing that had it. parts_s: of finish to result, by stage, likewise.
    """

    latency_s: list[float]
    tempo_s: list[float]
    tempo_off: list[float]
    pss_mib: list[float]
    parts_s: dict[str, list[float]]


class Stopwatch:
    """A publisher that notes, when a result is told, how long ago its finish was captured."""

    def __init__(self) -> None:
        self.bay: Bay | None = None
        self.latency_s: dict[str, float] = {}
        self.pss_mib: list[float] = []
        # The early tempo of a swing that is not measured yet, and when it was told.
        self._early: tuple[float, int] | None = None
        self.tempo_s: list[float] = []
        self.tempo_off: list[float] = []
        self.told = threading.Event()
        self.parts_s: dict[str, list[float]] = {}

    def publish(self, message: ServerMessage) -> None:
        if isinstance(message, EarlyTempoMessage) and message.early_tempo is not None:
            self._early = float(message.early_tempo.tempo_ratio.value or 0), time.monotonic_ns()
        if isinstance(message, ResultMessage) and message.swing.swing_id not in self.latency_s:
            report = message.swing.report
            self.latency_s[message.swing.swing_id] = self._since_s(
                message.swing, report.events.finish or report.events.impact, time.monotonic_ns()
            )
            self._judge_early(message.swing)
            self.pss_mib.append(self._pss_mib())
            self.told.set()

    def hear(self, _logger: Any, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
        """A log processor: the stages of each swing that was measured."""
        if event["event"] != "swing":
            raise structlog.DropEvent
        waited_s = self.latency_s.get(event["swing_id"], float("nan")) - event["measured_in_s"]
        for name, seconds in {"until it is noticed": waited_s, **event["stages_s"]}.items():
            self.parts_s.setdefault(name, []).append(seconds)
        raise structlog.DropEvent

    def publish_preview(self, jpeg: bytes) -> None:
        """Nobody looks."""

    def _judge_early(self, swing: Swing) -> None:
        early, self._early = self._early, None
        tempo = swing.report.metrics["tempo_ratio"].value
        if early is not None:
            self.tempo_s.append(self._since_s(swing, swing.report.events.impact, early[1]))
        if early is not None and tempo is not None:
            self.tempo_off.append(abs(tempo / early[0] - 1))

    def _since_s(self, swing: Swing, event: Event | None, now_ns: int) -> float:
        """From the arrival of the event's picture to now_ns."""
        assert self.bay is not None and self.bay.camera.ring is not None
        stamps = self.bay.camera.ring.stamps()
        index = swing.clip_start_frame + event.frame if event else -1
        arrived_ns = stamps["arrived_ns"][stamps["index"] == index]
        return (now_ns - int(arrived_ns[0])) / 1e9 if len(arrived_ns) else float("nan")

    def _pss_mib(self) -> float:
        """Proportional memory of the bay and its capture process, the ring with it."""
        assert self.bay is not None
        total = 0.0
        for pid in ("self", str(self.bay.camera.child_pid)):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) / 1024
        return total


def measure(camera: str, swings: int, data: Path) -> tuple[Figures, FrameCounts]:
    """What was noted of each swing, and what became of the frames."""
    watch, store = Stopwatch(), Store.open(data)
    structlog.configure(processors=[watch.hear])
    settings = load_settings(None, data, {"camera": {"url": camera, "stall_s": 10.0}})
    watch.bay = bay = Bay(settings, store, watch)
    with bay:
        until(lambda: len(watch.latency_s) >= swings, LIMIT_S, f"{swings} swings of {camera}")
        frames = bay.status().frames
    store.close()
    latency_s = list(watch.latency_s.values())
    return Figures(latency_s, watch.tempo_s, watch.tempo_off, watch.pss_mib, watch.parts_s), frames


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--camera", action="append", metavar="URL")
    parser.add_argument("--swings", type=int, default=20)
    asked = parser.parse_args()
    latencies: list[float] = []
    tempos: list[float] = []
    for camera in asked.camera or ["virtual:"]:
        with tempfile.TemporaryDirectory() as folder, _one_process() as process:
            figures, frames = process.submit(measure, camera, asked.swings, Path(folder)).result()
        latency_s, pss_mib = figures.latency_s, figures.pss_mib
        latencies, tempos = latencies + latency_s, tempos + figures.tempo_s
        print(f"{camera}\n  {len(latency_s)} swings, {frames.captured} frames captured, ", end="")
        print(f"{frames.processed} processed live, skipped {frames.skipped}")
        report("  impact to tempo, s", figures.tempo_s)
        report("  tempo of the report against it, share", figures.tempo_off)
        report("  finish to result, s", latency_s)
        for name, seconds in figures.parts_s.items():
            report(f"    {name}", seconds)
        # The first swings fill caches; growth is told from the tenth part on.
        settled = pss_mib[len(pss_mib) // 10 :]
        print(f"  memory (PSS, ring included): {settled[0]:.0f} MiB, ", end="")
        print(f"after {len(pss_mib)} swings {settled[-1]:.0f} MiB ({settled[-1] / settled[0] - 1:+.1%})")
    report("all swings, impact to tempo, s", tempos)
    report("all swings, finish to result, s", latencies)


def _one_process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


def report(name: str, values: list[float]) -> None:
    known = np.array(values)[np.isfinite(values)]
    p50, p95 = np.quantile(known, [0.5, 0.95]) if len(known) else (np.nan, np.nan)
    print(f"{name}: p50 {p50:.2f}, p95 {p95:.2f} over {len(known)}")


if __name__ == "__main__":
    main()
