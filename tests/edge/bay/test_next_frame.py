"""The live loop's choice of frames: in order, longer steps when late, never a hole that a swing fits into."""

import numpy as np
import pytest
from numpy.typing import NDArray

from edge.camera.ring import SLOT
from edge.next_frame import HOPELESS_S, LONGEST_STEP_S, choose_next

MS = 1_000_000


def stamps(count: int, interval_ms: float, first: int = 0) -> NDArray[np.void]:
    made = np.zeros(count, SLOT)
    made["index"] = np.arange(first, first + count)
    made["arrived_ns"] = made["time_ns"] = (made["index"] * interval_ms * MS).astype(np.int64)
    return made


def looked_at(
    fps: float, look_ms: float, seconds: float, stall_ms: float = 0.0, burst_ms: float = 0.0
) -> NDArray[np.float64]:
    """The times (ms) of the frames that a loop looks at; it needs look_ms each and stalls once at 1 s.

    burst_ms: what was taken within so long comes at once.
    """
    taken: list[int] = []
    now_ms, last_index, stalled = 0.0, -1, False
    every = stamps(round(fps * seconds), 1000 / fps)
    if burst_ms:
        every["arrived_ns"] = np.ceil(every["time_ns"] / (burst_ms * MS)) * burst_ms * MS
    while now_ms < 1000 * seconds:
        if not stalled and now_ms > 1000:
            now_ms, stalled = now_ms + stall_ms, True
        there = every[every["arrived_ns"] <= now_ms * MS]
        chosen = choose_next(there, last_index)
        if chosen is None:
            now_ms += 1
            continue
        last_index = chosen
        taken.append(int(every["time_ns"][chosen]))
        now_ms += look_ms
    return np.array(taken) / MS


def test_nothing_new_is_nothing() -> None:
    assert choose_next(stamps(5, 10), 4) is None
    assert choose_next(stamps(0, 10), -1) is None


def test_a_loop_that_keeps_up_takes_every_frame() -> None:
    assert np.diff(looked_at(60, 12, 3)).max() == pytest.approx(1000 / 60, abs=0.1)


def test_of_bursts_no_frame_is_left_out() -> None:
    taken = looked_at(60, 12, 3, burst_ms=100)
    assert np.diff(taken).max() == pytest.approx(1000 / 60, abs=0.1)


def test_a_step_never_leaves_its_take() -> None:
    late = stamps(60, 1000 / 60)
    late["take"][2:], late["time_ns"][2:] = 1, late["time_ns"][:-2]
    assert choose_next(late, 0) == 1 and choose_next(late, 2) == 5


def test_a_take_begins_with_its_first_picture() -> None:
    late = stamps(60, 1000 / 60)
    late["take"][20:], late["time_ns"][20:] = 1, late["time_ns"][:-20]
    assert choose_next(late, -1) == 0 and choose_next(late, 19) == 20


def test_a_stall_leaves_no_hole() -> None:
    steps = np.diff(looked_at(30, 13, 4, stall_ms=1200))
    assert steps.max() <= 1000 * LONGEST_STEP_S + 1000 / 30
    assert np.median(steps) == pytest.approx(1000 / 30, abs=0.1)


def test_a_slow_board_looks_evenly_and_not_long_ago() -> None:
    """45 ms a look at 120 frames/s."""
    taken = looked_at(120, 45, 6)
    steps = np.diff(taken[20:])
    assert steps.max() < 65 and steps.min() > 25
    # The last look began at most so long after its frame had come.
    assert 6000 - taken[-1] < 500


def test_a_hopelessly_late_loop_goes_on_with_the_newest() -> None:
    late = stamps(round((HOPELESS_S + 0.5) * 60), 1000 / 60)
    assert choose_next(late, -1) == late["index"][-1]


def test_a_sparing_loop_takes_the_longest_step_that_a_swing_bears() -> None:
    assert choose_next(stamps(30, 1000 / 60), 5, sparing=True) == 8
    assert choose_next(stamps(8, 1000 / 60), 5, sparing=True) == 7
    assert choose_next(stamps(8, 1000 / 60), 7, sparing=True) is None
