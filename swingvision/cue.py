"""The one thing to say after a swing: the largest sure fault, or what was good, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from swingvision.baseline import Usual, find_usual, shown_rows
from swingvision.faults import FAULTS, PRAISE, Fault, Praise
from swingvision.interval import Z95
from swingvision.report import Cue, Handedness, Metric, SwingReport
from swingvision.wording import amount, count, describe, own_side

# The golfer's own range: so many of his standard deviations to each side of his usual.
OWN_RANGE = 2.0


@dataclass(frozen=True, slots=True)
class Effect:
    """How far a metric lies past a limit.

    size: in standard deviations of the golfer from swing to swing; 0 or less is no fault. beyond: in the
    metric's unit; doubt: half the 95 % interval of `beyond`. usual: the golfer's own, where it set the limit.
    """

    fault: Fault
    size: float
    beyond: float
    doubt: float
    usual: Usual | None

    @property
    def is_sure(self) -> bool:
        return self.beyond > self.doubt


def choose_cue(
    metrics: dict[str, Metric], handedness: Handedness = "right", earlier: Sequence[SwingReport] = ()
) -> Cue | None:
    """The sure fault with the largest effect, else praise for what is surely in its band, else nothing.

    An effect is measured in the golfer's own scatter from swing to swing. A limit is the published band's, or
    the edge of the golfer's own range where that is passed further; an effect smaller than its uncertainty is
    not said. earlier: comparable swings of the same golfer with the same club, oldest first.
    """
    found = [effect for fault in FAULTS for effect in find_effects(fault, metrics, earlier) if effect.is_sure]
    if found:
        return _change(max(found, key=lambda effect: effect.size), metrics, handedness)
    return next((_keep(praise, metrics, handedness) for praise in PRAISE if _is_kept(praise, metrics)), None)


def find_effects(
    fault: Fault, metrics: dict[str, Metric], earlier: Sequence[SwingReport] = ()
) -> list[Effect]:
    """Against the published limit and against the golfer's own range, as far as each is there."""
    row = metrics.get(fault.metric)
    if row is None or row.value is None or row.low is None or row.high is None:
        return []
    usual = find_usual(shown_rows(earlier, fault.metric), fault.scatter)
    scatter = fault.scatter if usual is None else usual.scatter
    doubt = row.value - row.low if fault.side == "above" else row.high - row.value
    effects = []
    if fault.limit is not None:
        beyond = fault.sign * (row.value - fault.limit)
        effects.append(Effect(fault, beyond / scatter, beyond, doubt, None))
    if usual is not None:
        beyond = fault.sign * (row.value - usual.centre) - OWN_RANGE * scatter
        # A median of n swings has about 1.25 times the error of their mean.
        centre_doubt = Z95 * 1.25 * scatter / np.sqrt(usual.count)
        effects.append(Effect(fault, beyond / scatter, beyond, float(np.hypot(doubt, centre_doubt)), usual))
    return effects


def _change(effect: Effect, metrics: dict[str, Metric], handedness: Handedness) -> Cue:
    fault, row = effect.fault, metrics[effect.fault.metric]
    return Cue(
        fault=fault.name,
        tone="change",
        words=own_side(fault.words, handedness),
        evidence=f"{describe(fault.metric, row)}; {_limit_words(effect, row.unit)}",
        metric=fault.metric,
        event=fault.event,
        drill=own_side(fault.drill, handedness),
    )


def _limit_words(effect: Effect, unit: str) -> str:
    """What the number is held against: "range from 2.6", "your usual 3.1 ± 0.2 over ten swings"."""
    if effect.usual is not None:
        usual = effect.usual
        spread = amount(OWN_RANGE * usual.scatter, unit)
        return f"your usual {amount(usual.centre, unit)} ± {spread} over {count(usual.count)} swings"
    return (
        f"range {'to' if effect.fault.side == 'above' else 'from'} {amount(effect.fault.limit or 0.0, unit)}"
    )


def _is_kept(praise: Praise, metrics: dict[str, Metric]) -> bool:
    """Only what was measured, and surely: the whole interval lies in the band."""
    row = metrics.get(praise.metric)
    if row is None or row.low is None or row.high is None or row.apparent:
        return False
    return praise.low <= row.low and row.high <= praise.high


def _keep(praise: Praise, metrics: dict[str, Metric], handedness: Handedness) -> Cue:
    row = metrics[praise.metric]
    low, high = amount(praise.low, row.unit), amount(praise.high, row.unit)
    return Cue(
        fault="none",
        tone="keep",
        words=own_side(praise.words, handedness),
        evidence=f"{describe(praise.metric, row)}; range {low} to {high}",
        metric=praise.metric,
        event=praise.event,
        drill=None,
    )
