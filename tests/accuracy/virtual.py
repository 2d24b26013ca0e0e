"""A virtual golfer played to the analysis, with a picture or without."""

from swingvision.analysis import Options, measure
from swingvision.command.clip_analysis import analyse_clip
from swingvision.estimator import PoseEstimator
from swingvision.report import EVENT_NAMES, SwingReport
from tests.accuracy.outcome import EventOutcome, MetricOutcome, Outcome
from tests.accuracy.truths import true_metrics
from tests.helpers.golfer import record, truth_of
from tests.helpers.golfer.clip import clip
from tests.helpers.golfer.conditions import Golfer
from tests.helpers.golfer.measured_noise import MeasuredNoise

# A told impact farther than this from the true one is of no swing that was made.
SAME_SWING_S = 0.5


def play(name: str, golfer: Golfer) -> Outcome:
    """By exact keypoints with BlazePose's measured errors: no picture."""
    noise = MeasuredNoise(golfer.view, golfer.noise_seed, golfer.salt, picture=golfer.picture)
    series = record(golfer.swing, golfer.camera, golfer.rate, noise)
    return judge(name, golfer, measure(series, options_of(golfer)).swings)


def play_drawn(name: str, golfer: Golfer) -> Outcome:
    """Drawn, encoded, decoded, BlazePose, analysis: the whole way."""
    path = clip(golfer.swing, golfer.camera, golfer.shot)
    analysed = analyse_clip(path, PoseEstimator(), options_of(golfer), lambda share: None)
    return judge(name, golfer, analysed.report.swings)


def options_of(golfer: Golfer) -> Options:
    return Options(camera_yaw_deg=golfer.camera_yaw_deg)


def judge(name: str, golfer: Golfer, swings: list[SwingReport]) -> Outcome:
    """The told swings against the golfer's truth."""
    truth = truth_of(golfer.swing, golfer.camera)
    near = [swing for swing in swings if _off_s(swing, truth.events["impact"]) < SAME_SWING_S]
    told = min(near, key=lambda swing: _off_s(swing, truth.events["impact"]), default=None)
    about = {"name": name, "view": golfer.view, "handedness": golfer.swing.handedness, "fps": golfer.rate.fps}
    if told is None:
        return Outcome.model_validate({**about, "missed": True, "invented": len(swings)})
    return Outcome.model_validate(
        {
            **about,
            "missed": False,
            "invented": len(swings) - 1,
            "view_right": told.view == golfer.view,
            "handedness_right": told.handedness == golfer.swing.handedness,
            "view_confidence": told.view_confidence,
            "handedness_confidence": told.handedness_confidence,
            "events": {event: _event(told, event, truth.events) for event in EVENT_NAMES},
            "metrics": _metrics(told, true_metrics(golfer)),
        }
    )


def _off_s(swing: SwingReport, impact_s: float) -> float:
    told = swing.events.impact or swing.events.top
    return float("inf") if told is None else abs(told.time_s - impact_s)


def _event(told: SwingReport, name: str, truths: dict[str, float]) -> EventOutcome:
    event = getattr(told.events, name)
    if event is None:
        return EventOutcome(error_s=None, sigma_s=None)
    return EventOutcome(error_s=event.time_s - truths[name], sigma_s=event.uncertainty_s)


def _metrics(told: SwingReport, truths: dict[str, float]) -> dict[str, MetricOutcome]:
    return {
        name: MetricOutcome(
            truth=truths.get(name),
            **{part: getattr(row, part) for part in ("value", "low", "high", "unit", "grade")},
            apparent=row.apparent,
            withheld=row.withheld,
        )
        for name, row in told.metrics.items()
    }
