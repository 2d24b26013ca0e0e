import threading
import time
import uuid

import pytest

from swingvision.uuid7 import uuid7


def test_it_is_a_uuid_of_version_7_that_carries_its_time() -> None:
    before_ms = time.time_ns() // 1_000_000
    made = uuid.UUID(uuid7())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert before_ms <= made.int >> 80 <= time.time_ns() // 1_000_000 + 10


def test_each_sorts_after_the_one_before_on_every_thread() -> None:
    made: list[str] = []
    lock = threading.Lock()

    def make() -> None:
        for _ in range(3000):
            with lock:
                made.append(uuid7())

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == sorted(set(made)) and len(made) == 12_000


def test_a_clock_that_goes_back_does_not_change_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    first = uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert uuid7() > first
