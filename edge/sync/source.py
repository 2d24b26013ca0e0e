"""What sync reads of the bay: its outbox, the swings in it and their files. Nothing here writes."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge.store.epoch import boot_id
from edge.store.files import ContentFolder
from edge.store.outbox import SWINGS, SWINGS_NAME
from edge.store.poses import OLD_SUFFIX, SUFFIX, as_coded
from edge.store.reading import read_only
from edge.sync.ledger import Delivery
from swingvision.delivery import MOST_BODY_BYTES, SCHEMA_VERSION, ClipAnnouncement, Item

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Unsendable:
    """gone: there is nothing left to send. Otherwise what is there is not what was saved."""

    gone: bool
    reason: str


NO_FILE = Unsendable(True, "its file is no longer on the device")
OTHER_FILE = Unsendable(False, "its file is not what was saved")


class Source:
    """A data folder of a bay. Reading its database raises StoreFailed while it cannot be read."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._database = data_dir / SWINGS_NAME
        incoming = data_dir / "incoming"
        self.clips = ContentFolder(data_dir / "clips", incoming, ".mp4")
        self.poses = ContentFolder(data_dir / "poses", incoming, SUFFIX, OLD_SUFFIX)

    def exists(self) -> bool:
        return self._database.exists()

    def outbox(self, after: tuple[int, str] | None) -> list[dict[str, Any]]:
        """The next rows of the outbox, AT_ONCE at most.

        after: the last row that was read. Where that row is not there any more, the outbox is another one or
        was cut, so reading begins anew.
        """
        with read_only(self._database, SWINGS, "reading the outbox") as db:
            found = after is not None and db.table("outbox").count_where(
                "seq = ? AND delivery_id = ?", list(after)
            )
            rows = db.query(
                "SELECT boot_epoch, seq, delivery_id, swing_id, class AS kind,"
                " body_sha256 AS sha256, created_ms, body"
                " FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?",
                [after[0] if after is not None and found else 0, AT_ONCE],
            )
            return list(rows)

    def boot_epoch(self) -> int | None:
        """The bay's epoch of this very boot; None before its first swing of this boot."""
        with read_only(self._database, SWINGS, "reading the epoch") as db:
            row = db.execute("SELECT boot_epoch FROM epoch WHERE boot_id = ?", [boot_id()]).fetchone()
            return None if row is None else int(row[0])

    def present(self, swing_ids: Iterable[str]) -> set[str]:
        """Which of these swings the bay still has."""
        with read_only(self._database, SWINGS, "looking for swings") as db:
            return {
                swing_id
                for swing_id in swing_ids
                if db.table("swing").count_where("swing_id = ?", [swing_id])
            }

    def items(self, deliveries: Sequence[Delivery]) -> Iterator[tuple[Delivery, Item | Unsendable]]:
        """As they travel, each when it is asked for. Raises StoreFailed before the first."""
        results = self._results([one.swing_id for one in deliveries if one.kind == "result"])
        return ((one, self._item(one, results)) for one in deliveries)

    def _item(self, delivery: Delivery, results: Mapping[str | None, str]) -> Item | Unsendable:
        body = self._body(delivery, results)
        if isinstance(body, Unsendable):
            return body
        if len(body) > MOST_BODY_BYTES:
            return Unsendable(False, f"{len(body)} bytes are more than a delivery may have")
        return Item(
            delivery_id=delivery.delivery_id,
            boot_epoch=delivery.boot_epoch,
            seq=delivery.seq,
            kind=delivery.kind,
            schema_version=SCHEMA_VERSION,
            swing_id=delivery.swing_id,
            created_at_ms=delivery.created_ms,
            body_sha256=hashlib.sha256(body.encode()).hexdigest(),
            body=body,
        )

    def _body(self, delivery: Delivery, results: Mapping[str | None, str]) -> str | Unsendable:
        match delivery.kind:
            case "telemetry" | "claim":
                return delivery.body or "{}"
            case "result":
                return _as_saved(results.get(delivery.swing_id), delivery)
            case "clip":
                return self._announcement(delivery)
        return self._keypoints(delivery)

    def _announcement(self, delivery: Delivery) -> str | Unsendable:
        try:
            size_bytes = self.file(delivery).stat().st_size
        except FileNotFoundError:
            return NO_FILE
        if not size_bytes or delivery.swing_id is None:
            return Unsendable(False, "its file is empty")
        return ClipAnnouncement(
            swing_id=delivery.swing_id, sha256=delivery.sha256, size_bytes=size_bytes
        ).model_dump_json()

    def _keypoints(self, delivery: Delivery) -> str | Unsendable:
        try:
            content = self.file(delivery).read_bytes()
        except FileNotFoundError:
            return NO_FILE
        if hashlib.sha256(content).hexdigest() != delivery.sha256:
            return OTHER_FILE
        try:
            return base64.b64encode(as_coded(content)).decode()
        except ValueError as error:
            return Unsendable(False, str(error))

    def file(self, delivery: Delivery) -> Path:
        folder = self.clips if delivery.kind == "clip" else self.poses
        return folder.path(delivery.sha256)

    def _results(self, swing_ids: Sequence[str | None]) -> dict[str | None, str]:
        if not swing_ids:
            return {}
        marks = ", ".join("?" for _ in swing_ids)
        with read_only(self._database, SWINGS, "reading swings") as db:
            found = db.execute(f"SELECT swing_id, body FROM swing WHERE swing_id IN ({marks})", swing_ids)
            return {str(swing_id): str(body) for swing_id, body in found}


def _as_saved(body: str | None, delivery: Delivery) -> str | Unsendable:
    if body is None:
        return Unsendable(True, "the swing is no longer on the device")
    if hashlib.sha256(body.encode()).hexdigest() != delivery.sha256:
        return Unsendable(False, "the swing is not what was saved")
    return body
