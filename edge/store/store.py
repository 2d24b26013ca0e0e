"""The bay's memory: swings, their poses and clips, and what is to be delivered.

  swings.db   SQLite: session, swing, outbox (migrations.py), written by the bay alone; sync reads it
  clips/      replays, faststart MP4, named by SHA-256
  poses/      pose series (poses.py), named by SHA-256
  epoch       the last epoch of deliveries that was taken (epoch.py)
  incoming/   what is being written; emptied at start
  lock        held by the bay that uses the folder

A file is complete and on the disk before the row that names it, and a swing's row and its outbox rows are one
transaction. So whatever a power cut leaves behind, a saved swing is whole.
"""

import contextlib
import hashlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import structlog
from pydantic import ValidationError
from sqlite_utils import Database as Tables

from edge.messages import ReplayPoses, Swing, SwingPage
from edge.store.database import Database
from edge.store.errors import StoreError, StoreFull, StoreRefused, storage_errors
from edge.store.files import ContentFolder, fsync_folder
from edge.store.lock import FolderLock
from edge.store.outbox import SWINGS, SWINGS_NAME, post, post_claim
from edge.store.poses import OLD_SUFFIX, SUFFIX, coded, decoded, replay_poses
from swingvision.clip import remux_faststart
from swingvision.delivery import ClaimCode
from swingvision.pose import PoseSeries

log = structlog.get_logger()


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
        self._database = Database(data_dir / SWINGS_NAME, SWINGS)
        self._clips = ContentFolder(data_dir / "clips", self.incoming, ".mp4")
        self._poses = ContentFolder(data_dir / "poses", self.incoming, SUFFIX, OLD_SUFFIX)

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
            # Where the data folder itself is new; its parent may be closed to us, then it is not.
            with contextlib.suppress(OSError):
                fsync_folder(data_dir.parent)
        except OSError as error:
            raise StoreRefused(
                f"The data folder {data_dir} cannot be written to: {error.strerror}."
            ) from error
        try:
            store._end_sessions()
            store._remove_unnamed()
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

    def _remove_unnamed(self) -> None:
        """What a crash left complete but before its row was written: one clip and one file of poses at most.

        More have lost their rows with a database that is gone or was moved aside: they are kept for a rescue.
        """
        for folder, column in ((self._clips, "clip_sha256"), (self._poses, "poses_sha256")):
            with self._database.transaction("looking for files without a swing") as db:
                named = {row[column] for row in db.table("swing").rows_where(select=column)}
            unnamed = folder.names() - named
            if len(unnamed) > 1:
                log.error("files without a swing are kept", column=column, files=len(unnamed))
                continue
            for sha256 in unnamed:
                log.warning("a file without a swing is removed", column=column, sha256=sha256)
                # It only takes room: no reason not to start.
                with contextlib.suppress(OSError):
                    folder.remove(sha256)

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
        poses_sha256 = self._save_poses(poses) if poses is not None and len(poses) else None
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
                post(db, self.data_dir, swing.swing_id, "result", hashlib.sha256(body.encode()).hexdigest())
                if poses_sha256 is not None:
                    post(db, self.data_dir, swing.swing_id, "keypoints", poses_sha256)
            return self._swing(_row(db, swing.swing_id))

    def _save_poses(self, poses: PoseSeries) -> str:
        with storage_errors("saving the poses of a swing", self.data_dir), self._poses.new_file() as path:
            path.write_bytes(coded(poses))
            return self._poses.keep(path)

    def attach_clip(self, swing_id: str, fragmented: Path) -> Swing:
        """Save a swing's recorded clip, remuxed to faststart; returns the swing with its clip's address.

        The recording is removed once its clip is saved, and stays where it is when that fails.
        Raises KeyError when the swing is not there: never saved, or removed meanwhile.
        """
        with storage_errors("saving the clip of a swing", self.data_dir), self._clips.new_file() as path:
            remux_faststart(fragmented, path)
            sha256 = self._clips.keep(path)
        with self._database.transaction("saving the clip of a swing") as db:
            try:
                row = _row(db, swing_id)
            except KeyError:
                if self._users("clip_sha256", sha256) == 0:
                    self._clips.remove(sha256)
                raise
            if row["clip_sha256"] is None:
                db.table("swing").update(row["seq"], {"clip_sha256": sha256})
                post(db, self.data_dir, swing_id, "clip", sha256)
            saved = self._swing(_row(db, swing_id))
        fragmented.unlink(missing_ok=True)
        return saved

    def post_claim(self, code: ClaimCode) -> None:
        """What a session's golfer was shown is to be delivered; on the disk for good when this returns."""
        with self._database.transaction("saving a claim code") as db:
            post_claim(db, self.data_dir, code.model_dump_json())

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
            swings=[swing for row in page if (swing := self._readable(row)) is not None],
            next_before=page[-1]["swing_id"] if more else None,
        )

    def swing(self, swing_id: str) -> Swing | None:
        row = self._find(swing_id)
        return self._readable(row) if row is not None else None

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
            return decoded(self._poses.path(row["poses_sha256"]).read_bytes())
        except (OSError, ValueError) as error:
            log.error("poses cannot be read", swing_id=swing_id, error=repr(error))
            return None

    def remove_swings(self, swing_ids: Iterable[str]) -> int:
        """Rows, poses and clips of these swings go, whatever was to be delivered of them too; how many went.

        Files first: after a crash in between the rows are still there to remove them by.
        """
        removed = 0
        for swing_id in swing_ids:
            row = self._find(swing_id)
            if row is None:
                continue
            with storage_errors("removing a swing", self.data_dir):
                self._remove_files(row)
            with self._database.transaction("removing a swing") as db:
                # What is removed is overwritten, not merely let go of.
                db.execute("PRAGMA secure_delete = ON")
                db.execute("DELETE FROM outbox WHERE swing_id = ?", [swing_id])
                db.execute("DELETE FROM swing WHERE swing_id = ?", [swing_id])
                db.execute(
                    "DELETE FROM session WHERE session_id = ?"
                    " AND session_id NOT IN (SELECT session_id FROM swing)",
                    [row["session_id"]],
                )
                db.execute(
                    "DELETE FROM outbox WHERE class = 'claim' AND json_extract(body, '$.session_id') = ?1"
                    " AND ?1 NOT IN (SELECT session_id FROM session)",
                    [row["session_id"]],
                )
            removed += 1
        return removed

    def _remove_files(self, row: Mapping[str, Any]) -> None:
        """Unless another swing has the same content."""
        for folder, column in ((self._clips, "clip_sha256"), (self._poses, "poses_sha256")):
            sha256 = row[column]
            if sha256 is not None and self._users(column, sha256) == 1:
                folder.remove(sha256)

    def _users(self, column: str, sha256: str) -> int:
        with self._database.transaction("removing a swing") as db:
            return db.table("swing").count_where(f"{column} = ?", [sha256])

    def _swing(self, row: Mapping[str, Any]) -> Swing:
        """The saved swing with the addresses of what is there beside it; retention may have taken some."""
        address = f"/api/swings/{row['swing_id']}"
        clip, poses = row["clip_sha256"], row["poses_sha256"]
        return Swing.model_validate_json(row["body"]).model_copy(
            update={
                "clip_url": f"{address}/clip" if clip and self._clips.path(clip).is_file() else None,
                "poses_url": f"{address}/poses" if poses and self._poses.path(poses).is_file() else None,
            }
        )

    def _readable(self, row: Mapping[str, Any]) -> Swing | None:
        try:
            return self._swing(row)
        except ValidationError as error:
            log.error("a saved swing cannot be read", swing_id=row["swing_id"], error=str(error))
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
