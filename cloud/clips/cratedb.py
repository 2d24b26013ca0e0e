"""Attachments and uploads in CrateDB."""

from cloud.clips.repository import Attachment, Upload
from cloud.cratedb.database import Database
from cloud.cratedb.month import month_of
from cloud.cratedb.rows import columns, insert, values
from cloud.ingest.repository import AttachmentKind

ATTACHMENT = f"""SELECT {columns(Attachment)} FROM attachment
    WHERE swing_id = ? AND kind = ? AND month = ?::TIMESTAMPTZ"""
# By its whole key alone, so that it meets the newest row; of other bytes it leaves everything as it is.
STORED = """UPDATE attachment
    SET stored_at_ms = CASE WHEN sha256 = ? THEN COALESCE(stored_at_ms, ?) ELSE stored_at_ms END
    WHERE swing_id = ? AND kind = ? AND month = ?::TIMESTAMPTZ"""
OPEN = insert("upload", Upload)
UPLOAD = f"SELECT {columns(Upload)} FROM upload WHERE upload_id = ?"
CLOSE = "DELETE FROM upload WHERE upload_id = ?"
EXPIRED = f"""SELECT {columns(Upload)} FROM upload WHERE expires_at_ms < ?
    ORDER BY expires_at_ms, upload_id LIMIT ?"""
KEYED = (ATTACHMENT, STORED, UPLOAD, CLOSE)


class CratedbClips:
    def __init__(self, database: Database) -> None:
        self._database = database

    def attachment(self, swing_id: str, kind: AttachmentKind) -> Attachment | None:
        rows = self._database.select(ATTACHMENT, (swing_id, kind, month_of(swing_id)))
        return next((Attachment(*row) for row in rows), None)

    def stored(self, swing_id: str, kind: AttachmentKind, sha256: str, at_ms: int) -> bool:
        self._database.change(STORED, (sha256, at_ms, swing_id, kind, month_of(swing_id)))
        found = self.attachment(swing_id, kind)
        return found is not None and found.sha256 == sha256

    def open(self, upload: Upload) -> None:
        self._database.change(OPEN, values(upload))

    def upload(self, upload_id: str) -> Upload | None:
        return next((Upload(*row) for row in self._database.select(UPLOAD, (upload_id,))), None)

    def close(self, upload_id: str) -> None:
        self._database.change(CLOSE, (upload_id,))

    def expired(self, before_ms: int, limit: int) -> list[Upload]:
        return [Upload(*row) for row in self._database.select(EXPIRED, (before_ms, limit))]
