"""Attachments and uploads in SQLite."""

from cloud.clips.repository import Attachment, Upload
from cloud.ingest.repository import AttachmentKind
from cloud.sqlite.database import Database

ATTACHMENT = "SELECT * FROM attachment WHERE swing_id = ? AND kind = ?"
STORED = """UPDATE attachment SET stored_at_ms = COALESCE(stored_at_ms, ?)
    WHERE swing_id = ? AND kind = ? AND sha256 = ?"""
OPEN = "INSERT INTO upload VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
UPLOAD = "SELECT * FROM upload WHERE upload_id = ?"
CLOSE = "DELETE FROM upload WHERE upload_id = ?"
EXPIRED = "SELECT * FROM upload WHERE expires_at_ms < ? ORDER BY expires_at_ms, upload_id LIMIT ?"


class SqliteClips:
    def __init__(self, database: Database) -> None:
        self._database = database

    def attachment(self, swing_id: str, kind: AttachmentKind) -> Attachment | None:
        row = self._database.read(lambda c: c.execute(ATTACHMENT, (swing_id, kind)).fetchone())
        return None if row is None else Attachment(*row)

    def stored(self, swing_id: str, kind: AttachmentKind, sha256: str, at_ms: int) -> bool:
        values = (at_ms, swing_id, kind, sha256)
        return self._database.write(lambda c: c.execute(STORED, values).rowcount > 0)

    def open(self, upload: Upload) -> None:
        row = (
            upload.upload_id,
            upload.swing_id,
            upload.device_id,
            upload.organisation_id,
            upload.sha256,
            upload.size_bytes,
            upload.way,
            upload.expires_at_ms,
        )
        self._database.write(lambda connection: connection.execute(OPEN, row))

    def upload(self, upload_id: str) -> Upload | None:
        row = self._database.read(lambda c: c.execute(UPLOAD, (upload_id,)).fetchone())
        return None if row is None else Upload(*row)

    def close(self, upload_id: str) -> None:
        self._database.write(lambda connection: connection.execute(CLOSE, (upload_id,)))

    def expired(self, before_ms: int, limit: int) -> list[Upload]:
        rows = self._database.eventual(lambda c: c.execute(EXPIRED, (before_ms, limit)).fetchall())
        return [Upload(*row) for row in rows]
