"""Events: in order, where they happened, to the picture and between pictures; null where they are not
there."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swingvision.analysis import measure
from swingvision.pose import PoseSeries
from swingvision.priors import FREEDOM, PRIORS, Spread
from swingvision.report import EVENT_NAMES, Handedness
from tests.helpers.golfer import Noise, Rate, Swing
from tests.swingvision.analysis.golfers import event_times, measured, only_swing, recorded, truth

VIEWS = ["face_on", "down_the_line"]


@pytest.mark.slow
@pytest.mark.parametrize("fps", [60, 120])
@pytest.mark.parametrize("view", VIEWS)
def test_top_and_impact_are_timed_between_the_pictures(view: str, fps: int) -> None:
    for seed, tempo in enumerate((2.2, 3.0, 4.2)):
        swing = Swing(tempo=tempo)
        report = measured(view, swing, Rate(fps=fps), Noise(seed=seed))
        times, true = event_times(report), truth(view, swing).events
        assert times["impact"] == pytest.approx(true["impact"], abs=0.016)
        assert times["top"] == pytest.approx(true["top"], abs=0.030)


@pytest.mark.parametrize("view", VIEWS)
def test_every_event_of_a_whole_swing_is_found_in_order(view: str) -> None:
    times = event_times(measured(view, noise=Noise()))
    assert list(times) == list(EVENT_NAMES)
    assert (np.diff(list(times.values())) > 0).all()


@pytest.mark.slow
@given(
    st.floats(2.2, 4.5),
    st.sampled_from(["right", "left"]),
    st.sampled_from(VIEWS),
    st.sampled_from([30.0, 60.0, 120.0]),
    st.integers(0, 9),
)
@settings(max_examples=8)
def test_events_stay_in_order_whatever_the_swing(
    tempo: float, handedness: Handedness, view: str, fps: float, seed: int
) -> None:
    swing = Swing(tempo=tempo, handedness=handedness)
    times = list(event_times(measured(view, swing, Rate(fps=fps), Noise(seed=seed))).values())
    assert (np.diff(times) > 0).all()


@pytest.mark.parametrize("view", VIEWS)
def test_frame_and_pts_are_the_nearest_frames_own(view: str) -> None:
    series = recorded(view, rate=Rate(fps=60, jitter=0.2, dropped=0.1), noise=Noise())
    shifted = PoseSeries(
        series.frame_index + 1000, series.time_ns, series.points, series.confidence, series.size
    )
    events = only_swing(measure(shifted)).events
    for name in EVENT_NAMES:
        event = getattr(events, name)
        row = int(np.flatnonzero(shifted.frame_index == event.frame)[0])
        assert event.pts_s == pytest.approx(shifted.time_s[row])
        assert abs(event.time_s - event.pts_s) == pytest.approx(np.abs(shifted.time_s - event.time_s).min())


def test_a_clip_that_begins_after_toe_up_has_neither_address_nor_toe_up() -> None:
    series, true = recorded("face_on", noise=Noise()), truth("face_on", Swing()).events
    first = int(np.searchsorted(series.time_s, true["mid_backswing"] - 0.03))
    report = only_swing(measure(series[first:]))
    assert report.events.address is None and report.events.takeaway is None and report.events.toe_up is None
    assert report.events.impact is not None
    assert "start of the backswing" in (report.metrics["tempo_ratio"].withheld or "")


def test_a_clip_that_ends_before_the_finish_has_none() -> None:
    series, true = recorded("face_on", noise=Noise()), truth("face_on", Swing()).events
    last = int(np.searchsorted(series.time_s, true["impact"] + 0.3))
    report = only_swing(measure(series[:last]))
    assert report.events.finish is None
    assert report.metrics["follow_through_s"].value is None
    assert report.metrics["tempo_ratio"].value is not None


def test_a_pause_at_the_top_ends_with_the_downswing() -> None:
    swing = Swing(pause_s=0.5, backswing_s=1.3, tempo=4.5)
    times = event_times(measured("face_on", swing, noise=Noise()))
    assert times["top"] == pytest.approx(truth("face_on", swing).events["top"], abs=0.15)


def test_a_spread_is_likeliest_at_its_median_and_impossible_backwards() -> None:
    ratios = np.array([-1.0, 0.0, 2.56, 3.75, 5.821])
    score = Spread(2.56, 3.75, 5.821).log_likelihood(ratios)
    assert np.isneginf(score[:2]).all()
    assert score[3] == 0
    assert score[2:5:2] == pytest.approx(-0.5 * (FREEDOM + 1) * np.log1p(1.645**2 / FREEDOM))


def test_priors_know_every_view_and_rise_within_each() -> None:
    for table in PRIORS.values():
        assert all(spread.p5 < spread.p50 < spread.p95 for spread in table.values())
        assert table["toe_up"].p50 < 1 and table["mid_backswing"].p50 < 1
