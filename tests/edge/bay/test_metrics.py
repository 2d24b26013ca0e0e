"""What the bay says of its stages: true quantiles, and what Prometheus reads is what the status says."""

import numpy as np
import pytest
from prometheus_client.parser import text_string_to_metric_families

from edge.metrics import BUCKETS_S, Metrics
from swingvision.stopwatch import stage, watched
from tests.edge.live.bay import plain_status


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(plain_status)


def read(metrics: Metrics) -> dict[tuple[str, str], float]:
    """Values of Prometheus' samples by name and their one label's value."""
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(metrics.exposition().decode())
        for sample in family.samples
        if not sample.name.endswith(("_bucket", "_created"))
    }


def test_nothing_was_timed_yet(metrics: Metrics) -> None:
    assert metrics.stages() == []


def test_quantiles_lie_in_the_bucket_of_the_true_ones(metrics: Metrics) -> None:
    seconds = np.random.default_rng(1).lognormal(-4.0, 0.8, 2000)
    for value in seconds:
        metrics.took("infer", float(value))
    (told,) = metrics.stages()
    assert (told.stage, told.count) == ("infer", 2000)
    for share, given_ms in ((0.5, told.p50_ms), (0.95, told.p95_ms)):
        true = float(np.quantile(seconds, share))
        bucket = np.searchsorted(BUCKETS_S, true)
        assert BUCKETS_S[bucket - 1] * 1000 <= given_ms <= BUCKETS_S[bucket] * 1000


def test_what_takes_longer_than_any_bucket_is_the_last_limit(metrics: Metrics) -> None:
    metrics.took("club", 60.0)
    assert metrics.stages()[0].p50_ms == BUCKETS_S[-1] * 1000


def test_a_stopwatch_counts_once_a_stage_and_its_rest_is_none(metrics: Metrics) -> None:
    with watched() as stopwatch:
        for _ in range(3):
            with stage("crop"):
                pass
        with stage("infer"):
            pass
    metrics.took_all(stopwatch)
    assert [(one.stage, one.count) for one in metrics.stages()] == [("crop", 1), ("infer", 1)]


def test_prometheus_reads_what_the_status_says(metrics: Metrics) -> None:
    with metrics.timed("encode"):
        pass
    samples, status = read(metrics), plain_status()
    assert samples["swingvision_stage_seconds_count", "encode"] == 1
    assert samples["swingvision_frames_captured_total", ""] == status.frames.captured
    assert samples["swingvision_frames_skipped_total", "busy"] == status.frames.skipped["busy"]
    assert samples["swingvision_camera_streaming", ""] == 1
    assert samples["swingvision_free_bytes", ""] == status.storage.free_bytes
