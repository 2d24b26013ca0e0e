"""What is to be delivered: of a swing, rows that are written with it, in its transaction; and claim codes."""

import hashlib
import time
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from edge.store.epoch import current_epoch
from edge.store.migrations import APPLICATION_ID, MIGRATIONS, Schema
from swingvision.uuid7 import uuid7

SWINGS_NAME = "swings.db"
OutboxClass = Literal["result", "keypoints", "clip"]


def post(db: Database, folder: Path, swing_id: str, kind: OutboxClass, body_sha256: str) -> None:
    """Note a delivery, with the identity that it keeps: (device, boot_epoch, seq) and a UUIDv7."""
    _post(db, folder, {"swing_id": swing_id, "class": kind, "body_sha256": body_sha256})


def post_claim(db: Database, folder: Path, body: str) -> None:
    """Note that a code is to be delivered; body: JSON of a swingvision.delivery.ClaimCode."""
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    _post(db, folder, {"class": "claim", "body_sha256": sha256, "body": body})


def _post(db: Database, folder: Path, said: dict[str, str]) -> None:
    identity = {"boot_epoch": current_epoch(db, folder), "delivery_id": uuid7()}
    db.table("outbox").insert({**identity, **said, "created_ms": time.time_ns() // 1_000_000})


def _mend(db: Database, folder: Path) -> None:
    """Rescued rows refer to rows that were not."""
    db.execute(
        "INSERT OR IGNORE INTO session (session_id, started_ms)"
        " SELECT session_id, MIN(captured_at_ms) FROM swing GROUP BY session_id"
    )
    db.execute("DELETE FROM outbox WHERE swing_id NOT IN (SELECT swing_id FROM swing)")
    _post_what_is_missing(db, folder)


def _post_what_is_missing(db: Database, folder: Path) -> None:
    """A rescued swing whose outbox row was not is delivered once more: the cloud knows it by its id."""
    for row in list(db.query("SELECT swing_id, body, poses_sha256, clip_sha256 FROM swing ORDER BY seq")):
        posted = {
            kind for (kind,) in db.execute("SELECT class FROM outbox WHERE swing_id = ?", [row["swing_id"]])
        }
        bodies: dict[OutboxClass, str | None] = {
            "result": hashlib.sha256(row["body"].encode()).hexdigest(),
            "keypoints": row["poses_sha256"],
            "clip": row["clip_sha256"],
        }
        for kind, sha256 in bodies.items():
            if sha256 is not None and kind not in posted:
                post(db, folder, row["swing_id"], kind, sha256)


SWINGS = Schema(APPLICATION_ID, MIGRATIONS, tables=("session", "swing", "outbox"), mend=_mend)
