"""Did it change? Whether the number behind a cue has moved in the swings after it."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from scipy.stats import t as student

from swingvision.baseline import ASSUMED_WEIGHT, noise_sigmas, shown_rows
from swingvision.faults import BY_NAME, Fault
from swingvision.interval import shown
from swingvision.report import FollowUp, Metric, SwingReport

Verdict = Literal["too_early", "yes", "no_clear_change", "other_way"]

# Swings after the cue until there is an answer; swings before it that it is held against.
NEEDED, MOST_BEFORE = 5, 10


def follow_up(reports: Sequence[SwingReport]) -> FollowUp | None:
    """The answer for the last of these swings, about an earlier one's cue; None where none is being followed.

    reports: comparable swings with one club, oldest first. One cue is followed at a time: the first that asks
    for a change, and after its answer the next.
    """
    cued = _followed(reports)
    if cued is None:
        return None
    cue = reports[cued].cue
    if cue is None or cue.metric is None:
        return None
    fault, after = BY_NAME[cue.fault], shown_rows(reports[cued + 1 :], cue.metric)
    change = None
    if len(after) >= NEEDED:
        # The cued swing stood out, the next would differ from it anyhow: it counts only where it is alone.
        before = shown_rows(reports[:cued], cue.metric)[-MOST_BEFORE:]
        before = before or shown_rows(reports[cued : cued + 1], cue.metric)
        change = measure_change(before, after, fault.scatter)
    return FollowUp(
        fault=cue.fault,
        words=cue.words,
        metric=cue.metric,
        verdict=judge(change, fault),
        swings=len(after),
        needed=NEEDED,
        change=change,
    )


def measure_change(before: Sequence[Metric], after: Sequence[Metric], assumed_scatter: float) -> Metric:
    """Mean after minus mean before with its 95 % interval, from the scatter of both (Student's t, pooled).

    assumed_scatter weighs in as much as ASSUMED_WEIGHT swings; scatter is never taken for less than the
    measurement's own noise.
    """
    groups = [np.array([row.value for row in rows], np.float64) for rows in (before, after)]
    noise = float(np.mean(noise_sigmas([*before, *after]) ** 2))
    free = sum(len(values) - 1 for values in groups)
    squares = sum(float(np.sum((values - values.mean()) ** 2)) for values in groups)
    pooled = (ASSUMED_WEIGHT * (assumed_scatter**2 + noise) + squares) / (ASSUMED_WEIGHT + free)
    error = np.sqrt(max(pooled, noise) * sum(1 / len(values) for values in groups))
    half = float(error * student.ppf(0.975, ASSUMED_WEIGHT + free))
    moved = float(groups[1].mean() - groups[0].mean())
    return shown(moved, moved - half, moved + half, after[0].unit, after[0].grade)


def judge(change: Metric | None, fault: Fault) -> Verdict:
    """A direction only where the interval excludes none."""
    if change is None or change.low is None or change.high is None:
        return "too_early"
    if change.low <= 0 <= change.high:
        return "no_clear_change"
    return "yes" if (change.high < 0) == (fault.side == "above") else "other_way"


def _followed(reports: Sequence[SwingReport]) -> int | None:
    """Index of the swing whose cue is being followed when the last swing is made."""
    followed: int | None = None
    for at, report in enumerate(reports[:-1]):
        asks = report.cue is not None and report.cue.tone == "change" and report.cue.fault in BY_NAME
        if asks and (followed is None or _is_answered(reports[followed : at + 1])):
            followed = at
    return followed


def _is_answered(reports: Sequence[SwingReport]) -> bool:
    """reports: the cued swing and those after it."""
    cue = reports[0].cue
    return cue is not None and len(shown_rows(reports[1:], cue.metric or "")) >= NEEDED
