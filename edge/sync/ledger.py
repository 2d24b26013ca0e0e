"""sync.db: every delivery is in one state, and captured = synced + queued + evicted + dead-lettered."""

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from sqlite_utils import Database as Tables

from edge.store.database import Database
from edge.store.epoch import current_epoch
from edge.store.lock import FolderLock
from edge.store.sync_schema import STATES, SYNC, SYNC_NAME
from swingvision.delivery import Balance
from swingvision.uuid7 import uuid7

State = Literal["queued", "synced", "evicted", "dead_lettered"]
# Telemetry that nobody fetched: the oldest goes.
MOST_TELEMETRY = 1000


class OutOfBalance(Exception):
    """A delivery is in no state or in two: a bug, which must not be hidden by going on."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of `delivery` (edge/store/sync_schema.py)."""

    nr: int
    delivery_id: str
    boot_epoch: int
    seq: int
    kind: str
    swing_id: str | None
    sha256: str
    created_ms: int
    body: str | None
    state: str
    announced: int
    upload_url: str | None
    reason: str | None
    settled_ms: int | None
    file_gone: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery. announced: a clip's announcement went through, its bytes are still to go."""

    delivery_id: str
    state: State
    reason: str | None = None
    announced: bool = False


class Ledger:
    """The one connection that writes sync.db. Raises StoreFull and StoreFailed like the bay's store."""

    def __init__(self, data_dir: Path, lock: FolderLock) -> None:
        self.data_dir, self._lock = data_dir, lock
        self._database = Database(data_dir / SYNC_NAME, SYNC)

    @classmethod
    def open(cls, data_dir: Path) -> Self:
        """Raises StoreRefused where another sync works on this folder."""
        return cls(data_dir, FolderLock(data_dir, "sync.lock", "sync"))

    def close(self) -> None:
        self._database.close()
        self._lock.release()

    def learn(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Take deliveries over from the bay's outbox, in its order; those known already change nothing."""
        with self._transaction("noting deliveries") as db:
            for row in rows:
                if db.table("delivery").count_where("delivery_id = ?", [row["delivery_id"]]):
                    continue
                db.table("delivery").insert({**_noted(row), **_delivered_before(db, row)})
            db.execute("DELETE FROM source")
            db.table("source").insert({"seq": rows[-1]["seq"], "delivery_id": rows[-1]["delivery_id"]})

    def source(self) -> tuple[int, str] | None:
        """seq and delivery_id of the last row that was taken over."""
        with self._transaction("reading how far the outbox was read") as db:
            row = db.execute("SELECT seq, delivery_id FROM source").fetchone()
        return None if row is None else (int(row[0]), str(row[1]))

    def last_nr(self) -> int:
        with self._transaction("reading the last delivery") as db:
            return int(db.execute("SELECT COALESCE(MAX(nr), 0) FROM delivery").fetchone()[0])

    def queued(self, kind: str, limit: int, *, after: int = 0, upto: int | None = None) -> list[Delivery]:
        """To be sent, oldest first: nr above `after` and up to `upto`. Of clips: those to be announced."""
        where = "state = 'queued' AND kind = ? AND nr > ? AND nr <= ? AND announced = 0"
        return self._deliveries(where, [kind, after, 2**62 if upto is None else upto], "nr", limit)

    def announced_clips(self, limit: int, live_after: int) -> list[Delivery]:
        """Clips whose bytes are to go: new ones first, then the backlog from its oldest."""
        where = "state = 'queued' AND kind = 'clip' AND announced = 1"
        return self._deliveries(where, [], f"nr <= {int(live_after)}, nr", limit)

    def in_state(self, state: str, limit: int) -> list[Delivery]:
        return self._deliveries("state = ?", [state], "nr", limit)

    def with_file(self, kind: str, state: str, limit: int) -> list[Delivery]:
        """Those that hold a file on the disk, oldest first."""
        return self._deliveries("state = ? AND kind = ? AND file_gone = 0", [state, kind], "nr", limit)

    def still_queued(self, delivery_id: str) -> bool:
        return bool(self._deliveries("delivery_id = ? AND state = 'queued'", [delivery_id], "nr", 1))

    def newest_swings(self, count: int) -> set[str]:
        """Those on the screen are among them."""
        with self._transaction("reading the newest swings") as db:
            rows = db.execute(
                "SELECT swing_id FROM delivery WHERE kind = 'result' ORDER BY nr DESC LIMIT ?", [count]
            )
            return {str(row[0]) for row in rows}

    def file_users(self, sha256: str) -> int:
        with self._transaction("counting the users of a file") as db:
            return int(db.table("delivery").count_where("sha256 = ? AND file_gone = 0", [sha256]))

    def settle(self, outcomes: Iterable[Outcome]) -> None:
        """Note what became of deliveries. What is settled already stays as it is."""
        with self._transaction("noting what became of deliveries") as db:
            for outcome in outcomes:
                _settle(db, outcome)

    def remember_upload(self, delivery_id: str, url: str | None) -> None:
        with self._transaction("noting an upload") as db:
            db.execute("UPDATE delivery SET upload_url = ? WHERE delivery_id = ?", [url, delivery_id])

    def file_is_gone(self, delivery_id: str) -> None:
        with self._transaction("noting that a file is gone") as db:
            db.execute("UPDATE delivery SET file_gone = 1 WHERE delivery_id = ?", [delivery_id])

    def put_back(self, delivery_ids: Sequence[str] | None) -> int:
        """Dead letters to the queue again, all of them for None; how many."""
        return self._move(delivery_ids, "dead_lettered", "queued", None)

    def drop(self, delivery_ids: Sequence[str] | None, reason: str) -> int:
        """Give up what is queued or dead, all dead letters for None; how many."""
        dropped = self._move(delivery_ids, "dead_lettered", "evicted", reason)
        return dropped + (self._move(delivery_ids, "queued", "evicted", reason) if delivery_ids else 0)

    def drop_everything_queued(self, reason: str) -> int:
        return self._move(None, "queued", "evicted", reason)

    def report(self, body: str) -> None:
        """Queue a telemetry delivery of sync's own, in an epoch of sync's own."""
        with self._transaction("noting telemetry") as db:
            epoch = current_epoch(db, self.data_dir)
            last = db.execute(
                "SELECT COALESCE(MAX(seq), 0) FROM delivery WHERE boot_epoch = ?", [epoch]
            ).fetchone()[0]
            row = {
                "boot_epoch": epoch,
                "seq": last + 1,
                "delivery_id": uuid7(),
                "kind": "telemetry",
                "sha256": hashlib.sha256(body.encode()).hexdigest(),
                "created_ms": time.time_ns() // 1_000_000,
                "body": body,
                "file_gone": 1,
            }
            db.table("delivery").insert(row)
            waiting = db.table("delivery").count_where("kind = 'telemetry' AND state = 'queued'")
            for old in list(
                db.query(
                    "SELECT delivery_id FROM delivery WHERE kind = 'telemetry' AND state = 'queued'"
                    " ORDER BY nr LIMIT ?",
                    [max(0, waiting - MOST_TELEMETRY)],
                )
            ):
                _settle(db, Outcome(old["delivery_id"], "evicted", "more telemetry than is kept"))

    def balance(self) -> Balance:
        """Raises OutOfBalance when it does not balance."""
        with self._transaction("balancing the account") as db:
            account = {name: int(n) for name, n in db.execute("SELECT name, deliveries FROM account")}
        balance = Balance(**account)
        if balance.captured != balance.synced + balance.queued + balance.evicted + balance.dead_lettered:
            raise OutOfBalance(f"the account of deliveries does not balance: {balance}")
        return balance

    def audit(self) -> None:
        """Count every row against the account. Raises OutOfBalance."""
        with self._transaction("auditing the account") as db:
            counted = dict(db.execute("SELECT state, COUNT(*) FROM delivery GROUP BY state").fetchall())
        said = self.balance()
        rows = {"captured": sum(counted.values()), **{state: counted.get(state, 0) for state in STATES}}
        if said != Balance(**rows):
            raise OutOfBalance(f"the account says {said}, the rows are {rows}")

    def recall(self, name: str) -> str | None:
        with self._transaction("reading what is remembered") as db:
            row = db.execute("SELECT value FROM memory WHERE name = ?", [name]).fetchone()
        return None if row is None else str(row[0])

    def remember(self, name: str, value: str | None) -> None:
        """None forgets it."""
        with self._transaction("remembering") as db:
            db.execute("DELETE FROM memory WHERE name = ?", [name])
            if value is not None:
                db.table("memory").insert({"name": name, "value": value})

    @contextmanager
    def transaction(self, doing: str) -> Iterator[Tables]:
        """For what belongs together; every method above may be called in it."""
        with self._transaction(doing) as db:
            yield db

    def _transaction(self, doing: str) -> Any:
        return self._database.transaction(doing)

    def _deliveries(self, where: str, values: Sequence[Any], order: str, limit: int) -> list[Delivery]:
        with self._transaction("reading deliveries") as db:
            rows = db.query(
                f"SELECT * FROM delivery WHERE {where} ORDER BY {order} LIMIT ?", [*values, limit]
            )
            return [Delivery(**row) for row in rows]

    def _move(self, delivery_ids: Sequence[str] | None, state: str, to: State, reason: str | None) -> int:
        with self._transaction("moving deliveries") as db:
            where, values = "state = ?", [state]
            if delivery_ids is not None:
                where += f" AND delivery_id IN ({', '.join('?' for _ in delivery_ids)})"
                values += delivery_ids
            moved = db.execute(
                f"UPDATE delivery SET state = ?, reason = ?, settled_ms = NULL WHERE {where}",
                [to, reason, *values],
            )
            return int(moved.rowcount)


def _noted(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("boot_epoch", "seq", "delivery_id", "kind", "swing_id", "sha256", "created_ms", "body")
    return {**{name: row[name] for name in names}, "file_gone": int(row["kind"] in ("result", "claim"))}


def _delivered_before(db: Tables, row: Mapping[str, Any]) -> dict[str, Any]:
    """The same content of the same swing under another identity, which a rescued outbox brings along."""
    same = "swing_id = ? AND kind = ? AND sha256 = ? AND state = 'synced'"
    for before in db.table("delivery").rows_where(same, [row["swing_id"], row["kind"], row["sha256"]]):
        return {"state": "synced", "reason": f"delivered as {before['delivery_id']}"}
    return {}


def _settle(db: Tables, outcome: Outcome) -> None:
    db.execute(
        "UPDATE delivery SET state = ?, reason = ?, announced = MAX(announced, ?), settled_ms = ?"
        " WHERE delivery_id = ? AND state = 'queued'",
        [
            outcome.state,
            outcome.reason,
            int(outcome.announced),
            None if outcome.state == "queued" else time.time_ns() // 1_000_000,
            outcome.delivery_id,
        ],
    )
