import pytest

from cloud.ingest.capture_time import AHEAD_MS, CLOSE_MS, OLDEST_MS, BayClock

NOW = 1_790_000_000_000
YEAR = 366 * 86_400_000


def test_a_clock_that_is_nearly_right_is_left_alone() -> None:
    clock = BayClock.of(NOW - CLOSE_MS, 1, NOW)
    assert clock.believed(NOW - 60_000, 1) == (NOW - 60_000, True)


@pytest.mark.parametrize("wrong", [-50 * YEAR, -YEAR, -CLOSE_MS - 1, CLOSE_MS + 1, 30 * YEAR])
def test_a_wrong_clock_is_corrected_by_its_error(wrong: int) -> None:
    clock = BayClock.of(NOW + wrong, 1, NOW)
    assert clock.believed(NOW - 86_400_000 + wrong, 1) == (NOW - 86_400_000, True)


def test_another_boots_times_are_taken_as_they_are() -> None:
    clock = BayClock.of(NOW + YEAR, 2, NOW)
    assert clock.believed(NOW - 1000, 1) == (NOW - 1000, True)
    assert BayClock.of(NOW + YEAR, None, NOW).believed(NOW - 1000, 1)[0] == NOW - 1000 - YEAR


def test_a_time_that_cannot_be_true_is_replaced_and_marked() -> None:
    clock = BayClock.of(NOW, 1, NOW)
    assert clock.believed(NOW - OLDEST_MS, 1) == (NOW - OLDEST_MS, True)
    assert clock.believed(NOW - OLDEST_MS - 1, 1) == (NOW, False)
    assert clock.believed(NOW + AHEAD_MS, 1) == (NOW, True), "not after it was received"
    assert clock.believed(NOW + AHEAD_MS + 1, 1) == (NOW, False)
