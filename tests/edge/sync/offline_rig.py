"""Two weeks without the cloud, then back: days of swings, a boot and a clock jump each, and then the drain.

    python -m tests.edge.sync.offline_rig DATA URL DAYS SWINGS_A_DAY

Prints as JSON: ids in their order, those that were saved during the drain with the seconds each took to be
delivered, and how much the memory of this process grew while it drained.
"""

import asyncio
import json
import random
import sys
import time
from pathlib import Path

import edge.store.epoch
import edge.store.outbox
from edge.store import Store
from edge.sync.ledger import Ledger
from edge.sync.pace import Pace
from edge.sync.program import Sync
from swingvision.log import configure
from tests.edge.samples import sample_poses, sample_swing
from tests.edge.sync.road import joined_at

EAGER = Pace(poll_s=0.02, housekeeping_s=0.5, first_wait_s=0.05, longest_wait_s=0.5)
YEAR_MS = 365 * 86_400_000
LIVE_SWINGS, DRAIN_LIMIT_S = 20, 900.0


def saved_in_days(data: Path, days: int, swings: int) -> list[str]:
    """Every day the board boots and its clock is somewhere else; ids in the order of saving."""
    rng, ids = random.Random(days), []
    for day in range(days):
        boot = data.parent / f"boot-{day}"
        boot.write_text(f"boot {day}")
        edge.store.epoch.BOOT_ID = boot
        jump_ms = rng.randrange(-20 * YEAR_MS, 20 * YEAR_MS)
        vars(edge.store.outbox)["time"] = _Clock(jump_ms)
        store = Store.open(data)
        ids += [
            store.save_swing(
                sample_swing(number), sample_poses(number % 5) if number % 10 == 0 else None
            ).swing_id
            for number in range(1, swings + 1)
        ]
        store.close()
    vars(edge.store.outbox)["time"] = time
    return ids


class _Clock:
    def __init__(self, jump_ms: int) -> None:
        self._jump_ns = jump_ms * 1_000_000

    def time_ns(self) -> int:
        return time.time_ns() + self._jump_ns


async def drained(data: Path) -> tuple[list[tuple[str, float]], int]:
    """Deliver everything while new swings come; those with their seconds, and bytes by which memory grew."""
    store, ledger = Store.open(data), Ledger.open(data)
    # A few minutes for two weeks of swings, so that live ones have a backlog to wait behind.
    sync, stop = Sync(ledger, 2_000_000, 1, EAGER), asyncio.Event()
    before = _memory_bytes()
    live: list[tuple[str, float]] = []
    running = asyncio.create_task(sync.run(stop))
    most = before
    while ledger.balance().queued or not ledger.balance().synced or len(live) < LIVE_SWINGS:
        await asyncio.sleep(0.05)
        most = max(most, _memory_bytes())
        if len(live) < LIVE_SWINGS:
            live.append(await _live(store, ledger))
    stop.set()
    await running
    ledger.audit()
    ledger.close()
    store.close()
    return live, most - before


async def _live(store: Store, ledger: Ledger) -> tuple[str, float]:
    """Save a swing now; its id, and the seconds until the cloud had its result."""
    swing_id = store.save_swing(sample_swing(1), None).swing_id
    saved_s = time.monotonic()
    while True:
        with ledger.transaction("looking for a live swing") as db:
            where = "swing_id = ? AND kind = 'result' AND state = 'synced'"
            if db.table("delivery").count_where(where, [swing_id]):
                return swing_id, time.monotonic() - saved_s
        assert time.monotonic() - saved_s < DRAIN_LIMIT_S
        await asyncio.sleep(0.01)


def _memory_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def main(data: Path, url: str, days: int, swings: int) -> None:
    ids = saved_in_days(data, days, swings)
    joined_at(data, url)
    live, grown = asyncio.run(drained(data))
    print(json.dumps({"swings": ids, "live": live, "grown_bytes": grown}))


if __name__ == "__main__":
    configure("json")
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
