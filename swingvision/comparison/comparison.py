"""Second swing minus first: per joint at each event and over each phase, each difference with its error."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.comparison import saying
from swingvision.comparison.doubt import pose_sigma, total_sigma
from swingvision.comparison.report import Axis, Comparison, Difference, Distance, MetricDifference, Phase
from swingvision.comparison.stance import PARTS, Origin, Stance, read_stance
from swingvision.comparison.timeline import PHASES, Timeline, common_timeline
from swingvision.interval import Z95
from swingvision.pose import PoseSeries
from swingvision.report import EventName, SwingReport

Array = NDArray[np.float64]

# A difference is clear from so many of its own standard deviations on: some hundred are looked at together.
CLEAR = 3.0
AXES: tuple[Axis, Axis] = ("along", "up")


class NotComparable(ValueError):
    """Two swings that cannot be held against each other; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A swing and the poses that it was measured from, on the same clock."""

    series: PoseSeries
    report: SwingReport
    roll_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two swings on one clock and in one frame of reference."""

    stances: tuple[Stance, Stance]
    timeline: Timeline
    origin: Origin


def compare(first: Shown, second: Shown) -> Comparison:
    """Raises NotComparable: other views, an event missing that the comparison stands on, a body not seen."""
    pair = align(first, second)
    clock, times = pair.timeline.grid()
    apart, sigma = measure_apart(pair, clock, times, first.report)
    events = _at_events(pair.timeline, clock, apart, sigma)
    metrics = compare_metrics(first.report, second.report)
    return Comparison(
        view=first.report.view,
        handedness=(first.report.handedness, second.report.handedness),
        origin=pair.origin,
        events=events,
        phases=_over_phases(pair.timeline, clock, apart, sigma),
        metrics=metrics,
        largest=saying.largest(events, first.report.view),
        distance=measure_distance(apart, sigma),
        notes=[saying.SAME_CAMERA],
    )


def align(first: Shown, second: Shown) -> Pair:
    """Raises NotComparable."""
    _refuse_views(first.report, second.report)
    stances = []
    for shown, name in ((first, "first"), (second, "second")):
        stance = read_stance(shown.series, shown.report, shown.roll_deg)
        if stance is None:
            raise NotComparable(saying.not_seen(name))
        stances.append(stance)
    origins: tuple[Origin, Origin] = ("ankle", "hip")
    seen = [joint for joint in origins if all(np.isfinite(one.origin(joint)).all() for one in stances)]
    timeline = common_timeline(first.report.events, second.report.events)
    return Pair((stances[0], stances[1]), timeline, seen[0])


def _refuse_views(first: SwingReport, second: SwingReport) -> None:
    if "other" in (first.view, second.view):
        raise NotComparable(saying.NO_VIEW)
    if first.view != second.view:
        raise NotComparable(saying.two_views(first.view, second.view))
    if first.definition_version != second.definition_version:
        raise NotComparable(saying.TWO_DEFINITIONS)


def measure_apart(pair: Pair, clock: Array, times: Array, report: SwingReport) -> tuple[Array, Array]:
    """Difference and its standard deviation, both (moments, parts, 2) in trunk lengths; NaN where unseen."""
    names = pair.timeline.events
    # Hands that move before the clubhead does leave the takeaway before address, and so out of the timeline.
    start: EventName = "takeaway" if "takeaway" in names else "address"
    after = clock > names.index(start), clock > names.index("impact")
    doubt = pair.timeline.doubt_s(clock)
    places, variance = [], np.zeros((len(clock), len(PARTS), 2))
    for k, stance in enumerate(pair.stances):
        place, velocity = stance.sample(times[k], pair.origin)
        places.append(place)
        pose = pose_sigma(stance.sample_confidence(times[k]), *after)
        variance += total_sigma(place, velocity, pose, doubt[k], report.view, pair.origin) ** 2
    return places[1] - places[0], np.sqrt(variance)


def _at_events(timeline: Timeline, clock: Array, apart: Array, sigma: Array) -> list[Difference]:
    found = []
    for at, event in enumerate(timeline.events):
        moment = int(np.argmin(np.abs(clock - at)))
        found += _differences(apart[moment], sigma[moment], event, None)
    return found


def _over_phases(timeline: Timeline, clock: Array, apart: Array, sigma: Array) -> list[Difference]:
    found = []
    for phase in PHASES:
        inside = timeline.of_phase(phase, clock)
        if inside is not None:
            # Errors within a phase agree, so their mean is the error of the mean.
            found += _differences(apart[inside].mean(axis=0), sigma[inside].mean(axis=0), None, phase)
    return found


def _differences(
    apart: Array, sigma: Array, event: EventName | None, phase: Phase | None
) -> list[Difference]:
    """apart, sigma: (parts, 2); what was not seen in both swings has no row."""
    return [
        Difference(
            part=part,
            axis=axis,
            event=event,
            phase=phase,
            value=float(apart[i, k]),
            error=float(sigma[i, k]),
            multiple=float(abs(apart[i, k]) / sigma[i, k]),
            clear=bool(abs(apart[i, k]) > CLEAR * sigma[i, k]),
        )
        for i, part in enumerate(PARTS)
        for k, axis in enumerate(AXES)
        if np.isfinite(apart[i, k])
    ]


def compare_metrics(first: SwingReport, second: SwingReport) -> list[MetricDifference]:
    """Of the metrics that both show in one unit."""
    found = []
    for name, a in first.metrics.items():
        b = second.metrics.get(name)
        if b is None or a.unit != b.unit or a.unit == "frames_at_30" or a.value is None or b.value is None:
            continue
        if a.low is None or a.high is None or b.low is None or b.high is None:
            continue
        value = b.value - a.value
        low = value - float(np.hypot(b.value - b.low, a.high - a.value))
        high = value + float(np.hypot(b.high - b.value, a.value - a.low))
        half = value - low if value > 0 else high - value
        multiple = abs(value) / max(half / Z95, 1e-9)
        found.append(
            MetricDifference(
                metric=name,
                first=a.value,
                second=b.value,
                value=value,
                low=low,
                high=high,
                unit=a.unit,
                multiple=multiple,
                clear=multiple > CLEAR,
            )
        )
    return found


def measure_distance(apart: Array, sigma: Array) -> Distance:
    """Root mean square of the distance over parts and moments, with what the errors add taken out.

    Errors agree within a part and phase: so many of them are independent.
    """
    square, noise = (apart**2).sum(axis=2), (sigma**2).sum(axis=2)
    seen = np.isfinite(square)
    true = max(float(np.mean(square[seen] - noise[seen])), 0.0)
    independent = len(PARTS) * len(PHASES)
    spread = 2 * true * float(np.mean(noise[seen])) + float(np.mean(noise[seen] ** 2))
    half = Z95 * float(np.sqrt(spread / independent))
    value, low, high = (float(np.sqrt(max(part, 0.0))) for part in (true, true - half, true + half))
    return Distance(value=value, low=low, high=high, words=saying.apart_words(value, low, high))
