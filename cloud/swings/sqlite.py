"""The history in SQLite."""

import json
import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cloud.ingest.repository import NewSwing
from cloud.sqlite.database import Connection, Database
from cloud.sqlite.numbers import series, unpacked
from cloud.swings.repository import (
    MOST_FORMS,
    MOST_TREND_SWINGS,
    Bucket,
    HeldSwing,
    Neighbour,
    Place,
    TooMany,
    Which,
)

# What is in the index of a bay or player, in their order in NewSwing.
SHOWN = tuple(field.name for field in fields(NewSwing) if field.name not in ("metrics", "body"))
SELECT = f"""SELECT {", ".join(f"s.{name}" for name in SHOWN)}, metric_names.names, s.numbers, {{body}},
        s.player_id, note.text, poses.sha256, clip.sha256
    FROM {{swings}} s
    LEFT JOIN metric_names ON metric_names.names_id = s.names_id
    LEFT JOIN note ON note.swing_id = s.swing_id
    LEFT JOIN attachment poses ON poses.swing_id = s.swing_id AND poses.kind = 'keypoints'
        AND poses.stored_at_ms IS NOT NULL
    LEFT JOIN attachment clip ON clip.swing_id = s.swing_id AND clip.kind = 'clip'
        AND clip.stored_at_ms IS NOT NULL"""
SWINGS = (
    SELECT.format(body="s.body", swings="swing") + " WHERE s.swing_id IN (SELECT value FROM json_each(?))"
)
# The page is cut first: what hangs on it is looked up for its swings only.
PAGE = (
    SELECT.format(
        body="''",
        swings=f"""(SELECT {", ".join(SHOWN)}, names_id, numbers, player_id FROM swing WHERE {{where}}
            ORDER BY captured_at_ms DESC, swing_id DESC LIMIT ?)""",
    )
    + " ORDER BY s.captured_at_ms DESC, s.swing_id DESC"
)
BEFORE = "(captured_at_ms, swing_id) < (?, ?)"
# One look into the index for each player.
LATEST = """SELECT (SELECT swing_id FROM swing WHERE organisation_id = ?1 AND player_id = one.value
        ORDER BY captured_at_ms DESC, swing_id DESC LIMIT 1) AS newest
    FROM json_each(?2) one WHERE newest IS NOT NULL"""
TREND = "SELECT captured_at_ms, names_id, numbers FROM swing WHERE {where} LIMIT ?"
SET_FORM = """INSERT INTO form SELECT swing_id, ? FROM swing WHERE swing_id = ?
    ON CONFLICT (swing_id) DO UPDATE SET form = excluded.form"""
FORM = "SELECT form FROM form WHERE swing_id = ?"
FORMS = """SELECT swing_id, form FROM swing JOIN form USING (swing_id) WHERE {where}
    ORDER BY captured_at_ms DESC LIMIT ?"""
EXISTS = "SELECT 1 FROM swing WHERE swing_id = ?"
PUT_NOTE = """INSERT INTO note (swing_id, text) VALUES (?, ?)
    ON CONFLICT (swing_id) DO UPDATE SET text = excluded.text"""
REMOVE_NOTE = "DELETE FROM note WHERE swing_id = ?"
SEARCH = """SELECT note.swing_id FROM note_words JOIN note ON note.note_id = note_words.rowid
        JOIN swing ON swing.swing_id = note.swing_id
    WHERE note_words MATCH ?1 AND swing.organisation_id = ?2 AND (?3 IS NULL OR swing.player_id = ?3)
    ORDER BY note_words.rank, note.swing_id LIMIT ?4"""

COLUMNS = ("organisation_id", "player_id", "bay", "club", "view")


class SqliteSwings:
    def __init__(self, database: Database) -> None:
        self._database = database

    def swing(self, swing_id: str) -> HeldSwing | None:
        return next(iter(self.swings([swing_id])), None)

    def swings(self, swing_ids: Sequence[str]) -> list[HeldSwing]:
        rows = self._database.read(lambda c: c.execute(SWINGS, (json.dumps(swing_ids),)).fetchall())
        found = {row[0]: _held(row) for row in rows}
        return [found[swing_id] for swing_id in swing_ids if swing_id in found]

    def page(self, which: Which, limit: int, before: Place | None) -> list[HeldSwing]:
        where, values = _where(which)
        if before is not None:
            where, values = f"{where} AND {BEFORE}", [*values, before.captured_at_ms, before.swing_id]
        statement = PAGE.format(where=where)
        rows = self._database.eventual(lambda c: c.execute(statement, (*values, limit)).fetchall())
        return [_held(row) for row in rows]

    def latest(self, organisation_id: str, player_ids: Sequence[str]) -> list[HeldSwing]:
        values = (organisation_id, json.dumps(player_ids))
        rows = self._database.eventual(lambda c: c.execute(LATEST, values).fetchall())
        return self.swings([swing_id for (swing_id,) in rows])

    def trend(self, which: Which, metric: str, bucket_ms: int, percentiles: Sequence[float]) -> list[Bucket]:
        where, values = _where(which)
        statement = TREND.format(where=where)

        def work(connection: Connection) -> list[Bucket]:
            rows = connection.execute(statement, (*values, MOST_TREND_SWINGS + 1)).fetchall()
            if len(rows) > MOST_TREND_SWINGS:
                raise TooMany
            return _buckets(*series(connection, rows, metric), bucket_ms, percentiles)

        return self._database.eventual(work)

    def set_form(self, swing_id: str, form: NDArray[np.float32]) -> None:
        coded = form.astype("<f4").tobytes()
        self._database.write(lambda c: c.execute(SET_FORM, (coded, swing_id)))

    def form(self, swing_id: str) -> NDArray[np.float32] | None:
        row = self._database.read(lambda c: c.execute(FORM, (swing_id,)).fetchone())
        return None if row is None else np.frombuffer(row[0], "<f4").astype(np.float32)

    def nearest(self, which: Which, form: NDArray[np.float32], limit: int) -> list[Neighbour]:
        where, values = _where(which)
        statement = FORMS.format(where=where)
        rows = self._database.eventual(lambda c: c.execute(statement, (*values, MOST_FORMS)).fetchall())
        rows = [row for row in rows if len(row[1]) == 4 * len(form)]
        if not rows:
            return []
        forms = np.frombuffer(b"".join(row[1] for row in rows), "<f4").reshape(len(rows), -1)
        distances = np.sqrt(np.square(forms - form).sum(axis=1))
        order = np.argsort(distances, kind="stable")[:limit]
        return [Neighbour(rows[i][0], float(distances[i])) for i in order]

    def note(self, swing_id: str, text: str | None) -> bool:
        def work(connection: Connection) -> bool:
            if not connection.execute(EXISTS, (swing_id,)).fetchone():
                return False
            if text is None:
                connection.execute(REMOVE_NOTE, (swing_id,))
            else:
                connection.execute(PUT_NOTE, (swing_id, text))
            return True

        return self._database.write(work)

    def search(self, organisation_id: str, player_id: str | None, words: str, limit: int) -> list[HeldSwing]:
        # Each word in quotes: nothing that a person types is an operator.
        query = " ".join(f'"{word}"' for word in re.findall(r"\w+", words))
        if not query:
            return []
        values = (query, organisation_id, player_id, limit)
        rows = self._database.eventual(lambda c: c.execute(SEARCH, values).fetchall())
        return self.swings([row[0] for row in rows])


def _where(which: Which) -> tuple[str, list[Any]]:
    given = [(f"{name} = ?", getattr(which, name)) for name in COLUMNS]
    given += [("captured_at_ms >= ?", which.from_ms), ("captured_at_ms < ?", which.until_ms)]
    said = [(clause, value) for clause, value in given if value is not None]
    return " AND ".join(clause for clause, _ in said), [value for _, value in said]


def _held(row: Any) -> HeldSwing:
    said = dict(zip(SHOWN, row, strict=False))
    said["captured_at_exact"] = bool(said["captured_at_exact"])
    names, numbers, body, *hanging = row[len(SHOWN) :]
    return HeldSwing(NewSwing(**said, metrics=unpacked(names, numbers), body=body), *hanging)


def _buckets(
    times: NDArray[np.int64], values: NDArray[np.float64], bucket_ms: int, percentiles: Sequence[float]
) -> list[Bucket]:
    if not len(times):
        return []
    starts, which = np.unique(times // bucket_ms * bucket_ms, return_inverse=True)
    order = np.argsort(which, kind="stable")
    parts = np.split(values[order], np.cumsum(np.bincount(which))[:-1])
    return [
        Bucket(int(start), len(part), tuple(float(v) for v in np.quantile(part, list(percentiles))))
        for start, part in zip(starts, parts, strict=True)
    ]
