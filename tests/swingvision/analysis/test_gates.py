"""Each gate alone: a swing drawn on paper passes all of them, and one thing wrong with it fails one."""

from dataclasses import replace

import numpy as np
import pytest

from swingvision.gates import Fall, Rough, failed_gates, is_full_swing, read_rough
from swingvision.sketch import Path

# Hands' height over the hips at these times: still, up in 0.8 s, down in 0.3, up again, finish.
TIMES_S = [0.0, 1.0, 1.5, 1.8, 1.95, 2.1, 2.2, 2.4, 3.5]
HEIGHTS = [-0.2, -0.2, 0.6, 1.5, 1.2, -0.2, 0.5, 1.5, 1.5]
FALL = Fall(rose_s=1.47, fell_s=2.02, rose_again_s=2.22)


def drawn(heights: list[float] | None = None) -> Path:
    time_s = np.arange(0, 3.5, 1 / 60)
    height = np.interp(time_s, TIMES_S, heights or HEIGHTS)
    hands = np.stack([np.zeros_like(height), height], axis=1)
    return Path(time_s, height, np.full_like(height, 0.15), hands, np.zeros_like(hands))


def rough_of(path: Path) -> Rough:
    rough = read_rough(path, FALL)
    assert rough is not None
    return rough


def failures(path: Path, fall: Fall = FALL) -> list[str]:
    return failed_gates(path, fall, rough_of(path))


def test_a_swing_on_paper_passes() -> None:
    path = drawn()
    assert failures(path) == []
    assert is_full_swing(path, FALL, rough_of(path))


def test_its_rough_times_are_right() -> None:
    rough = rough_of(drawn())
    assert rough.impact_s == pytest.approx(2.1, abs=0.02)
    assert (rough.low_height, rough.top_height) == pytest.approx((-0.2, 1.5), abs=0.05)


def test_hands_that_never_rise_high() -> None:
    low = [-0.2, -0.2, 0.56, 0.6, 0.57, -0.2, 0.5, 1.5, 1.5]
    assert "hands too low at the top" in failures(drawn(low))


def test_hands_that_do_not_come_down_to_the_ball() -> None:
    high = [-0.2, -0.2, 0.6, 1.5, 1.2, 0.32, 0.5, 1.5, 1.5]
    assert "hands too high at impact" in failures(drawn(high))


def test_hands_that_do_not_go_through() -> None:
    stopped = [-0.2, -0.2, 0.6, 1.5, 1.2, -0.2, 0.5, 0.5, 0.5]
    assert "hands too low after impact" in failures(drawn(stopped))


def test_hands_that_stay_down() -> None:
    path = drawn()
    assert failed_gates(path, replace(FALL, rose_again_s=3.4), rough_of(path)) == ["hands stayed down"]


def test_somebody_who_walks() -> None:
    path = drawn()
    hips = np.stack([2 * path.time_s, np.zeros_like(path.time_s)], axis=1)
    assert failures(replace(path, hips=hips)) == ["hips travelled"]


def test_hands_that_hold_no_club() -> None:
    path = drawn()
    assert failures(replace(path, apart=np.full_like(path.apart, 0.9))) == ["hands apart"]


def test_hands_that_shoot_up_as_fast_as_they_fall() -> None:
    path = drawn()
    times = [0.0, 1.78, 1.79, 1.8, 1.95, 2.1, 2.2, 2.4, 3.5]
    quick = np.interp(path.time_s, times, HEIGHTS)
    assert "rose too fast" in failures(replace(path, height=quick), replace(FALL, rose_s=1.79))


def test_one_pose_far_away_is_no_walk() -> None:
    path = drawn()
    hips = path.hands * 0
    hips[110] += 1.5
    assert failures(replace(path, hips=hips)) == []


def test_hands_that_are_lowered_slower_than_they_rose() -> None:
    """Still, up at once, held there, and let down: what a stretch does."""
    path = drawn()
    lowered = np.interp(
        path.time_s, [0, 1.0, 1.2, 1.3, 2.1, 2.4, 3.5], [-0.2, -0.2, 1.5, 1.5, -0.2, 1.5, 1.5]
    )
    fall = Fall(rose_s=1.09, fell_s=1.84, rose_again_s=2.25)
    stretched = replace(path, height=lowered)
    rough = read_rough(stretched, fall)
    assert rough is not None
    assert "fell slower than they rose" in failed_gates(stretched, fall, rough)


def test_hands_that_stop_at_the_ball() -> None:
    times = [0.0, 1.0, 1.5, 1.8, 1.95, 2.1, 2.9, 3.1, 3.5]
    path = drawn()
    stopped = np.interp(path.time_s, times, HEIGHTS)
    assert "hands stopped below" in failures(replace(path, height=stopped))


def test_hands_that_take_longer_than_any_slowed_picture() -> None:
    path = drawn()
    long = replace(rough_of(path), downswing_s=5.5)
    assert "fell too long" in failed_gates(path, FALL, long)


def test_hands_that_were_never_still_before() -> None:
    path = drawn()
    shaking = path.hands.copy()
    shaking[:, 0] += 0.6 * np.sin(2 * np.pi * 4 * path.time_s) * (path.time_s < 1.3)
    assert failures(replace(path, hands=shaking)) == ["no address"]


def test_a_stream_that_begins_in_the_backswing_cannot_have_an_address() -> None:
    path = drawn()
    late = path.time_s > 1.6
    cut = Path(path.time_s[late], path.height[late], path.apart[late], path.hands[late], path.hips[late])
    assert failed_gates(cut, replace(FALL, rose_s=None), rough_of(path)) == []


def test_too_few_poses_tell_nothing() -> None:
    path = drawn()
    early = path.time_s < 1.0
    cut = Path(path.time_s[early], path.height[early], path.apart[early], path.hands[early], path.hips[early])
    assert read_rough(cut, FALL) is None


def test_hands_that_come_down_over_a_minute_are_forgotten() -> None:
    """The start of the fall is out of memory by the time it is judged."""
    path = drawn()
    late = Rough(top_s=60.0, impact_s=90.0, downswing_s=5.0, top_height=1.5, low_height=-0.2)
    assert failed_gates(path, FALL, late) == ["forgotten"]
