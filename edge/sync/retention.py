"""Room on the disk: what is least missed goes first, what the cloud has before what it has not.

Results stay: rows are small, and removing them gives no room back. What goes unsent leaves a row that says so
(a tombstone) and is told to the cloud.
"""

import json
import shutil
from collections.abc import Callable

import structlog

from edge.store.files import fsync_folder
from edge.sync.ledger import Delivery, Ledger, Outcome
from edge.sync.source import Source

log = structlog.get_logger()

# The kiosk shows the session's ten newest; a few more, because a clip is kept before it is looked at.
KEPT_SWINGS = 12
ORDER = (
    ("clip", "synced"),
    ("keypoints", "synced"),
    ("clip", "evicted"),
    ("keypoints", "evicted"),
    ("clip", "dead_lettered"),
    ("keypoints", "dead_lettered"),
    ("clip", "queued"),
    ("keypoints", "queued"),
)
AT_ONCE = 50


class Retention:
    """floor_bytes: free room that is never given up for swings."""

    def __init__(
        self,
        ledger: Ledger,
        source: Source,
        floor_bytes: int,
        free_bytes: Callable[[], int] | None = None,
    ) -> None:
        self._ledger, self._source, self._floor_bytes = ledger, source, floor_bytes
        self._free_bytes = free_bytes or (lambda: shutil.disk_usage(source.data_dir).free)

    def make_room(self) -> int:
        """Remove files until the floor is free again; how many went. Raises StoreError and OSError."""
        removed = 0
        lost: list[Delivery] = []
        kept = self._ledger.newest_swings(KEPT_SWINGS)
        for kind, state in ORDER:
            if self._free_bytes() >= self._floor_bytes:
                break
            for one in self._ledger.with_file(kind, state, AT_ONCE + 2 * KEPT_SWINGS):
                if self._free_bytes() >= self._floor_bytes or removed >= AT_ONCE:
                    break
                if one.swing_id not in kept:
                    self._remove(one)
                    removed += 1
                    lost += [one] if state == "queued" else []
        if removed:
            log.warning("files removed for room", files=removed, not_delivered=len(lost))
        if lost:
            self._tell(lost)
        return removed

    def _remove(self, one: Delivery) -> None:
        """The file first: on a full disk nothing can be written before. A missing file counts as evicted."""
        if self._ledger.file_users(one.sha256) == 1:
            path = self._source.file(one)
            path.unlink(missing_ok=True)
            fsync_folder(path.parent)
        with self._ledger.transaction("evicting"):
            self._ledger.settle([Outcome(one.delivery_id, "evicted", "no room on the device")])
            self._ledger.file_is_gone(one.delivery_id)

    def _tell(self, lost: list[Delivery]) -> None:
        tombstones = [
            {"delivery_id": one.delivery_id, "swing_id": one.swing_id, "kind": one.kind} for one in lost
        ]
        self._ledger.report(json.dumps({"event": "evicted", "deliveries": tombstones}))
