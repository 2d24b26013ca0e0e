"""From outcomes to figures: plain numbers with a name each, such as "clean.tempo_ratio.p95_error"."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from swingvision.report import EVENT_NAMES
from tests.accuracy.outcome import MetricOutcome, Outcome

Figures = dict[str, float]
# The last part of a name says how to read it: of these more is better, of all others less is.
MORE_IS_BETTER = {"shown", "covered", "told", "view_right", "handedness_right", "pce", "right", "same"}


def figures_of(groups: dict[str, list[Outcome]]) -> Figures:
    """Of every group, and over all of them the coverage of the intervals, percent unless named otherwise."""
    found: Figures = {}
    for name, outcomes in groups.items():
        if outcomes:
            found |= {f"{name}.{key}": value for key, value in of_group(outcomes).items()}
    return found


def of_group(outcomes: Sequence[Outcome]) -> Figures:
    seen = [outcome for outcome in outcomes if not outcome.missed]
    found = {
        "missed": _percent(outcome.missed for outcome in outcomes),
        "invented": float(sum(outcome.invented for outcome in outcomes)),
        "view_right": _percent(outcome.view_right for outcome in seen),
        "handedness_right": _percent(outcome.handedness_right for outcome in seen),
    }
    for event in EVENT_NAMES:
        found |= {f"{event}.{key}": value for key, value in _of_event(seen, event).items()}
    for metric in metric_names(seen):
        found |= {f"{metric}.{key}": value for key, value in _of_metric(rows(seen, metric)).items()}
    found["wrong"] = wrong_share(seen)
    return found


def metric_names(outcomes: Iterable[Outcome]) -> list[str]:
    return sorted({name for outcome in outcomes for name in outcome.metrics})


def rows(outcomes: Iterable[Outcome], metric: str) -> list[MetricOutcome]:
    """The metric's rows from the views in which it was ever shown: elsewhere it is not eligible."""
    held = [outcome for outcome in outcomes if metric in outcome.metrics]
    views = {outcome.view for outcome in held if outcome.metrics[metric].shown}
    return [outcome.metrics[metric] for outcome in held if outcome.view in views]


def wrong_share(outcomes: Iterable[Outcome]) -> float:
    """How many of the numbers shown lie outside their own interval, percent; NaN where none has a truth."""
    judged = [row.covered for outcome in outcomes for row in outcome.metrics.values()]
    return _percent(not covered for covered in judged if covered is not None)


def _of_event(outcomes: Sequence[Outcome], event: str) -> Figures:
    errors = [each.events[event].error_s for each in outcomes]
    known = np.abs([error for error in errors if error is not None]) * 1000
    if not len(known):
        return {"told": 0.0}
    return {
        "told": 100 * len(known) / len(errors),
        "median_ms": float(np.median(known)),
        "p95_ms": float(np.percentile(known, 95)),
    }


def _of_metric(outcomes: Sequence[MetricOutcome]) -> Figures:
    if not outcomes:
        return {}
    found = {"shown": _percent(row.shown for row in outcomes)}
    judged = [row for row in outcomes if row.error is not None]
    if not judged:
        return found
    share = _share_of(judged)
    errors = np.abs([share(row, row.error or 0.0) for row in judged])
    half = np.array([share(row, ((row.high or 0.0) - (row.low or 0.0)) / 2) for row in judged])
    p95 = float(np.percentile(errors, 95))
    return found | {
        "covered": _percent(bool(row.covered) for row in judged),
        "median_error": float(np.median(errors)),
        "p95_error": p95,
        # Against the half width that would just hold 95 of 100 errors.
        "width": float(np.median(half)) / max(p95, 1e-9),
    }


def _share_of(judged: Sequence[MetricOutcome]) -> Callable[[MetricOutcome, float], float]:
    """Ratios and times err in percent of the truth, all others in their own unit."""
    if judged[0].unit in ("ratio", "s") and all(row.truth for row in judged):
        return lambda row, value: 100 * value / abs(row.truth or 1.0)
    return lambda row, value: value


def _percent(values: Iterable[bool]) -> float:
    each = [float(value) for value in values]
    return 100 * sum(each) / len(each) if each else float("nan")
