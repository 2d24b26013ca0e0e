"""A bay on clips played in real time: frames captured and skipped, finish to result, growth of memory.

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
from edge.messages import FrameCounts, ResultMessage, ServerMessage
from edge.settings import load_settings
from edge.store import Store
from tests.edge.waiting import until

LIMIT_S = 3600.0


@dataclass(frozen=True, slots=True)
class Figures:
    """latency_s, pss_mib: one a swing. parts_s: of finish to result, by stage, one a swing that had it."""

    latency_s: list[float]
    pss_mib: list[float]
    parts_s: dict[str, list[float]]


class Stopwatch:
    """A publisher that notes, when a result is told, how long ago its finish was captured."""

    def __init__(self) -> None:
        self.bay: Bay | None = None
        self.latency_s: dict[str, float] = {}
        self.pss_mib: list[float] = []
        self.told = threading.Event()
        self.parts_s: dict[str, list[float]] = {}

    def publish(self, message: ServerMessage) -> None:
        if isinstance(message, ResultMessage) and message.swing.swing_id not in self.latency_s:
            self.latency_s[message.swing.swing_id] = self._since_finish_s(message)
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

    def _since_finish_s(self, message: ResultMessage) -> float:
        assert self.bay is not None and self.bay.camera.ring is not None
        event = message.swing.report.events.finish or message.swing.report.events.impact
        stamps = self.bay.camera.ring.stamps()
        index = message.swing.clip_start_frame + event.frame if event else -1
        arrived_ns = stamps["arrived_ns"][stamps["index"] == index]
        return (time.monotonic_ns() - int(arrived_ns[0])) / 1e9 if len(arrived_ns) else float("nan")

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
    return Figures(list(watch.latency_s.values()), watch.pss_mib, watch.parts_s), frames


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--camera", action="append", metavar="URL")
    parser.add_argument("--swings", type=int, default=20)
    asked = parser.parse_args()
    latencies: list[float] = []
    for camera in asked.camera or ["virtual:"]:
        with tempfile.TemporaryDirectory() as folder, _one_process() as process:
            figures, frames = process.submit(measure, camera, asked.swings, Path(folder)).result()
        latency_s, pss_mib = figures.latency_s, figures.pss_mib
        latencies += latency_s
        print(f"{camera}\n  {len(latency_s)} swings, {frames.captured} frames captured, ", end="")
        print(f"{frames.processed} processed live, skipped {frames.skipped}")
        report("  finish to result, s", latency_s)
        for name, seconds in figures.parts_s.items():
            report(f"    {name}", seconds)
        # The first swings fill caches; growth is told from the tenth part on.
        settled = pss_mib[len(pss_mib) // 10 :]
        print(f"  memory (PSS, ring included): {settled[0]:.0f} MiB, ", end="")
        print(f"after {len(pss_mib)} swings {settled[-1]:.0f} MiB ({settled[-1] / settled[0] - 1:+.1%})")
    report("all swings, finish to result, s", latencies)


def _one_process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


def report(name: str, values: list[float]) -> None:
    known = np.array(values)[np.isfinite(values)]
    p50, p95 = np.quantile(known, [0.5, 0.95]) if len(known) else (np.nan, np.nan)
    print(f"{name}: p50 {p50:.2f}, p95 {p95:.2f} over {len(known)}")


if __name__ == "__main__":
    main()
