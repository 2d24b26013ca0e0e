"""Many bays that save swings while their syncs deliver through whatever stands between them and the cloud."""

import asyncio
import itertools
import random
import time
from collections.abc import Callable
from pathlib import Path

from edge.store import Store
from edge.sync.joining import join
from edge.sync.ledger import Ledger
from edge.sync.pace import Pace
from edge.sync.program import Sync
from tests.edge.samples import record_clip, sample_poses, sample_swing

EAGER = Pace(
    poll_s=0.3, housekeeping_s=1.0, heartbeat_s=3.0, first_wait_s=0.1, longest_wait_s=1.0, answer_limit_s=3.0
)
DRAIN_LIMIT_S, MOST_SWINGS = 300.0, 1000


class Device:
    """captured: of each acknowledged swing, what belongs to it."""

    def __init__(self, folder: Path, number: int) -> None:
        self.data = folder / f"device-{number}"
        self._rng = random.Random(number)
        self._store = Store.open(self.data)
        self._ledger: Ledger | None = None
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.captured: dict[str, list[str]] = {}

    async def start(self, url: str, code: str) -> None:
        """Join, which an operator does on a good line, then deliver by `url`."""
        await join(self.data, code, url)
        self._ledger = Ledger.open(self.data)
        self._task = asyncio.create_task(Sync(self._ledger, 1e9, 1, EAGER).run(self._stop))

    def reroute(self, old: str, new: str) -> None:
        identity = self.data / "identity" / "device.json"
        identity.write_text(identity.read_text().replace(old, new))

    async def play(self, least: int, longest_pause_s: float, enough: Callable[[], bool]) -> None:
        for number in itertools.count(1):
            if number > least and enough():
                return
            assert number <= MOST_SWINGS, "it is never enough"
            await asyncio.sleep(self._rng.uniform(0, longest_pause_s))
            swing = self._store.save_swing(sample_swing(number), sample_poses(number % 5))
            self.captured[swing.swing_id] = ["result", "keypoints"]
            if number % 2:
                self._store.attach_clip(
                    swing.swing_id, record_clip(self._store.incoming / "recording.mp4", number % 5)
                )
                self.captured[swing.swing_id].append("clip")

    @property
    def synced(self) -> int:
        """Deliveries that the device believes the cloud to have."""
        assert self._ledger is not None
        return self._ledger.balance().synced

    def is_drained(self) -> bool:
        assert self._ledger is not None and self._task is not None
        if self._task.done():
            self._task.result()
            raise AssertionError("sync ended by itself")
        outbox = sum(self._store.counts().outbox.values())
        balance = self._ledger.balance()
        return balance.queued == 0 and balance.captured == outbox

    async def stop(self) -> None:
        self._stop.set()
        if self._task is not None:
            await self._task
        if self._ledger is not None:
            self._ledger.audit()
            assert self._ledger.balance().dead_lettered == self._ledger.balance().evicted == 0
            self._ledger.close()
        self._store.close()


async def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + DRAIN_LIMIT_S
    while not condition():
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.1)


async def play(
    folder: Path,
    devices: list[str],
    url: str,
    through: str,
    least: int,
    longest_pause_s: float,
    enough: Callable[[], bool],
    heal: Callable[[], None],
) -> dict[str, list[str]]:
    """Let devices (one a claim code) join the cloud at `url` and play through `through`, then heal and drain.

    Each goes on for at least so many swings, and until it is enough. Returns what they captured.
    """
    fleet = [Device(folder, number) for number in range(len(devices))]
    try:
        for device, code in zip(fleet, devices, strict=True):
            await device.start(url, code)
            device.reroute(url, through)
        await asyncio.gather(*(device.play(least, longest_pause_s, enough) for device in fleet))
        heal()
        for device in fleet:
            await until(device.is_drained, "the devices are not drained")
    finally:
        for device in fleet:
            await device.stop()
    return {swing_id: kinds for device in fleet for swing_id, kinds in device.captured.items()}
