"""How sync is doing, read from the disk: the same answer whether it runs or not."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from edge.store.reading import read_only
from edge.store.sync_schema import SYNC, SYNC_NAME
from edge.sync.identity import IdentityError, load_identity
from swingvision.delivery import Balance


@dataclass(frozen=True, slots=True)
class SyncReport:
    balance: Balance
    queued: Mapping[str, int]
    oldest_unsent_ms: int | None
    last_success_ms: int | None
    clock_offset_ms: int
    alarm: str | None


def report(data_dir: Path) -> SyncReport | None:
    """None before sync first ran. Raises StoreFailed where its database cannot be read now."""
    path = data_dir / SYNC_NAME
    if not path.exists():
        return None
    with read_only(path, SYNC, "reading how sync is doing") as db:
        queued = db.execute("SELECT kind, COUNT(*) FROM delivery WHERE state = 'queued' GROUP BY kind")
        queue = {str(kind): int(count) for kind, count in queued}
        oldest = db.execute(
            "SELECT created_ms FROM delivery WHERE state = 'queued' ORDER BY nr LIMIT 1"
        ).fetchone()
        memory = dict(db.execute("SELECT name, value FROM memory").fetchall())
        account = dict(db.execute("SELECT name, deliveries FROM account").fetchall())
    success = memory.get("last_success_ms")
    return SyncReport(
        balance=Balance(**account),
        queued=queue,
        oldest_unsent_ms=None if oldest is None else int(oldest[0]),
        last_success_ms=None if success is None else int(success),
        clock_offset_ms=int(memory.get("clock_offset_ms", 0)),
        alarm=memory.get("alarm"),
    )


def deliveries(data_dir: Path, state: str, limit: int) -> list[dict[str, Any]]:
    """The oldest in this state. Raises StoreFailed where sync's database cannot be read now."""
    with read_only(data_dir / SYNC_NAME, SYNC, "listing deliveries") as db:
        return list(
            db.query(
                "SELECT delivery_id, kind, swing_id, created_ms, announced, reason FROM delivery"
                " WHERE state = ? ORDER BY nr LIMIT ?",
                [state, limit],
            )
        )


def lines(data_dir: Path) -> list[tuple[str, str]]:
    """For people: name and value. Times are by the cloud's clock where it told its difference."""
    said = [("cloud", _cloud(data_dir))]
    found = report(data_dir)
    if found is None:
        return [*said, ("queue", "sync has not run yet")]
    waiting = ", ".join(f"{kind} {count}" for kind, count in found.queued.items())
    said += [
        ("queue", f"{found.balance.queued}" + (f" ({waiting})" if waiting else "")),
        ("oldest", _when(found.oldest_unsent_ms, found)),
        ("success", _when(found.last_success_ms, found)),
        ("evicted", str(found.balance.evicted)),
        ("dead", str(found.balance.dead_lettered)),
        ("synced", f"{found.balance.synced} of {found.balance.captured}"),
    ]
    return said if found.alarm is None else [*said, ("ALARM", found.alarm)]


def _cloud(data_dir: Path) -> str:
    try:
        identity = load_identity(data_dir)
    except IdentityError as error:
        return str(error)
    return "not joined" if identity is None else f"{identity.cloud_url} as {identity.bay_name}"


def when(at_ms: int) -> str:
    try:
        return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return f"at no time of this calendar ({at_ms} ms)"


def _when(at_ms: int | None, found: SyncReport) -> str:
    if at_ms is None:
        return "none"
    ago_s = max(0, round(time.time() - at_ms / 1000))
    return f"{when(at_ms + found.clock_offset_ms)}, {ago_s} s ago"
