"""The program whose files are recorded: the bay's store, and sync beside it when there is a cloud.

    python -m tests.edge.store.crash_recorded FOLDER SWINGS [cloud=URL] [normal] [no-folder-sync]

It prints `swing ID` and `clip ID` once that is acknowledged. The last two words are faults: WAL with
synchronous=NORMAL, and clips and poses that are renamed without a sync of their folder.
"""

import asyncio
import sys
from pathlib import Path

import edge.store.files
from swingvision.log import configure
from edge.store import Store
from edge.sync.joining import join
from edge.sync.ledger import Ledger
from edge.sync.program import Sync
from tests.edge.samples import record_clip, sample_poses, sample_swing

# Small, so that checkpoints come in the middle of it as they do in a day of swings.
CHECKPOINT_PAGES = 25


def main(folder: Path, swings: int, words: list[str]) -> None:
    if "no-folder-sync" in words:
        edge.store.files.fsync_folder = lambda folder: None
    urls = [word.partition("=")[2] for word in words if word.startswith("cloud=")]
    data = folder / "data"
    store = _opened(data, words)
    sync = _sync(data, urls[0]) if urls else None
    for number in range(1, swings + 1):
        swing = store.save_swing(sample_swing(number), sample_poses(number))
        print(f"swing {swing.swing_id}", flush=True)
        store.attach_clip(swing.swing_id, record_clip(store.incoming / "recording.mp4", number % 3))
        print(f"clip {swing.swing_id}", flush=True)
        if sync is not None and number % 2 == 0:
            asyncio.run(_deliver(sync))
        if number == swings // 2:
            store.close()
            store = _opened(data, words)
    store.close()
    if sync is not None:
        sync.ledger.close()


def _opened(data: Path, words: list[str]) -> Store:
    store = Store.open(data)
    with store._database.transaction("setting up") as db:
        db.conn.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    if "normal" in words:
        assert store._database._tables is not None
        store._database._tables.conn.execute("PRAGMA synchronous = NORMAL")
    return store


def _sync(data: Path, url: str) -> Sync:
    asyncio.run(join(data, "claim-code", url))
    return Sync(Ledger.open(data), drain_bytes_s=1e9, floor_bytes=1)


async def _deliver(sync: Sync) -> None:
    while await sync.batch_step() == 0 or await sync.clip_step() == 0:
        pass
    await sync.housekeeping_step()
    await sync._uplink.close()


if __name__ == "__main__":
    configure("json")
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
