"""The bay's memory: swings, their poses and clips, and what is to be delivered.

  swings.db   SQLite: session, swing, outbox (migrations.py)
  clips/      replays, faststart MP4, named by SHA-256
  poses/      pose series (poses.py), named by SHA-256
  incoming/   what is being written; emptied at start
  lock        held by the bay that uses the folder

A file is complete and on the disk before the row that names it, and a swing's row and its outbox rows are one
transaction. So whatever a power cut leaves behind, a saved swing is whole.
"""

import hashlib
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self
from zipfile import BadZipFile

import structlog
from pydantic import ValidationError
from sqlite_utils import Database as Tables

from edge.messages import ReplayPoses, Swing, SwingPage
from edge.store.database import Database
from edge.store.errors import StoreError, StoreFull, StoreRefused, storage_errors
from edge.store.files import ContentFolder, fsync_folder
from edge.store.lock import FolderLock
from edge.store.poses import read_poses, replay_poses, write_poses
from swingvision.clip import remux_faststart
from swingvision.pose import PoseSeries

log = structlog.get_logger()

OutboxClass = Literal["result", "keypoints", "clip"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows in the store; outbox: what waits for delivery, by class."""

    sessions: int
    swings: int
    clips: int
    outbox: Mapping[str, int]


class Store:
    """Every method may be called from any thread and raises StoreFull or StoreFailed as errors.py says."""

    def __init__(self, data_dir: Path, lock: FolderLock) -> None:
        self.data_dir = data_dir
        self.incoming = data_dir / "incoming"
        self._lock = lock
        self._database = Database(data_dir / "swings.db")
        self._clips = ContentFolder(data_dir / "clips", self.incoming, ".mp4")
        self._poses = ContentFolder(data_dir / "poses", self.incoming, ".npz")

    @classmethod
    def open(cls, data_dir: Path) -> Self:
        """The store in this folder, made where missing.

        A full disk does not stop it: what needs room raises StoreFull until there is some.
        Raises StoreRefused when the folder is in use, not writable or of a newer version.
        """
        try:
            (data_dir / "incoming").mkdir(parents=True, exist_ok=True)
            store = cls(data_dir, FolderLock(data_dir))
            store._remove_orphans()
            fsync_folder(data_dir)
        except OSError as error:
            raise StoreRefused(
                f"The data folder {data_dir} cannot be written to: {error.strerror}."
            ) from error
        try:
            store._end_sessions()
        except StoreFull as full:
            log.error("storage full at start", why=str(full))
        except StoreError:
            store.close()
            raise
        return store

    def _remove_orphans(self) -> None:
        """What a crash left half-written; only now, with the lock, is it nobody's."""
        for orphan in self.incoming.iterdir():
            orphan.unlink()

    def _end_sessions(self) -> None:
        """A session that a crash left open ended with its last swing."""
        with self._database.transaction("ending the sessions of the last run") as db:
            db.execute(
                "UPDATE session SET ended_ms = (SELECT MAX(captured_at_ms) FROM swing"
                " WHERE swing.session_id = session.session_id) WHERE ended_ms IS NULL"
            )

    def close(self) -> None:
        self._database.close()
        self._lock.release()

    def save_swing(self, swing: Swing, poses: PoseSeries | None) -> Swing:
        """Save a swing, its poses and what is to be delivered of them; returns it as saved.

        poses: frames and times counted from the clip's first, as in the swing's report.
        On the disk for good when this returns; saving the same swing again changes nothing.
        """
        body = swing.model_copy(
            update={"saved": True, "clip_url": None, "clip_coming": False, "poses_url": None}
        ).model_dump_json()
        poses_sha256 = self._save_poses(poses) if poses is not None else None
        with self._database.transaction("saving a swing") as db:
            if db.table("swing").count_where("swing_id = ?", [swing.swing_id]) == 0:
                db.table("session").insert(
                    {"session_id": swing.session_id, "started_ms": swing.captured_at_ms}, ignore=True
                )
                db.table("swing").insert(
                    {
                        "swing_id": swing.swing_id,
                        "session_id": swing.session_id,
                        "captured_at_ms": swing.captured_at_ms,
                        "body": body,
                        "poses_sha256": poses_sha256,
                    }
                )
                _post(db, swing.swing_id, "result", hashlib.sha256(body.encode()).hexdigest())
                if poses_sha256 is not None:
                    _post(db, swing.swing_id, "keypoints", poses_sha256)
            return _swing(_row(db, swing.swing_id))

    def _save_poses(self, poses: PoseSeries) -> str:
        with storage_errors("saving the poses of a swing", self.data_dir), self._poses.new_file() as path:
            write_poses(path, poses)
            return self._poses.keep(path)

    def attach_clip(self, swing_id: str, fragmented: Path) -> Swing:
        """Save a swing's recorded clip, remuxed to faststart; returns the swing with its clip's address.

        The recording is removed once its clip is saved, and stays where it is when that fails.
        """
        with storage_errors("saving the clip of a swing", self.data_dir), self._clips.new_file() as path:
            remux_faststart(fragmented, path)
            sha256 = self._clips.keep(path)
        with self._database.transaction("saving the clip of a swing") as db:
            row = _row(db, swing_id)
            if row["clip_sha256"] is None:
                db.table("swing").update(row["seq"], {"clip_sha256": sha256})
                _post(db, swing_id, "clip", sha256)
            saved = _swing(_row(db, swing_id))
        fragmented.unlink(missing_ok=True)
        return saved

    def end_session(self, session_id: str, at_ms: int) -> None:
        """Note the end of a session; one without a swing was never noted and is passed over."""
        with self._database.transaction("ending a session") as db:
            db.execute("UPDATE session SET ended_ms = ? WHERE session_id = ?", [at_ms, session_id])

    def swings(self, session_id: str | None, limit: int, before: str | None) -> SwingPage:
        """Saved swings, newest first. before: the last page's `next_before`; an unknown one ends them."""
        where: list[str] = ["1"]
        values: list[str] = []
        if session_id is not None:
            where.append("session_id = ?")
            values.append(session_id)
        if before is not None:
            where.append("seq < (SELECT seq FROM swing WHERE swing_id = ?)")
            values.append(before)
        with self._database.transaction("reading swings") as db:
            rows = list(
                db.table("swing").rows_where(
                    " AND ".join(where), values, order_by="seq DESC", limit=limit + 1
                )
            )
        page = rows[:limit]
        more = len(rows) > limit
        return SwingPage(
            swings=[swing for row in page if (swing := _readable(row)) is not None],
            next_before=page[-1]["swing_id"] if more else None,
        )

    def swing(self, swing_id: str) -> Swing | None:
        row = self._find(swing_id)
        return _readable(row) if row is not None else None

    def clip_path(self, swing_id: str) -> Path | None:
        """The swing's replay, or None where it has none."""
        row = self._find(swing_id)
        if row is None or row["clip_sha256"] is None:
            return None
        path = self._clips.path(row["clip_sha256"])
        return path if path.is_file() else None

    def poses(self, swing_id: str) -> ReplayPoses | None:
        """The skeleton of the swing's replay, or None where it has none that can be read."""
        series = self.pose_series(swing_id)
        return None if series is None else replay_poses(series)

    def pose_series(self, swing_id: str) -> PoseSeries | None:
        """The swing's poses as saved, or None where it has none that can be read."""
        row = self._find(swing_id)
        if row is None or row["poses_sha256"] is None:
            return None
        try:
            return read_poses(self._poses.path(row["poses_sha256"]))
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            log.error("poses cannot be read", swing_id=swing_id, error=repr(error))
            return None

    def counts(self) -> Counts:
        with self._database.transaction("counting swings") as db:
            outbox = db.query("SELECT class, COUNT(*) AS rows FROM outbox GROUP BY class")
            return Counts(
                sessions=db.table("session").count,
                swings=db.table("swing").count,
                clips=db.table("swing").count_where("clip_sha256 IS NOT NULL"),
                outbox={row["class"]: row["rows"] for row in outbox},
            )

    def free_bytes(self) -> int:
        return shutil.disk_usage(self.data_dir).free

    def _find(self, swing_id: str) -> dict[str, Any] | None:
        with self._database.transaction("reading a swing") as db:
            return next(iter(db.table("swing").rows_where("swing_id = ?", [swing_id])), None)


def _row(db: Tables, swing_id: str) -> dict[str, Any]:
    """Raises KeyError when the swing was never saved."""
    for row in db.table("swing").rows_where("swing_id = ?", [swing_id]):
        return row
    raise KeyError(f"no swing {swing_id} is saved")


def _post(db: Tables, swing_id: str, kind: OutboxClass, body_sha256: str) -> None:
    created_ms = time.time_ns() // 1_000_000
    db.table("outbox").insert(
        {"swing_id": swing_id, "class": kind, "body_sha256": body_sha256, "created_ms": created_ms}
    )


def _swing(row: Mapping[str, Any]) -> Swing:
    """The saved swing with the addresses of what is saved beside it."""
    address = f"/api/swings/{row['swing_id']}"
    return Swing.model_validate_json(row["body"]).model_copy(
        update={
            "clip_url": f"{address}/clip" if row["clip_sha256"] else None,
            "poses_url": f"{address}/poses" if row["poses_sha256"] else None,
        }
    )


def _readable(row: Mapping[str, Any]) -> Swing | None:
    try:
        return _swing(row)
    except ValidationError as error:
        log.error("a saved swing cannot be read", swing_id=row["swing_id"], error=str(error))
        return None
