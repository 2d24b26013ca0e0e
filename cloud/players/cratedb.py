"""Claims and deletions in CrateDB.

Whose a swing is, its own row says. player_swing only finds a player's swings quickly, in one shard: it may
name too many, and who reads it asks the swing; it never names too few, because it is written first.
"""

import json
from collections.abc import Sequence

from cloud.cratedb.database import Database, Row
from cloud.cratedb.month import month_of
from cloud.cratedb.rows import by_month, columns, insert, keys, values
from cloud.players.repository import Receipt

OWNERS = """SELECT player_id, swing_id, month, organisation_id, bay, captured_at, revision, club, view
    FROM swing WHERE swing_id IN ({keys}) AND month = ?::TIMESTAMPTZ"""
# An older measurement that was read before does not undo a newer one.
INDEX = """INSERT INTO player_swing
        (player_id, swing_id, month, organisation_id, bay, captured_at, revision, club, view)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (player_id, swing_id) DO UPDATE SET
        club = CASE WHEN excluded.revision > revision THEN excluded.club ELSE club END,
        view = CASE WHEN excluded.revision > revision THEN excluded.view ELSE view END,
        revision = GREATEST(revision, excluded.revision)"""
CLAIM = "UPDATE swing SET player_id = ? WHERE swing_id = ? AND month = ?::TIMESTAMPTZ"
UNINDEX = "DELETE FROM player_swing WHERE player_id = ? AND swing_id = ?"
REFRESH_SWINGS = "REFRESH TABLE swing"
SWINGS_OF = """SELECT swing_id, device_id FROM swing WHERE organisation_id = ? AND player_id = ?
    ORDER BY captured_at, swing_id LIMIT ?"""
BURY = "INSERT INTO erased (swing_id, at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING"
DELETE_SWING = "DELETE FROM swing WHERE swing_id = ? AND month = ?::TIMESTAMPTZ"
DELETE_ATTACHMENT = "DELETE FROM attachment WHERE swing_id = ? AND kind = ? AND month = ?::TIMESTAMPTZ"
REFRESH_INDEX = "REFRESH TABLE player_swing"
UNINDEX_ALL = "DELETE FROM player_swing WHERE swing_id = ANY(?)"
KEEP = f"""{insert("receipt", Receipt).removesuffix("DO NOTHING")} (receipt_id) DO UPDATE SET
    swings = excluded.swings, wishes = excluded.wishes, finished_at_ms = excluded.finished_at_ms"""
RECEIPT = f"SELECT {columns(Receipt)} FROM receipt WHERE receipt_id = ?"
UNFINISHED = f"""SELECT {columns(Receipt)} FROM receipt WHERE finished_at_ms IS NULL
    ORDER BY asked_at_ms, receipt_id LIMIT ?"""
KEYED = (OWNERS, CLAIM, UNINDEX, DELETE_SWING, DELETE_ATTACHMENT, RECEIPT)
KINDS = ("keypoints", "clip")


class CratedbPlayers:
    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, swing_ids: Sequence[str], player_id: str | None) -> int:
        return claim_swings(self._database, swing_ids, player_id)

    def swings_of(self, organisation_id: str, player_id: str, limit: int) -> list[tuple[str, str]]:
        self._database.change(REFRESH_SWINGS)
        rows = self._database.select(SWINGS_OF, (organisation_id, player_id, limit))
        return [(swing_id, device_id) for swing_id, device_id in rows]

    def erase(self, swing_ids: Sequence[str], at_ms: int) -> None:
        database, ids = self._database, list(swing_ids)
        database.change_each(BURY, [(swing_id, at_ms) for swing_id in ids])
        delete_swings(database, ids)
        database.change(REFRESH_INDEX)
        database.change(UNINDEX_ALL, (ids,))

    def keep(self, receipt: Receipt) -> None:
        row = values(receipt)
        row[3:5] = json.dumps(receipt.swings), json.dumps(receipt.wishes)
        self._database.change(KEEP, row)

    def receipt(self, receipt_id: str) -> Receipt | None:
        return next(map(_receipt, self._database.select(RECEIPT, (receipt_id,))), None)

    def unfinished(self, limit: int) -> list[Receipt]:
        return list(map(_receipt, self._database.select(UNFINISHED, (limit,))))


def claim_swings(database: Database, swing_ids: Sequence[str], player_id: str | None) -> int:
    """Say whose swings these are; returns how many of them there are."""
    ids = list(dict.fromkeys(swing_ids))
    before = owners(database, ids)
    if player_id is not None:
        database.change_each(INDEX, [[player_id, *row[1:]] for row in before])
    rows = [(player_id, swing_id, month_of(swing_id)) for swing_id in ids]
    claimed = {
        swing_id for swing_id, done in zip(ids, database.change_each(CLAIM, rows), strict=True) if done
    }
    gone = [(row[0], row[1]) for row in before if row[0] not in (None, player_id)]
    gone += [(player_id, row[1]) for row in before if player_id and row[1] not in claimed]
    database.change_each(UNINDEX, gone)
    # Of two that claim at once, the later one puts back what the other took away.
    index_swings(database, ids)
    return len(claimed)


def owners(database: Database, swing_ids: Sequence[str]) -> list[Row]:
    """Rows for INDEX, with the player who has the swing now, or None."""
    return [
        row
        for month, some in by_month(swing_ids, month_of).items()
        for row in database.select(OWNERS.format(keys=keys(some)), (month,))
    ]


def index_swings(database: Database, swing_ids: Sequence[str]) -> None:
    """Bring player_swing up to what the swings say now."""
    database.change_each(INDEX, [row for row in owners(database, swing_ids) if row[0] is not None])


def delete_swings(database: Database, swing_ids: Sequence[str]) -> None:
    """Swings with their notes, forms and attachments."""
    for kind in KINDS:
        database.change_each(DELETE_ATTACHMENT, [(one, kind, month_of(one)) for one in swing_ids])
    database.change_each(DELETE_SWING, [(one, month_of(one)) for one in swing_ids])


def _receipt(row: Row) -> Receipt:
    receipt_id, organisation_id, player_id, swings, wishes, *times = row
    pairs = [tuple((a, b) for a, b in json.loads(text)) for text in (swings, wishes)]
    return Receipt(receipt_id, organisation_id, player_id, pairs[0], pairs[1], *times)
