"""A bay on cameras in real time: impact to tempo, finish to result, each stage, frames, memory.

Each camera has a process of its own, so that its memory is its own too.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import structlog

from edge.bay import Bay
from edge.messages import (
    BayStatus,
    EarlyTempoMessage,
    ResultMessage,
    ServerMessage,
    Swing,
)
from edge.settings import load_settings
from edge.store import Store
from swingvision.report import Event

# A camera that shows no swing for so long shows none.
LONGEST_WAIT_S = 120.0


class NoSwings(Exception):
    """The camera showed no swing, or the bay has failed: one sentence."""


@dataclass(frozen=True, slots=True)
class Figures:
    """latency_s, pss_mib: one a swing.

    start_s: from a new process to the first picture that was looked at. tempo_s: from impact to the early
    tempo, tempo_off: by what share of it the report's tempo differs; one a swing that had it. parts_s: of
    finish to result, by stage, likewise.
    """

    start_s: float
    latency_s: list[float]
    tempo_s: list[float]
    tempo_off: list[float]
    pss_mib: list[float]
    parts_s: dict[str, list[float]]
    status: BayStatus


class Watch:
    """A publisher that notes, when a tempo or a result is told, how long ago its picture was captured."""

    def __init__(self, told: Callable[[int], None] = lambda swings: None) -> None:
        """told: called with the number of swings so far, whenever one was measured."""
        self._told = told
        self.bay: Bay | None = None
        self.latency_s: dict[str, float] = {}
        self.pss_mib: list[float] = []
        # The early tempo of a swing that is not measured yet, and when it was told.
        self._early: tuple[float, int] | None = None
        self.tempo_s: list[float] = []
        self.tempo_off: list[float] = []
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
            self._told(len(self.latency_s))

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


def measure(camera: str, swings: int, progress: Callable[[int], None]) -> Figures:
    """progress: called with the number of swings so far. Raises NoSwings."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(camera, swings, time.time(), there), daemon=True)
    process.start()
    there.close()
    try:
        while here.poll(LONGEST_WAIT_S):
            told = here.recv()
            if isinstance(told, Figures):
                return told
            if isinstance(told, str):
                raise NoSwings(told)
            progress(told)
        raise NoSwings(f"{camera}: no swing within {LONGEST_WAIT_S:.0f} s")
    except EOFError:
        raise NoSwings(f"{camera}: the bay has failed") from None
    finally:
        process.kill()
        process.join()


def _work(camera: str, swings: int, started_s: float, parent: Connection) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            parent.send(_measure(camera, swings, started_s, Path(folder), parent.send))
        except Exception as error:
            parent.send(f"{camera}: {error}")


def _measure(camera: str, swings: int, started_s: float, data: Path, told: Callable[[int], None]) -> Figures:
    watch = Watch(told)
    structlog.configure(processors=[watch.hear])
    store = Store.open(data)
    settings = load_settings(None, data, {"camera": {"url": camera, "stall_s": 10.0}})
    watch.bay = bay = Bay(settings, store, watch)
    with bay:
        while not bay.status().frames.processed:
            time.sleep(0.005)
        start_s = time.time() - started_s
        while len(watch.latency_s) < swings:
            time.sleep(0.02)
        status = bay.status()
    store.close()
    latency_s = list(watch.latency_s.values())
    return Figures(start_s, latency_s, watch.tempo_s, watch.tempo_off, watch.pss_mib, watch.parts_s, status)
