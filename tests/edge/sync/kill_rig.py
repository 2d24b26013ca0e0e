"""A bay that saves and a sync that delivers, both killed with signal 9 at random moments, again and again.

    python -m tests.edge.sync.kill_rig DATA URL KILLS SEED [assume]

Each is a process of its own, forked from this one, so that a new one is there within milliseconds. DATA/said
has a line for each acknowledged swing and clip; a life lasts for a random number of them, however slow the
machine is. With `assume` sync counts a batch as delivered before it is sent, and so late does it send that
the kill comes first: what the checker has to notice.
"""

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from swingvision.log import configure
from edge.camera.capture import _die_with_parent
from edge.store import Store
from edge.sync.ledger import Ledger, Outcome
from edge.sync.pace import Pace
from edge.sync.program import Sync
from edge.sync.uplink import Connection
from swingvision.delivery import Batch, BatchAnswer
from tests.edge.samples import record_clip, sample_poses, sample_swing
from tests.edge.sync.road import joined_at
from tests.edge.waiting import until

EAGER = Pace(poll_s=0.01, housekeeping_s=0.05, first_wait_s=0.02, longest_wait_s=0.2, answer_limit_s=10.0)
# A life: so many acknowledgements at most, and then so long.
MOST_SAID, LONGEST_REST_S = 8, 0.05
DRAIN_LIMIT_S = LIFE_LIMIT_S = 300.0


def bay(data: Path) -> None:
    """Save swings until killed."""
    store = Store.open(data)
    said = os.open(data / "said", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number in range(1, 10_000):
        swing = store.save_swing(sample_swing(number), sample_poses(number % 5))
        os.write(said, f"swing {swing.swing_id}\n".encode())
        if number % 3 == 0:
            store.attach_clip(swing.swing_id, record_clip(store.incoming / "recording.mp4", number % 5))
            os.write(said, f"clip {swing.swing_id}\n".encode())
        time.sleep(0.01)


def sync(data: Path) -> None:
    """Deliver until killed."""
    ledger = Ledger.open(data)
    ledger.audit()
    asyncio.run(Sync(ledger, 1e9, 1, EAGER).run(asyncio.Event()))


def drain(data: Path) -> None:
    """Deliver until nothing is queued."""

    async def delivering(ledger: Ledger) -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(Sync(ledger, 1e9, 1, EAGER).run(stop))
        deadline = time.monotonic() + DRAIN_LIMIT_S
        await asyncio.sleep(0.1)
        while ledger.balance().queued:
            assert time.monotonic() < deadline, f"not drained: {ledger.balance()}"
            await asyncio.sleep(0.05)
        stop.set()
        await running

    ledger = Ledger.open(data)
    asyncio.run(delivering(ledger))
    ledger.audit()
    ledger.close()


def forked(work: Callable[[Path], None], data: Path) -> int:
    """A process that does this work; its id. It ends with this one, should a run be stopped in the middle."""
    if child := os.fork():
        return child
    _die_with_parent()
    try:
        work(data)
    except BaseException as error:
        print(f"{work.__name__} failed: {error!r}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def killed(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "it had ended by itself"


def wait_for_more(data: Path, lines: int) -> None:
    """Until the bay has acknowledged so much more."""
    before = acknowledged(data)
    until(lambda: acknowledged(data) >= before + lines, LIFE_LIMIT_S, "the bay saves")


def acknowledged(data: Path) -> int:
    said = data / "said"
    return said.read_bytes().count(b"\n") if said.exists() else 0


def assume_delivered() -> None:
    async def deliver(self: Connection, batch: Batch) -> BatchAnswer:
        ASSUMING.settle(Outcome(item.delivery_id, "synced") for item in batch.items)
        await asyncio.Event().wait()
        raise AssertionError("the kill comes first")

    opened = Ledger.open.__func__  # type: ignore[attr-defined]

    def remembered(cls: type[Ledger], data: Path) -> Ledger:
        global ASSUMING
        ASSUMING = opened(cls, data)
        return ASSUMING

    Ledger.open = classmethod(remembered)  # type: ignore[method-assign, assignment]
    Connection.deliver = deliver  # type: ignore[method-assign]


ASSUMING: Ledger


def main(data: Path, url: str, kills: int, seed: int) -> None:
    rng = random.Random(seed)
    data.mkdir(parents=True, exist_ok=True)
    record_clips_once(data)
    joined_at(data, url)
    children = {work: forked(work, data) for work in (bay, sync)}
    for number in range(kills):
        wait_for_more(data, rng.randint(1, MOST_SAID))
        time.sleep(rng.uniform(0.0, LONGEST_REST_S))
        victims = rng.choice([(bay,), (sync,), (bay, sync)])
        for work in victims:
            killed(children[work])
        if number < kills - 1:
            children |= {work: forked(work, data) for work in victims}
        else:
            for work in set(children) - set(victims):
                killed(children[work])
    Store.open(data).close()
    child = forked(drain, data)
    _, status = os.waitpid(child, 0)
    assert status == 0, "the last sync failed"


def record_clips_once(data: Path) -> None:
    """The five clips of the samples are made here, before there are children."""
    for seed in range(5):
        record_clip(data / "clip.mp4", seed)
    (data / "clip.mp4").unlink()


if __name__ == "__main__":
    configure("json")
    if "assume" in sys.argv[5:]:
        assume_delivered()
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
