"""The one thing to say after a swing: the largest sure fault, or what was good, or nothing."""

from swingvision.faults import FAULTS, PRAISE, Fault
from swingvision.report import Cue, Metric

UNIT_WORDS = {"trunk_lengths": " trunk lengths", "ratio": "", "deg": " degrees", "s": " s"}


def choose_cue(metrics: dict[str, Metric]) -> Cue | None:
    """The fault farthest outside its band against its uncertainty, never one smaller than that
    uncertainty.
    """
    worst = max(FAULTS, key=lambda fault: _effect(fault, metrics.get(fault.metric)))
    if _effect(worst, metrics.get(worst.metric)) > 1:
        return Cue(
            fault=worst.name,
            tone="change",
            words=worst.words,
            evidence=describe(worst.metric, metrics[worst.metric]),
            metric=worst.metric,
            event=worst.event,
            drill=worst.drill,
        )
    for praise in PRAISE:
        metric = metrics.get(praise.metric)
        if metric is None or metric.value is None or metric.apparent:
            continue
        if praise.low <= metric.value <= praise.high:
            return Cue(
                fault="none",
                tone="keep",
                words=praise.words,
                evidence=describe(praise.metric, metric),
                metric=praise.metric,
                event=praise.event,
                drill=None,
            )
    return None


def _effect(fault: Fault, metric: Metric | None) -> float:
    """How far outside its band, in half widths of the interval on that side; 0 inside or where not
    measured.
    """
    if metric is None or metric.value is None or metric.low is None or metric.high is None:
        return 0.0
    if metric.value > fault.high:
        return (metric.value - fault.high) / max(metric.value - metric.low, 1e-9)
    if metric.value < fault.low:
        return (fault.low - metric.value) / max(metric.high - metric.value, 1e-9)
    return 0.0


def describe(name: str, metric: Metric) -> str:
    """A number in words, with its interval: "tempo ratio 2.1, between 1.9 and 2.3"."""
    unit = UNIT_WORDS.get(metric.unit, f" {metric.unit}")
    digits = 2 if metric.unit in ("trunk_lengths", "s") else 1
    apparent = " (apparent)" if metric.apparent else ""
    return (
        f"{name.replace('_', ' ')}{apparent} {metric.value:.{digits}f}{unit}, "
        f"between {metric.low:.{digits}f} and {metric.high:.{digits}f}"
    )
