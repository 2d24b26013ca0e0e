"""A bay's data folder, the sync beside it and a cloud: what the tests of the road drive, step by step."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from edge.store import Store
from edge.sync.instructions import to_acknowledge
from edge.sync.joining import join
from edge.sync.ledger import Ledger
from edge.sync.program import Sync
from swingvision.delivery import Balance
from tests.edge.samples import record_clip, sample_poses, sample_swing
from tests.helpers.cloud.server import Cloud

FLOOR = 1


def save(store: Store, number: int, *, clip: bool = True) -> str:
    """Save a swing as the bay does; its id."""
    swing = store.save_swing(sample_swing(number), sample_poses(number % 5))
    if clip:
        store.attach_clip(swing.swing_id, record_clip(store.incoming / "recording.mp4", number % 5))
    return swing.swing_id


def joined(data_dir: Path, cloud: Cloud, code: str = "claim-code") -> str:
    """Join the cloud; the device's id."""
    return joined_at(data_dir, cloud.url, code)


def joined_at(data_dir: Path, url: str, code: str = "claim-code") -> str:
    return asyncio.run(join(data_dir, code, url)).device_id


class Road:
    """One sync program, not running: `step` takes steps of its lanes until nothing is left to do."""

    def __init__(self, data_dir: Path, *, floor_bytes: int = FLOOR, drain_bytes_s: float = 1e9) -> None:
        self.ledger = Ledger.open(data_dir)
        self.sync = Sync(self.ledger, drain_bytes_s, floor_bytes)

    def __enter__(self) -> "Road":
        return self

    def __exit__(self, *_: object) -> None:
        self.ledger.close()

    def run(self, work: Callable[[], Any]) -> Any:
        async def working() -> Any:
            try:
                return await work()
            finally:
                await self.sync._uplink.close()

        return asyncio.run(working())

    def settle(self, rounds: int = 200) -> None:
        """Deliver until the lanes are idle, waiting for nothing."""

        async def deliver() -> None:
            self.sync._spoken_s = float("-inf")
            for _ in range(rounds):
                waits = [await self.sync.batch_step(), await self.sync.clip_step()]
                await self.sync.housekeeping_step()
                if min(waits) > 0 and not to_acknowledge(self.ledger):
                    return
            raise AssertionError("the road is never idle")

        self.run(deliver)

    def once(self) -> float:
        """One step of the lane of batches; the wait that it asks for."""

        async def step() -> float:
            self.sync._spoken_s = float("-inf")
            return await self.sync.batch_step()

        return float(self.run(step))

    @property
    def balance(self) -> Balance:
        self.ledger.audit()
        return self.ledger.balance()


def delivered(cloud: Cloud, *swing_ids: str, clip: bool = True) -> bool:
    """Whether each of these swings is in the cloud once, with everything that belongs to it."""
    received = cloud.state.received()
    kinds = ["clip", "keypoints", "result"] if clip else ["keypoints", "result"]
    return all(sorted(kind for kind, _ in received.get(one, [])) == kinds for one in swing_ids)
