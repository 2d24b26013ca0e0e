"""The audit log in SQLite."""

from cloud.audit.repository import Entry
from cloud.sqlite.database import Database

NOTE = """INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (entry_id) DO UPDATE SET status = excluded.status"""
ENTRIES = """SELECT * FROM audit WHERE organisation_id = ?1 AND (?2 IS NULL OR entry_id < ?2)
    ORDER BY entry_id DESC LIMIT ?3"""


class SqliteAudit:
    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, entry: Entry) -> None:
        row = (
            entry.entry_id,
            entry.organisation_id,
            entry.at_ms,
            entry.asker_kind,
            entry.asker_id,
            entry.operation,
            entry.about,
            entry.status,
            entry.request_id,
        )
        self._database.write(lambda connection: connection.execute(NOTE, row))

    def entries(self, organisation_id: str, limit: int, before: str | None) -> list[Entry]:
        values = (organisation_id, before, limit)
        rows = self._database.eventual(lambda c: c.execute(ENTRIES, values).fetchall())
        return [Entry(*row) for row in rows]
