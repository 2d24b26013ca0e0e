"""The audit log in CrateDB."""

from cloud.audit.repository import Entry
from cloud.cratedb.database import Database
from cloud.cratedb.rows import columns, insert, values

NOTE = f"""{insert("audit", Entry).removesuffix("DO NOTHING")} (entry_id) DO UPDATE SET
    status = excluded.status"""
ENTRIES = f"""SELECT {columns(Entry)} FROM audit WHERE organisation_id = ? AND entry_id < ?
    ORDER BY entry_id DESC LIMIT ?"""
# Above every UUID.
LAST_ID = "g"
KEYED = ()


class CratedbAudit:
    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, entry: Entry) -> None:
        self._database.change(NOTE, values(entry))

    def entries(self, organisation_id: str, limit: int, before: str | None) -> list[Entry]:
        rows = self._database.select(ENTRIES, (organisation_id, before or LAST_ID, limit))
        return [Entry(*row) for row in rows]
