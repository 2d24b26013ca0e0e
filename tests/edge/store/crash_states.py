"""Open states that a power cut may leave with the product's own SQLite, and say what is wrong with them."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from edge.store.opening import open_database
from edge.store.outbox import SWINGS
from edge.store.sync_schema import SYNC
from swingvision.pose_codec import decode
from tests.helpers.cloud.server import running
from tests.helpers.disk.recording import Recording, record
from tests.helpers.disk.states import Cuts, Pool, State

SWINGS_RECORDED = 8
PROGRAM = [sys.executable, "-m", "tests.edge.store.crash_recorded"]


def recorded(root: Path, *words: str, swings: int = SWINGS_RECORDED) -> Recording:
    """What the bay's store, and sync where words name a cloud, do to their files."""
    root.mkdir()
    env = {key: value for key, value in os.environ.items() if not key.upper().endswith("_PROXY")}
    return record([*PROGRAM, str(root), str(swings), *words], root, env)


def with_sync(root: Path) -> Recording:
    with running() as cloud:
        return recorded(root, f"cloud={cloud.url}")


@dataclass
class Identities:
    """The identity that each delivery had in the end; one that differs after a cut would be a double."""

    by_delivery: dict[tuple[str, str], tuple[str, int, int]]

    @classmethod
    def of(cls, cuts: Cuts, folder: Path) -> "Identities":
        with tempfile.TemporaryDirectory(dir=folder) as root:
            cuts.everything().write(Path(root), Pool(folder))
            db = open_database(Path(root) / "data" / "swings.db", SWINGS)
            found = cls(_identities(db))
            db.close()
            return found


def wrong(state: State, root: Path, pool: Pool, identities: Identities) -> list[str]:
    """What a power cut in this state has cost, in words."""
    state.write(root, pool)
    data = root / "data"
    data.mkdir(exist_ok=True)
    db = open_database(data / "swings.db", SWINGS)
    try:
        found = [*_lost(db, data, state.said), *_changed(db, identities)]
    finally:
        db.close()
    if (data / "sync.db").exists():
        found += _sync_is_whole(data)
    found += [f"{path.name} was moved aside" for path in data.glob("*.damaged-*")]
    return found


def _lost(db: Database, data: Path, said: Iterable[str]) -> Iterator[str]:
    rows = {row["swing_id"]: row for row in db.table("swing").rows}
    posted = {(row["swing_id"], row["class"]) for row in db.table("outbox").rows}
    for swing_id, row in rows.items():
        if not _is_whole(data / "poses" / f"{row['poses_sha256']}.poses", row["poses_sha256"]):
            yield f"{swing_id} has no whole poses"
        if row["clip_sha256"] and not _is_whole(
            data / "clips" / f"{row['clip_sha256']}.mp4", row["clip_sha256"]
        ):
            yield f"{swing_id} has no whole clip"
        kinds = {"result", "keypoints"} | ({"clip"} if row["clip_sha256"] else set())
        if {kind for kind in ("result", "keypoints", "clip") if (swing_id, kind) in posted} != kinds:
            yield f"{swing_id} is not to be delivered whole"
    for line in said:
        what, _, swing_id = line.partition(" ")
        if swing_id not in rows:
            yield f"{swing_id} is lost"
        elif what == "clip" and rows[swing_id]["clip_sha256"] is None:
            yield f"{swing_id} lost its clip"


def _changed(db: Database, identities: Identities) -> Iterator[str]:
    for delivery, identity in _identities(db).items():
        if identities.by_delivery.get(delivery) != identity:
            yield f"{delivery} would be delivered twice"


def _identities(db: Database) -> dict[tuple[str, str], tuple[str, int, int]]:
    rows = db.execute("SELECT swing_id, class, delivery_id, boot_epoch, seq FROM outbox")
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in rows}


def _sync_is_whole(data: Path) -> Iterator[str]:
    """Its account balances, and it never says of a delivery that it is synced when it is not."""
    db = open_database(data / "sync.db", SYNC)
    try:
        account = dict(db.execute("SELECT name, deliveries FROM account").fetchall())
        counted = dict(db.execute("SELECT state, COUNT(*) FROM delivery GROUP BY state").fetchall())
        if account["captured"] != sum(counted.values()):
            yield f"the account {account} does not balance with {counted}"
        if any(account[state] != count for state, count in counted.items()):
            yield f"the account {account} is not that of {counted}"
    finally:
        db.close()


_known: dict[tuple[int, int], str] = {}


def _is_whole(path: Path, sha256: str) -> bool:
    """Read once for each copy of the pool: most states share them."""
    try:
        found = path.stat()
        key = (found.st_dev, found.st_ino)
        if key not in _known:
            content = path.read_bytes()
            _known[key] = hashlib.sha256(content).hexdigest()
            if path.suffix == ".poses" and _known[key] == sha256:
                decode(content)
        return _known[key] == sha256
    except OSError:
        return False


def check(cuts: Cuts, folder: Path, seeds: Iterable[int], wanted: int) -> tuple[int, list[str]]:
    """Check states until `wanted` different ones were; how many, and what was wrong with the first bad."""
    (pool_folder := folder / "pool").mkdir(exist_ok=True)
    pool, identities = Pool(pool_folder), Identities.of(cuts, pool_folder)
    seen: set[int] = set()
    found: list[str] = []
    for seed in seeds:
        state = cuts.state(seed)
        if (number := state.number()) in seen:
            continue
        seen.add(number)
        with tempfile.TemporaryDirectory(dir=folder) as root:
            found += [f"state {seed}: {words}" for words in wrong(state, Path(root), pool, identities)]
        if len(seen) >= wanted or len(found) > 20:
            break
    return len(seen), found


def memory_folder() -> str | None:
    """In memory where there is such a folder: the states are many, and no test of the disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
