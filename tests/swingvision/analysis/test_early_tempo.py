"""The tempo moments after impact: near the truth, and none where the start was not seen."""

from dataclasses import replace

import pytest

from swingvision.analysis import Options, find_swings
from swingvision.detector import SwingDetector, SwingWindow
from swingvision.early_tempo import measure_early_tempo
from swingvision.pose import PoseSeries, poses_of
from tests.helpers.golfer import Handedness, Noise, Rate, Swing
from tests.swingvision.analysis.golfers import recorded, truth

FPS = 120


def struck(series: PoseSeries) -> SwingWindow:
    """What the detector knows as soon as it says that a ball was struck."""
    detector = SwingDetector()
    for pose in poses_of(series):
        detector.push(pose)
        if detector.under_way is not None:
            return replace(detector.under_way, end_ns=pose.time_ns)
    raise AssertionError("no swing")


@pytest.mark.parametrize("tempo", [2.2, 3.0, 4.2])
@pytest.mark.parametrize("hand", ["right", "left"])
@pytest.mark.parametrize("view", ["face_on", "down_the_line"])
def test_the_tempo_is_known_a_moment_after_impact(view: str, hand: Handedness, tempo: float) -> None:
    swing = Swing(tempo=tempo, handedness=hand)
    series, true = recorded(view, swing, Rate(fps=FPS), Noise()), truth(view, swing)
    window = struck(series)
    assert window.end_ns / 1e9 - true.events["impact"] < 0.7 * swing.backswing_s / tempo
    told = measure_early_tempo(series, window, Options())
    assert told is not None and told.low is not None and told.high is not None
    assert told.value == pytest.approx(true.tempo_ratio, rel=0.12)
    assert told.low <= true.tempo_ratio <= told.high


def test_a_start_that_was_not_seen_gives_none() -> None:
    series = recorded("face_on", Swing(), Rate(fps=FPS), Noise())
    late_ns = round((truth("face_on", Swing()).events["top"] - 0.2) * 1e9)
    late = series.between(late_ns, int(series.time_ns[-1]))
    window = next(one for one in find_swings(series) if isinstance(one, SwingWindow))
    assert measure_early_tempo(late, replace(window, start_ns=late_ns, address_ns=None), Options()) is None
