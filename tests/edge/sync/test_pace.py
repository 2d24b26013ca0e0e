"""When to try again and how fast to catch up, on a clock that the test holds."""

import random

import pytest

from edge.sync.pace import Backoff, TokenBucket


def test_waits_are_anywhere_between_nothing_and_a_limit_that_doubles() -> None:
    limits = [1, 2, 4, 8, 16, 32, 60, 60]
    runs = []
    for seed in range(300):
        backoff = Backoff(first_s=1, most_s=60, rng=random.Random(seed))
        runs.append([backoff.failed() for _ in limits])
    for waits, limit in zip(zip(*runs, strict=True), limits, strict=True):
        assert 0 <= min(waits) < limit * 0.1 and limit * 0.9 < max(waits) <= limit


def test_success_begins_anew() -> None:
    backoff = Backoff(first_s=1, most_s=1000)
    for _ in range(20):
        backoff.failed()
    backoff.succeeded()
    assert backoff.failed() <= 1


def test_the_cloud_is_not_asked_before_it_wants_to_be_nor_never_again() -> None:
    assert 20 <= Backoff(first_s=1, most_s=60).failed(retry_after_s=20) <= 21
    assert Backoff(first_s=1, most_s=60).failed(retry_after_s=1e9) <= 61


def test_failures_without_end_are_no_overflow() -> None:
    backoff = Backoff()
    assert all(backoff.failed() <= 300 for _ in range(2000))


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_a_bucket_gives_its_rate_and_at_most_its_burst() -> None:
    clock = Clock()
    bucket = TokenBucket(rate=100, burst=50, clock=clock)
    assert bucket.available() == 50
    bucket.take(50)
    assert bucket.wait_s() == 0 and bucket.available() == 0
    clock.now_s = 0.25
    assert bucket.available() == pytest.approx(25)
    clock.now_s = 100
    assert bucket.available() == 50


def test_what_is_larger_than_the_burst_goes_and_is_paid_for_later() -> None:
    clock = Clock()
    bucket = TokenBucket(rate=100, burst=50, clock=clock)
    bucket.take(250)
    assert bucket.wait_s() == pytest.approx(2.0)
    clock.now_s = 2.0
    assert bucket.wait_s() == pytest.approx(0.0)


def test_over_any_time_no_more_flows_than_rate_and_burst_allow() -> None:
    clock, rng = Clock(), random.Random(1)
    bucket = TokenBucket(rate=1000, burst=300, clock=clock)
    taken = 0.0
    while clock.now_s < 100:
        if bucket.available() > 0:
            size = rng.uniform(1, 200)
            bucket.take(size)
            taken += size
        clock.now_s += rng.uniform(0, 0.1)
    assert 95_000 < taken < 100_000 + 300 + 200
