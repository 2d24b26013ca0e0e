"""Reports of swings that hold nothing but a few metrics: for what reads metrics only."""

from collections.abc import Sequence

from swingvision.cue import choose_cue
from swingvision.interval import around
from swingvision.report import Events, Handedness, Metric, Quality, SwingReport, View

NOTHING_SEEN = Events(**dict.fromkeys(Events.model_fields))
QUALITY = Quality(frames_in_swing=60, pose_share=1, hands_confidence=1, frame_interval_ms=16.7, notes=[])


def tempo(value: float, sigma: float = 0.08) -> dict[str, Metric]:
    return {"tempo_ratio": around(value, sigma, "ratio", "A")}


def sway(value: float, sigma: float = 0.02) -> dict[str, Metric]:
    return {"head_sway_impact": around(value, sigma, "shoulder_widths", "A")}


def report(
    metrics: dict[str, Metric],
    earlier: Sequence[SwingReport] = (),
    view: View = "face_on",
    handedness: Handedness = "right",
) -> SwingReport:
    """With the cue that these metrics get after those earlier swings."""
    return SwingReport(
        view=view,
        view_confidence=1,
        handedness=handedness,
        handedness_confidence=1,
        events=NOTHING_SEEN,
        metrics=metrics,
        cue=choose_cue(metrics, handedness, earlier),
        quality=QUALITY,
    )


def session(*swings: dict[str, Metric]) -> list[SwingReport]:
    """One report a swing, each with its cue after those before it."""
    reports: list[SwingReport] = []
    for metrics in swings:
        reports.append(report(metrics, reports))
    return reports
