"""A ring of pictures in shared memory: one process writes, another reads, neither waits for the other.

The memory is anonymous (a memfd handed to the child), so nothing is left behind whoever dies, and every
page of it is taken when it is made: a full machine is an error here and never a SIGBUS later.

A slot's version is odd while it is written. A reader takes a picture only if the version was even and the
same before and after, so a writer that is stopped or killed half-way never shows a torn picture. Pinned
pictures are passed over by the writer: the frames of a swing stay until its clip is saved, copied by nobody.
"""

import contextlib
import mmap
import os
import select
import threading
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from edge.camera.picture import Picture
from swingvision.clip.repeats import ChangeMeter
from swingvision.frame import Frame
from swingvision.i420 import bgr_of_i420
from swingvision.stopwatch import stage

MAGIC = 0x53575652494E4701
HEADER = np.dtype(
    [
        ("magic", "<u8"),
        ("width", "<i8"),
        ("height", "<i8"),
        ("slots", "<i8"),
        ("next_index", "<i8"),
        ("next_take", "<i8"),
        ("garbage", "<i8"),
    ]
)
SLOT = np.dtype(
    [
        ("version", "<u8"),
        ("index", "<i8"),
        ("take", "<i8"),
        ("time_ns", "<i8"),
        ("arrived_ns", "<i8"),
        ("change_peak", "<f4"),
        ("change_mean", "<f4"),
    ]
)
PIN = np.dtype([("first", "<i8"), ("last", "<i8")])
MOST_PINS = 8
# What swings may hold of the ring; the camera always keeps the rest.
PINNED_SHARE = 0.75
LEAST_SLOTS = 16
# Memory that must stay free beside the ring.
SPARE_BYTES = 64 << 20

_fence_lock = threading.Lock()


class RingError(Exception):
    """The ring cannot be made: one sentence."""


def _fence() -> None:
    """Order memory across it: two rounds of a lock, for processors that reorder stores (ARM)."""
    for _ in range(2):
        with _fence_lock:
            pass


@dataclass(frozen=True, slots=True)
class RingFrame:
    """A picture read from the ring. arrived_ns: the machine's monotonic clock when it was written."""

    frame: Frame
    take: int
    arrived_ns: int


class Ring:
    """Raises RingError when the descriptors do not lead to a ring. It owns them.

    `take` of a picture is counted from those written before this object was made, so that each opening of a
    camera is a take of its own. `close` lets go of the descriptors; memory that is in use stays.
    """

    def __init__(self, memory_fd: int, bell_fd: int) -> None:
        self.memory_fd, self.bell_fd = memory_fd, bell_fd
        self.close = weakref.finalize(self, _close_all, memory_fd, bell_fd)
        self._memory = mmap.mmap(memory_fd, os.fstat(memory_fd).st_size)
        self._header: Any = np.frombuffer(self._memory, HEADER, 1)
        if self._header["magic"][0] != MAGIC:
            raise RingError("the shared memory does not hold a ring of pictures")
        self._pins: Any = np.frombuffer(self._memory, PIN, MOST_PINS, offset=HEADER.itemsize)
        self.width, self.height = int(self._header["width"][0]), int(self._header["height"][0])
        self.slots = int(self._header["slots"][0])
        table_at = HEADER.itemsize + PIN.itemsize * MOST_PINS
        self._slots: Any = np.frombuffer(self._memory, SLOT, self.slots, offset=table_at)
        pixels_at = _pixels_at(self.slots)
        self._pixels = np.frombuffer(
            self._memory, np.uint8, self.slots * _picture_bytes(self.width, self.height), offset=pixels_at
        ).reshape(self.slots, self.height * 3 // 2, self.width)
        self._pin_lock = threading.Lock()
        self._first_take = self.next_take
        self._changes = ChangeMeter()

    @classmethod
    def create(cls, size: tuple[int, int], budget_bytes: int, after: "Ring | None" = None) -> Self:
        """A ring for pictures of `size` (width, height) in at most budget_bytes, every byte of it allocated.

        after: the ring that this one replaces; its counts go on. Raises RingError when memory is short.
        """
        slots = budget_bytes // (_picture_bytes(*size) + SLOT.itemsize)
        if slots < LEAST_SLOTS:
            raise RingError(
                f"a ring of {budget_bytes >> 20} MiB holds {slots} pictures of {size[0]}x{size[1]} px, "
                f"and {LEAST_SLOTS} are the least: raise [camera] ring_mib"
            )
        memory_fd = _allocated(_pixels_at(slots) + slots * _picture_bytes(*size))
        header: Any = np.zeros(1, HEADER)
        counts = (after.next_index, after.next_take, after.garbage) if after else (0, 0, 0)
        header[0] = (MAGIC, *size, slots, *counts)
        os.pwrite(memory_fd, header.tobytes(), 0)
        ring = cls(memory_fd, os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC))
        ring._slots["index"] = -1
        ring._pins["first"] = ring._pins["last"] = -1
        return ring

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def next_index(self) -> int:
        """The index that the next picture will have: how many were written so far."""
        return int(self._header["next_index"][0])

    @property
    def next_take(self) -> int:
        return int(self._header["next_take"][0])

    @property
    def garbage(self) -> int:
        """How many packets arrived that held no readable picture."""
        return int(self._header["garbage"][0])

    def count_garbage(self) -> None:
        self._header["garbage"][0] += 1

    def write(self, picture: Picture) -> int:
        """Put a picture in place of the oldest that nobody holds; its index. ValueError on a wrong size."""
        if picture.size != self.size:
            raise ValueError(f"a picture of {picture.size} px does not go into a ring of {self.size} px")
        index, number = self.next_index, self._oldest_free()
        slot = self._slots[number]
        # A slot that a killed writer left odd stays odd, with a number that no reader has seen.
        slot["version"] += 1 + slot["version"] % 2
        slot["index"] = -1
        _fence()
        self._pixels[number] = picture.image
        take = self._first_take + picture.take
        slot["change_peak"], slot["change_mean"] = self._changes.push(picture.luma)
        slot["take"], slot["time_ns"], slot["arrived_ns"] = take, picture.time_ns, time.monotonic_ns()
        slot["index"] = index
        _fence()
        slot["version"] += 1
        self._header["next_take"][0] = take + 1
        self._header["next_index"][0] = index + 1
        os.eventfd_write(self.bell_fd, 1)
        return index

    def _oldest_free(self) -> int:
        indices = self._slots["index"]
        held = np.zeros(self.slots, bool)
        for first, last in self._pins.tolist():
            if first >= 0:
                held |= (indices >= first) & (indices <= last)
        return int(np.argmin(np.where(held, np.iinfo(np.int64).max, indices)))

    def read(self, index: int) -> RingFrame | None:
        """The picture of that index, or None when it is no longer (or not yet) whole in the ring."""
        found = np.flatnonzero(self._slots["index"] == index)
        if index < 0 or not len(found):
            return None
        slot = self._slots[found[0]]
        version = int(slot["version"])
        if version % 2:
            return None
        _fence()
        with stage("decode"):
            image = bgr_of_i420(self._pixels[found[0]])
        take, time_ns, arrived_ns = int(slot["take"]), int(slot["time_ns"]), int(slot["arrived_ns"])
        _fence()
        if int(slot["version"]) != version or int(slot["index"]) != index:
            return None
        return RingFrame(Frame(index, time_ns, image), take, arrived_ns)

    def wait(self, timeout_s: float) -> bool:
        """Sleep until a picture is written (True) or the time is over."""
        ready, _, _ = select.select([self.bell_fd], [], [], timeout_s)
        if ready:
            with contextlib.suppress(BlockingIOError):
                os.eventfd_read(self.bell_fd)
        return bool(ready)

    def pin(self, first: int, last: int) -> "Pin":
        """Keep the pictures first to last (inclusive); the newest of them where not all can be kept."""
        pin = Pin(self, None)
        pin.move(first, last)
        return pin

    def pin_onwards(self, first: int) -> "Pin":
        """Keep the picture `first` and those to come after it, as many as there is room for."""
        pin = Pin(self, None)
        pin.move(first, None)
        return pin

    def _room(self, besides: int | None) -> int:
        """How many pictures a pin may hold, the one of this number or another one."""
        held: list[int] = [last - first + 1 for first, last in self._pins.tolist() if first >= 0]
        own = (
            0 if besides is None else int(self._pins["last"][besides]) - int(self._pins["first"][besides]) + 1
        )
        return int(self.slots * PINNED_SHARE) - sum(held) + own

    def stamps(self) -> NDArray[np.void]:
        """(pictures,) of all that are whole in the ring, oldest first.

        index, take, time_ns, arrived_ns; change_peak, change_mean: see swingvision.clip.repeats.
        """
        table = self._slots.copy()
        table = table[(table["index"] >= 0) & (table["version"] % 2 == 0)]
        return np.asarray(table[np.argsort(table["index"])])


class Pin:
    """A hold on a range of pictures; `keep_from` gives back the older part, `release` all of it."""

    def __init__(self, ring: Ring, number: int | None) -> None:
        self._ring, self._number = ring, number

    def move(self, first: int, last: int | None) -> None:
        """Hold these instead, as Ring.pin does; from `first` onwards where last is None."""
        pins = self._ring._pins
        with self._ring._pin_lock:
            room = self._ring._room(besides=self._number)
            free = np.flatnonzero(pins["first"] < 0)
            if self._number is None and room > 0 and len(free):
                self._number = int(free[0])
            if self._number is not None:
                pins["last"][self._number] = first + room - 1 if last is None else last
                pins["first"][self._number] = max(first if last is None else max(first, last - room + 1), 0)

    def keep_from(self, first: int) -> None:
        if self._number is not None:
            pins = self._ring._pins
            pins["first"][self._number] = max(first, int(pins["first"][self._number]))

    def release(self) -> None:
        if self._number is not None:
            with self._ring._pin_lock:
                self._ring._pins["first"][self._number] = -1
            self._number = None


def _close_all(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _picture_bytes(width: int, height: int) -> int:
    return width * height * 3 // 2


def _pixels_at(slots: int) -> int:
    table_end = HEADER.itemsize + PIN.itemsize * MOST_PINS + SLOT.itemsize * slots
    return -(-table_end // mmap.PAGESIZE) * mmap.PAGESIZE


def _allocated(size_bytes: int) -> int:
    """A memfd with every page taken. Raises RingError when the machine has not that much."""
    available = _available_bytes()
    if size_bytes > available - SPARE_BYTES:
        raise RingError(
            f"the ring of pictures needs {size_bytes >> 20} MiB and {available >> 20} MiB are available: "
            "lower [camera] ring_mib"
        )
    memory_fd = os.memfd_create("swingvision-ring", os.MFD_CLOEXEC)
    try:
        os.posix_fallocate(memory_fd, 0, size_bytes)
    except OSError as error:
        os.close(memory_fd)
        raise RingError(
            f"no {size_bytes >> 20} MiB of shared memory for the ring: {error.strerror}"
        ) from error
    return memory_fd


def _available_bytes() -> int:
    for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 1 << 62
