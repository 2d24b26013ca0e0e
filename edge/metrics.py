"""How long each part of the bay's work takes, and what it has counted: for the status and for Prometheus."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from edge.messages import BayStatus, StageStatus
from swingvision.stopwatch import Stage, Stopwatch

# Seconds: from a crop of a picture to a swing that waits for its clip.
BUCKETS_S = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Metrics:
    """Any method may be called from any thread. status: what the bay says of itself."""

    def __init__(self, status: Callable[[], BayStatus]) -> None:
        self._registry = CollectorRegistry()
        self._seconds = Histogram(
            "swingvision_stage_seconds",
            "How long one stage took, a picture or a swing at a time.",
            ["stage"],
            buckets=BUCKETS_S,
            registry=self._registry,
        )
        self._registry.register(_Counts(status))

    def took(self, stage: Stage, seconds: float) -> None:
        self._seconds.labels(stage).observe(seconds)

    @contextmanager
    def timed(self, stage: Stage) -> Iterator[None]:
        start_s = time.perf_counter()
        try:
            yield
        finally:
            self.took(stage, time.perf_counter() - start_s)

    def took_all(self, stopwatch: Stopwatch) -> None:
        """Every stage of it but the rest, which is no work of a name."""
        for stage, spent in stopwatch.spent.items():
            if stage != "rest":
                self.took(stage, spent.wall_s)

    def stages(self) -> list[StageStatus]:
        """Every stage that there was, in the order of the alphabet."""
        counts: dict[str, list[float]] = {}
        for family in self._seconds.collect():
            for sample in family.samples:
                if sample.name.endswith("_bucket"):
                    counts.setdefault(sample.labels["stage"], []).append(sample.value)
        return [
            StageStatus(
                stage=stage,
                count=int(reached[-1]),
                p50_ms=_quantile_ms(reached, 0.5),
                p95_ms=_quantile_ms(reached, 0.95),
            )
            for stage, reached in sorted(counts.items())
        ]

    def exposition(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)


class _Counts(Collector):
    """The status as counters and gauges, read when they are asked for."""

    def __init__(self, status: Callable[[], BayStatus]) -> None:
        self._status = status

    def describe(self) -> list[Metric]:
        """Nothing: a bay that is being put together has no status yet."""
        return []

    def collect(self) -> Iterator[Metric]:
        status = self._status()
        frames, storage = status.frames, status.storage
        yield CounterMetricFamily("swingvision_frames_captured", "Pictures taken.", value=frames.captured)
        yield CounterMetricFamily(
            "swingvision_frames_processed", "Pictures looked at as they came.", value=frames.processed
        )
        skipped = CounterMetricFamily(
            "swingvision_frames_skipped", "Pictures not looked at as they came.", labels=["reason"]
        )
        for reason, count in frames.skipped.items():
            skipped.add_metric([reason], count)
        yield skipped
        yield CounterMetricFamily(
            "swingvision_camera_restarts",
            "Times that capture was started again.",
            value=status.camera.restarts,
        )
        yield GaugeMetricFamily(
            "swingvision_camera_streaming",
            "1 while pictures come.",
            value=float(status.camera.state == "streaming"),
        )
        yield GaugeMetricFamily("swingvision_swings_saved", "Swings on disk.", value=storage.swings_saved)
        yield GaugeMetricFamily(
            "swingvision_swings_not_saved",
            "Swings that wait for room on the disk.",
            value=storage.swings_not_saved,
        )
        if storage.free_bytes is not None:
            yield GaugeMetricFamily("swingvision_free_bytes", "Room on the disk.", value=storage.free_bytes)


def _quantile_ms(reached: list[float], share: float) -> float:
    """From cumulative counts, evenly spread within a bucket; the last limit where it lies beyond."""
    wanted = share * reached[-1]
    limits = (0.0, *BUCKETS_S, BUCKETS_S[-1])
    at = next(k for k, count in enumerate(reached) if count >= wanted)
    before = reached[at - 1] if at else 0.0
    within = (wanted - before) / (reached[at] - before) if reached[at] > before else 0.0
    return 1000 * (limits[at] + within * (limits[at + 1] - limits[at]))
