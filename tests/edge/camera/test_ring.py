import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import edge.camera.ring as ring_module
from edge.camera.picture import Picture
from edge.camera.ring import Ring, RingError
from tests.edge.waiting import until

SIZE = (64, 48)
PICTURE_BYTES = 64 * 48 * 3 // 2
SLOTS = 20
BUDGET = SLOTS * (PICTURE_BYTES + 64)


def picture(value: int, time_ns: int = 0, take: int = 0, size: tuple[int, int] = SIZE) -> Picture:
    return Picture(take, time_ns, np.full((size[1] * 3 // 2, size[0]), value % 256, np.uint8))


@pytest.fixture
def ring() -> Iterator[Ring]:
    made = Ring.create(SIZE, BUDGET)
    yield made
    made.close()


def held(ring: Ring) -> list[int]:
    return [index for index in range(ring.next_index) if ring.read(index) is not None]


def test_a_picture_comes_out_as_it_went_in(ring: Ring) -> None:
    index = ring.write(picture(90, time_ns=12_345))
    found = ring.read(index)
    assert found is not None
    assert (found.frame.index, found.frame.time_ns, found.take) == (0, 12_345, 0)
    assert found.frame.image.shape == (48, 64, 3)
    assert 0 <= time.monotonic_ns() - found.arrived_ns < 1_000_000_000


def test_the_oldest_gives_way(ring: Ring) -> None:
    for value in range(3 * ring.slots):
        ring.write(picture(value))
    assert held(ring) == list(range(2 * ring.slots, 3 * ring.slots))
    assert ring.read(-1) is None and ring.read(10**9) is None


def test_pinned_pictures_stay_until_they_are_released(ring: Ring) -> None:
    for value in range(ring.slots):
        ring.write(picture(value))
    pin = ring.pin(3, 8)
    for value in range(4 * ring.slots):
        ring.write(picture(value))
    assert held(ring)[:6] == [3, 4, 5, 6, 7, 8]
    pin.keep_from(7)
    for value in range(ring.slots):
        ring.write(picture(value))
    assert held(ring)[:2] == [7, 8] and len(held(ring)) == ring.slots
    pin.release()
    pin.release()
    for value in range(ring.slots):
        ring.write(picture(value))
    assert held(ring)[0] > 8


def test_pins_never_take_the_whole_ring(ring: Ring) -> None:
    for value in range(ring.slots):
        ring.write(picture(value))
    pins = [ring.pin(0, ring.slots - 1) for _ in range(12)]
    most = int(ring.slots * ring_module.PINNED_SHARE)
    for value in range(5 * ring.slots):
        ring.write(picture(value))
    kept = [index for index in held(ring) if index < ring.slots]
    assert kept == list(range(ring.slots - most, ring.slots)), "the newest of them are kept"
    for pin in pins:
        pin.release()


def test_pictures_to_come_are_held_from_the_moment_a_swing_is_known(ring: Ring) -> None:
    for value in range(ring.slots // 2):
        ring.write(picture(value))
    pin, most = ring.pin_onwards(3), int(ring.slots * ring_module.PINNED_SHARE)
    for value in range(4 * ring.slots):
        ring.write(picture(value))
    assert held(ring)[:most] == list(range(3, 3 + most))
    assert ring.pin(0, 5)._number is None, "there is room for no other"
    pin.move(4, 6)
    other = ring.pin(7, 6 + most)
    for value in range(ring.slots):
        ring.write(picture(value))
    assert held(ring)[:3] == [4, 5, 6]
    assert [index for index in held(ring) if index < 3 + most] == [4, 5, 6, *range(10, 3 + most)]
    for one in (pin, other):
        one.release()


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=12), st.integers(1, 80))
def test_the_newest_is_always_there_whatever_is_pinned(pins: list[tuple[int, int]], writes: int) -> None:
    ring = Ring.create(SIZE, BUDGET)
    for value in range(writes):
        if value < len(pins):
            ring.pin(pins[value][0], sum(pins[value]))
        index = ring.write(picture(value))
        assert ring.read(index) is not None
    assert ring.next_index == writes
    ring.close()


def test_a_picture_of_another_size_is_refused(ring: Ring) -> None:
    with pytest.raises(ValueError, match="does not go into a ring"):
        ring.write(picture(0, size=(32, 24)))


def test_a_ring_that_replaces_another_goes_on_counting(ring: Ring) -> None:
    for value in range(5):
        ring.write(picture(value))
    ring.count_garbage()
    after = Ring.create((32, 24), BUDGET, after=ring)
    assert after.write(picture(0, size=(32, 24))) == 5
    found = after.read(5)
    assert found is not None and found.take == 1
    assert after.garbage == 1
    after.close()


def test_each_opening_of_the_ring_is_a_take_of_its_own(ring: Ring) -> None:
    ring.write(picture(0, take=0))
    ring.write(picture(1, take=1))
    again = Ring(os.dup(ring.memory_fd), os.dup(ring.bell_fd))
    index = again.write(picture(2, take=0))
    found = ring.read(index)
    assert found is not None and found.take == 2
    again.close()


def test_stamps_are_those_of_the_pictures_that_are_there(ring: Ring) -> None:
    assert len(ring.stamps()) == 0
    for number in range(ring.slots + 3):
        ring.write(picture(0, time_ns=number * 10, take=number // 4))
    stamps = ring.stamps()
    indices = np.arange(3, ring.slots + 3)
    assert stamps["index"].tolist() == indices.tolist()
    assert stamps["time_ns"].tolist() == (indices * 10).tolist()
    assert stamps["take"].tolist() == (indices // 4).tolist()


def test_the_bell_rings_for_a_picture_only(ring: Ring) -> None:
    assert not ring.wait(0.01)
    ring.write(picture(0))
    assert ring.wait(1.0)
    assert not ring.wait(0.01)


def test_too_little_memory_is_one_sentence() -> None:
    with pytest.raises(RingError, match="raise .camera. ring_mib"):
        Ring.create((1280, 720), 1 << 20)
    with pytest.raises(RingError, match="lower .camera. ring_mib"):
        Ring.create((1280, 720), 1 << 50)


def test_the_memory_is_there_before_it_is_used() -> None:
    """A sparse segment would kill its writer when the machine is full; negative control: a sparse one."""
    ring = Ring.create(SIZE, BUDGET)
    size = os.fstat(ring.memory_fd).st_size
    assert os.fstat(ring.memory_fd).st_blocks * 512 >= size
    sparse = os.memfd_create("sparse")
    os.ftruncate(sparse, size)
    assert os.fstat(sparse).st_blocks * 512 < size
    os.close(sparse)
    ring.close()


def test_what_is_no_ring_is_refused() -> None:
    memory = os.memfd_create("other")
    os.ftruncate(memory, 1 << 16)
    with pytest.raises(RingError, match="does not hold a ring"):
        Ring(memory, os.eventfd(0))


WRITER = """
    import sys
    import numpy as np
    from edge.camera.picture import Picture
    from edge.camera.ring import Ring

    ring = Ring(int(sys.argv[1]), int(sys.argv[2]))
    rows, width = ring.height * 3 // 2, ring.width
    grey = [np.full((rows, width), 16 + value, np.uint8) for value in range(200)]
    for array in grey:
        array[ring.height:] = 128
    while True:
        ring.write(Picture(0, ring.next_index, grey[ring.next_index % 200]))
"""


def writer(ring: Ring) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(ring.memory_fd), str(ring.bell_fd)]
    return subprocess.Popen(command, pass_fds=(ring.memory_fd, ring.bell_fd))


def torn(ring: Ring, index: int) -> bool | None:
    """Whether the picture is a mixture of two, or not its own; None when it is not there."""
    found = ring.read(index)
    if found is None:
        return None
    image = found.frame.image
    expected = round((index % 200) * 255 / 219)
    return bool(image.min() != image.max() or abs(int(image.max()) - expected) > 2)


@pytest.mark.slow
def test_no_torn_picture_is_read_beside_a_writer_in_full_flight_that_is_killed_again_and_again() -> None:
    ring = Ring.create((640, 480), 20 * 640 * 480 * 3 // 2)
    looked_at = 0
    for _ in range(4):
        process, start = writer(ring), ring.next_index
        until(lambda: ring.next_index > start + 30)
        # Reads at the very edge of what is being overwritten.
        for _ in range(250):
            answers = [torn(ring, ring.next_index - back) for back in (1, ring.slots - 1, ring.slots)]
            assert True not in answers
            looked_at += answers.count(False)
        process.send_signal(signal.SIGKILL)
        process.wait()
        written = [torn(ring, index) for index in range(ring.next_index - ring.slots, ring.next_index)]
        assert True not in written
        assert written.count(None) <= 1, "at most the slot that was being written is lost"
    assert looked_at > 400
    ring.close()


def test_a_reader_without_the_version_check_does_see_torn_pictures() -> None:
    """The negative control of the test above."""
    ring = Ring.create((640, 480), 16 * 640 * 480 * 3 // 2 + 4096)
    process = writer(ring)
    until(lambda: ring.next_index > 30)

    def torn() -> bool:
        found = int(np.argmax(ring._slots["version"] % 2))
        image = ring._pixels[found][: ring.height].copy()
        return bool(image.min() != image.max())

    until(torn, 60)
    process.kill()
    process.wait()
    ring.close()
