"""The whole way from poses to a report, on virtual swings whose truth is known, and on what is no swing at
all."""

from collections.abc import Callable

import numpy as np
import pytest

from swingvision.analysis import NO_PICTURES, NO_SWING, NOBODY, SHORT_SWING, measure
from swingvision.pose import PoseSeries
from swingvision.report import Handedness, Metric, SwingReport
from swingvision.track import mirrored
from tests.helpers.golfer import Noise, OtherAct, Rate, Swing, chip, face_on, record, stopped_backswing
from tests.helpers.golfer.motion import Key
from tests.swingvision.analysis.golfers import event_times, measured, only_swing, recorded, truth

VIEWS = ["face_on", "down_the_line"]


def with_points(series: PoseSeries, points: np.ndarray) -> PoseSeries:
    return PoseSeries(
        series.frame_index, series.time_ns, points.astype(np.float32), series.confidence, series.size
    )


def covers(metric: Metric, true: float) -> bool:
    return metric.low is not None and metric.high is not None and metric.low <= true <= metric.high


@pytest.mark.slow
@pytest.mark.parametrize("handedness", ["right", "left"])
@pytest.mark.parametrize("fps", [60, 120])
def test_tempo_face_on_is_within_eight_percent(fps: int, handedness: Handedness) -> None:
    for seed, tempo in enumerate((2.2, 2.7, 3.2, 3.7, 4.2)):
        swing = Swing(handedness=handedness, tempo=tempo)
        row = measured("face_on", swing, Rate(fps=fps), Noise(seed=seed)).metrics["tempo_ratio"]
        true = truth("face_on", swing).tempo_ratio
        assert row.value == pytest.approx(true, rel=0.08)
        assert covers(row, true)


@pytest.mark.parametrize("view", VIEWS)
def test_a_mirrored_golfer_gets_the_same_numbers(view: str) -> None:
    series = recorded(view, noise=Noise())
    seen, reflected = only_swing(measure(series)), only_swing(measure(mirrored(series)))
    assert (seen.handedness, reflected.handedness) == ("right", "left")
    assert event_times(reflected) == pytest.approx(event_times(seen), abs=1e-6)
    assert reflected.metrics.keys() == seen.metrics.keys()
    for name, row in seen.metrics.items():
        other = reflected.metrics[name]
        assert other.withheld == row.withheld
        if row.value is not None:
            # A limit may lie near zero.
            assert [other.value, other.low, other.high] == pytest.approx(
                [row.value, row.low, row.high], rel=1e-5, abs=1e-8
            )


@pytest.mark.parametrize(
    "rate",
    [
        Rate(fps=60, jitter=0.3),
        Rate(fps=60, dropped=0.2),
        Rate(fps=60, repeated=0.2),
        Rate(fps=30),
    ],
    ids=["variable rate", "dropped frames", "repeated frames", "30 fps"],
)
def test_tempo_holds_whatever_happens_to_the_frames(rate: Rate) -> None:
    true = truth("face_on", Swing()).tempo_ratio
    row = measured("face_on", Swing(), rate, Noise()).metrics["tempo_ratio"]
    assert row.value == pytest.approx(true, rel=0.12)
    assert covers(row, true)


def test_counting_frames_instead_of_times_would_fail_this() -> None:
    """Every other frame of the backswing is missing: by frames it is half as long, by time it is not."""
    series, true = recorded("face_on", noise=Noise()), truth("face_on", Swing())
    thinned = (series.time_s < true.events["top"]) & (np.arange(len(series)) % 2 == 1)
    kept = np.flatnonzero(~thinned)
    sparse = PoseSeries(
        series.frame_index[kept],
        series.time_ns[kept],
        series.points[kept],
        series.confidence[kept],
        series.size,
    )
    assert only_swing(measure(sparse)).metrics["tempo_ratio"].value == pytest.approx(
        true.tempo_ratio, rel=0.12
    )


def test_gaps_of_nothing_seen_are_bridged_or_admitted() -> None:
    series = recorded("face_on", noise=Noise())
    points = series.points.copy()
    points[np.random.default_rng(5).random(len(series)) < 0.15] = np.nan
    report = only_swing(measure(with_points(series, points)))
    row, true = report.metrics["tempo_ratio"], truth("face_on", Swing()).tempo_ratio
    assert row.withheld is not None or covers(row, true)
    assert report.quality.pose_share > 0.8


def test_an_event_inside_a_long_gap_is_not_guessed() -> None:
    series, true = recorded("face_on", noise=Noise()), truth("face_on", Swing()).events
    points = series.points.copy()
    points[(series.time_s > true["finish"] - 0.25) & (series.time_s < true["finish"] + 0.9)] = np.nan
    report = only_swing(measure(with_points(series, points)))
    assert report.events.finish is None


def test_salt_on_the_hands_does_not_move_impact() -> None:
    series, true = recorded("face_on", rate=Rate(fps=120), noise=Noise()), truth("face_on", Swing()).events
    random = np.random.default_rng(2)
    points = series.points.copy()
    hit = random.random(len(series)) < 0.05
    points[hit, 15:23] += random.normal(0, 60, (int(hit.sum()), 1, 2))
    times = event_times(only_swing(measure(with_points(series, points))))
    assert times["impact"] == pytest.approx(true["impact"], abs=0.04)


def test_slow_motion_shows_the_ratio_and_no_durations() -> None:
    series = recorded("face_on", rate=Rate(fps=240), noise=Noise())
    slowed = PoseSeries(series.frame_index, series.time_ns * 8, series.points, series.confidence, series.size)
    rows = only_swing(measure(slowed)).metrics
    assert covers(rows["tempo_ratio"], truth("face_on", Swing()).tempo_ratio)
    assert rows["downswing_s"].withheld == "slow motion: the real rate is unknown"


def test_an_empty_series_and_an_empty_picture_say_so() -> None:
    series = recorded("face_on")
    assert measure(series[:0]).reason == NO_PICTURES
    assert measure(with_points(series, np.full_like(series.points, np.nan))).reason == NOBODY


def test_a_single_picture_is_no_swing() -> None:
    assert measure(recorded("face_on")[:1]).reason == NO_SWING


def test_what_is_no_full_swing_says_what_it_was() -> None:
    def reason(keys: Callable[[], list[Key]]) -> str | None:
        return measure(record(OtherAct(keys), face_on("right"), Rate(fps=60), Noise())).reason

    assert reason(chip) == SHORT_SWING
    assert reason(stopped_backswing) == NO_SWING


def test_garbage_points_raise_nothing() -> None:
    series = recorded("face_on")
    random = np.random.default_rng(0)
    for scale in (1.0, 1e4, 1e12):
        measure(with_points(series, random.normal(0, scale, series.points.shape)))


@pytest.mark.parametrize("view", VIEWS)
def test_a_report_survives_its_own_json(view: str) -> None:
    report = measured(view, noise=Noise())
    assert SwingReport.model_validate_json(report.model_dump_json()) == report


def test_a_tempo_surely_in_its_band_is_praised() -> None:
    cue = measured("face_on", Swing(tempo=3.2), Rate(fps=120), Noise()).cue
    assert cue is not None and cue.tone == "keep"
