"""Swings, and everything that is none, pose by pose."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from swingvision.analysis import find_swings
from swingvision.detector import ShortSwing, SwingDetector, SwingWindow
from swingvision.pose import poses_of, PoseSeries
from swingvision.report import View
from tests.helpers.golfer import (
    Noise,
    OtherAct,
    Rate,
    Swing,
    chip,
    face_on,
    putt,
    record,
    stopped_backswing,
    walk_by,
)
from tests.helpers.golfer.measured_noise import MeasuredNoise
from tests.helpers.golfer.motion import Key
from tests.helpers.golfer.pastimes import Pastime
from tests.swingvision.analysis.golfers import CAMERAS, recorded, truth

VIEWS: list[View] = ["face_on", "down_the_line"]


def windows(series: PoseSeries) -> list[SwingWindow]:
    return [one for one in find_swings(series) if isinstance(one, SwingWindow)]


def joined(*parts: PoseSeries, gap_s: float = 0.02) -> PoseSeries:
    """One stream of several, one after the other."""
    frames, shift_ns, series = 0, 0, []
    for part in parts:
        shift = shift_ns - int(part.time_ns[0])
        series.append((part.frame_index + frames, part.time_ns + shift, part))
        frames, shift_ns = frames + int(part.frame_index[-1]) + 1, int(part.time_ns[-1]) + shift + int(
            gap_s * 1e9
        )
    return PoseSeries(
        np.concatenate([index for index, _, _ in series]),
        np.concatenate([times for _, times, _ in series]),
        np.concatenate([part.points for _, _, part in series]),
        np.concatenate([part.confidence for _, _, part in series]),
        parts[0].size,
    )


@pytest.mark.parametrize("fps", [24, 60, 240])
@pytest.mark.parametrize("view", VIEWS)
def test_one_swing_gives_one_window_around_it(view: str, fps: int) -> None:
    found = windows(recorded(view, rate=Rate(fps=fps), noise=Noise()))
    assert len(found) == 1
    events = truth(view, Swing()).events
    assert found[0].start_ns / 1e9 < events["address"]
    assert found[0].end_ns / 1e9 > events["finish"]
    assert found[0].impact_ns / 1e9 == pytest.approx(events["impact"], abs=0.06)


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_under_way_is_the_window_but_for_its_end(view: str) -> None:
    detector, foreseen, found = SwingDetector(), [], []
    for pose in poses_of(recorded(view, Swing(settle_s=1.0, relax_s=2.0), noise=Noise())):
        told = detector.push(pose)
        found += [told] if isinstance(told, SwingWindow) else []
        foreseen += [detector.under_way] if detector.under_way else []
    assert detector.under_way is None
    assert foreseen and len(found) == 1
    assert {replace(one, end_ns=found[0].end_ns) for one in foreseen} == set(found)
    assert foreseen[0].end_ns / 1e9 < truth(view, Swing(settle_s=1.0)).events["finish"]


@pytest.mark.parametrize("slower", [1, 8])
def test_slow_motion_is_found_as_well(slower: int) -> None:
    series = recorded("face_on", rate=Rate(fps=240), noise=Noise())
    slowed = PoseSeries(
        series.frame_index, series.time_ns * slower, series.points, series.confidence, series.size
    )
    assert len(windows(slowed)) == 1


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("act", [chip, putt, stopped_backswing, walk_by])
def test_what_is_no_full_swing_gives_no_window(view: str, act: Callable[[], list[Key]]) -> None:
    series = record(OtherAct(act), CAMERAS[view]("right"), Rate(fps=60), Noise())
    assert windows(series) == []


def test_a_chip_is_told_as_a_short_swing() -> None:
    found = find_swings(record(OtherAct(chip), face_on("right"), Rate(fps=60), Noise()))
    assert [type(one) for one in found] == [ShortSwing]


@pytest.mark.parametrize("view", VIEWS)
def test_a_waggle_before_and_a_walk_off_after_change_nothing(view: str) -> None:
    swing = Swing(waggle=True, settle_s=1.0, relax_s=2.0)
    found = find_swings(recorded(view, swing, noise=Noise()))
    assert [type(one) for one in found] == [SwingWindow]


def test_several_swings_in_one_stream() -> None:
    one = recorded("face_on", Swing(settle_s=1.0, relax_s=2.0), noise=Noise())
    assert len(windows(joined(one, one, one))) == 3


def test_a_stream_that_begins_in_the_backswing_has_no_address() -> None:
    series = recorded("face_on", noise=Noise())
    events = truth("face_on", Swing()).events
    late = series[int(np.searchsorted(series.time_s, events["mid_backswing"] + 0.05)) :]
    (found,) = windows(late)
    assert found.address_ns is None


def test_a_stream_that_ends_before_impact_has_no_swing() -> None:
    series = recorded("face_on", noise=Noise())
    end = int(np.searchsorted(series.time_s, truth("face_on", Swing()).events["mid_downswing"]))
    assert windows(series[:end]) == []


def test_a_hard_cut_in_the_downswing_makes_no_swing_of_two_halves() -> None:
    series = recorded("face_on", noise=Noise())
    cut = int(np.searchsorted(series.time_s, truth("face_on", Swing()).events["mid_downswing"]))
    points = series.points.copy()
    points[cut:] += 400
    moved = PoseSeries(series.frame_index, series.time_ns, points, series.confidence, series.size)
    assert windows(moved) == []
    points[cut:] -= 400
    assert (
        len(windows(PoseSeries(series.frame_index, series.time_ns, points, series.confidence, series.size)))
        == 1
    )


def test_a_window_comes_soon_after_the_finish_without_waiting_for_the_end() -> None:
    swing = Swing(hold_s=4.0)
    series = recorded("down_the_line", swing, noise=Noise())
    detector = SwingDetector()
    told = [(pose.time_ns / 1e9, detector.push(pose)) for pose in poses_of(series)]
    times = [when for when, one in told if one is not None]
    assert len(times) == 1
    assert times[0] < truth("down_the_line", swing).events["impact"] + 2.0


def test_missing_poses_here_and_there_do_not_hide_a_swing() -> None:
    series = recorded("down_the_line", noise=Noise())
    points = series.points.copy()
    points[np.random.default_rng(3).random(len(series)) < 0.2] = np.nan
    holes = PoseSeries(series.frame_index, series.time_ns, points, series.confidence, series.size)
    assert len(windows(holes)) == 1


@pytest.mark.parametrize("view", VIEWS)
def test_keypoints_that_are_thrown_about_do_not_hide_a_swing(view: View) -> None:
    swing = Swing(lead_in_s=1.5, hold_s=1.5)
    for seed in range(3):
        series = record(swing, CAMERAS[view]("right"), Rate(fps=120), MeasuredNoise(view, seed, salt=0.05))
        (found,) = windows(series)
        assert found.impact_ns / 1e9 == pytest.approx(truth(view, swing).events["impact"], abs=0.06)


@pytest.mark.parametrize("view", VIEWS)
def test_a_club_raised_overhead_to_stretch_is_no_swing(view: View) -> None:
    act = Pastime(seed=11, length_s=60.0, kinds=("stretch",))
    assert windows(record(act, CAMERAS[view]("right"), Rate(fps=30), MeasuredNoise(view, 3))) == []


def test_hands_that_come_down_after_a_cut_are_no_swing() -> None:
    """Nobody saw them go up: somebody else may have come into the picture."""
    series = recorded("face_on", noise=Noise())
    late = series[int(np.searchsorted(series.time_s, truth("face_on", Swing()).events["top"])) :]
    away = PoseSeries(series.frame_index, series.time_ns, series.points + 400, series.confidence, series.size)
    assert len(windows(late)) == 1
    assert windows(joined(away[:40], late)) == []


def test_nobody_and_a_single_pose_give_nothing() -> None:
    series = recorded("face_on")
    empty = PoseSeries(
        series.frame_index,
        series.time_ns,
        np.full_like(series.points, np.nan),
        series.confidence,
        series.size,
    )
    assert find_swings(empty) == []
    assert find_swings(series[:1]) == []
