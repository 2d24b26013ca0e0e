"""Claims and deletions in SQLite."""

import json
from collections.abc import Sequence
from typing import Any

from cloud.players.repository import Receipt
from cloud.sqlite.database import Connection, Database

CLAIM = "UPDATE swing SET player_id = ? WHERE swing_id = ?"
SWINGS_OF = """SELECT swing_id, device_id FROM swing WHERE organisation_id = ? AND player_id = ?
    ORDER BY captured_at_ms, swing_id LIMIT ?"""
BURY = "INSERT INTO erased VALUES (?, ?) ON CONFLICT DO NOTHING"
ERASE = tuple(f"DELETE FROM {table} WHERE swing_id = ?" for table in ("note", "form", "attachment", "swing"))
# The index of words keeps a removed note's words until its parts are merged.
MERGE_WORDS = "INSERT INTO note_words (note_words) VALUES ('optimize')"
KEEP = """INSERT INTO receipt VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (receipt_id) DO UPDATE
    SET swings = excluded.swings, wishes = excluded.wishes, finished_at_ms = excluded.finished_at_ms"""
RECEIPT = "SELECT * FROM receipt WHERE receipt_id = ?"
UNFINISHED = "SELECT * FROM receipt WHERE finished_at_ms IS NULL ORDER BY asked_at_ms, receipt_id LIMIT ?"


class SqlitePlayers:
    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, swing_ids: Sequence[str], player_id: str | None) -> int:
        rows = [(player_id, swing_id) for swing_id in swing_ids]
        return self._database.write(lambda c: c.executemany(CLAIM, rows).rowcount)

    def swings_of(self, organisation_id: str, player_id: str, limit: int) -> list[tuple[str, str]]:
        values = (organisation_id, player_id, limit)
        return self._database.read(lambda c: c.execute(SWINGS_OF, values).fetchall())

    def erase(self, swing_ids: Sequence[str], at_ms: int) -> None:
        def work(connection: Connection) -> None:
            connection.executemany(BURY, [(swing_id, at_ms) for swing_id in swing_ids])
            for statement in ERASE:
                connection.executemany(statement, [(swing_id,) for swing_id in swing_ids])
            connection.execute(MERGE_WORDS)

        self._database.write(work)

    def keep(self, receipt: Receipt) -> None:
        row = (
            receipt.receipt_id,
            receipt.organisation_id,
            receipt.player_id,
            json.dumps(receipt.swings),
            json.dumps(receipt.wishes),
            receipt.asked_at_ms,
            receipt.finished_at_ms,
        )
        self._database.write(lambda connection: connection.execute(KEEP, row))

    def receipt(self, receipt_id: str) -> Receipt | None:
        row = self._database.read(lambda c: c.execute(RECEIPT, (receipt_id,)).fetchone())
        return None if row is None else _receipt(row)

    def unfinished(self, limit: int) -> list[Receipt]:
        rows = self._database.eventual(lambda c: c.execute(UNFINISHED, (limit,)).fetchall())
        return [_receipt(row) for row in rows]


def _receipt(row: Any) -> Receipt:
    receipt_id, organisation_id, player_id, swings, wishes, *times = row
    pairs = [tuple((a, b) for a, b in json.loads(text)) for text in (swings, wishes)]
    return Receipt(receipt_id, organisation_id, player_id, pairs[0], pairs[1], *times)
