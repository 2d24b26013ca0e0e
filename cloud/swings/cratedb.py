"""The history in CrateDB.

Every statement here is bounded: it names an organisation, it has a limit, and what would read more than one
answer may is refused before it starts, since a node that runs out of memory takes others with it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cloud.cratedb.database import Database, Row
from cloud.cratedb.migrations import METRICS
from cloud.cratedb.month import month_of
from cloud.cratedb.rows import by_month, keys
from cloud.ingest.repository import NewSwing
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

MEASURED = tuple(field.name for field in fields(NewSwing))
COLUMN = {"captured_at_ms": "captured_at", "received_at_ms": "received_at"}
COLUMNS = f"""{", ".join(COLUMN.get(name, name) for name in MEASURED)}, other_metrics, player_id, note"""
SWINGS = f"SELECT {COLUMNS} FROM swing WHERE swing_id IN ({{keys}}) AND month = ?::TIMESTAMPTZ"
STORED = """SELECT swing_id, kind, sha256, stored_at_ms FROM attachment
    WHERE swing_id IN ({keys}) AND kind IN ('keypoints', 'clip') AND month = ?::TIMESTAMPTZ"""
# Ordering by the id as well is slow: ties are settled in code, and only within one moment here.
PAGE = f"SELECT {COLUMNS} FROM swing WHERE {{where}} ORDER BY captured_at DESC LIMIT ?"
PLAYER_PAGE = "SELECT swing_id, captured_at FROM player_swing WHERE {where} ORDER BY captured_at DESC LIMIT ?"
MOMENT = f"""SELECT {COLUMNS} FROM swing WHERE {{where}} AND captured_at = ? AND swing_id < ?
    ORDER BY swing_id DESC LIMIT ?"""
PLAYER_MOMENT = """SELECT swing_id, captured_at FROM player_swing
    WHERE {where} AND captured_at = ? AND swing_id < ? ORDER BY swing_id DESC LIMIT ?"""
LATEST = """SELECT player_id, max_by(swing_id, captured_at) FROM player_swing
    WHERE {where} AND player_id = ANY(?) GROUP BY player_id LIMIT 500"""
COUNT = "SELECT count(*) FROM swing WHERE {where}"
TREND = """SELECT captured_at::BIGINT / ?::BIGINT * ?::BIGINT AS starts_at, count({value}),
        percentile({value}, {percentiles})
    FROM swing WHERE {where} AND {value} IS NOT NULL GROUP BY 1 ORDER BY 1"""
SET_FORM = "UPDATE swing SET form = ? WHERE swing_id = ? AND month = ?::TIMESTAMPTZ"
FORM = "SELECT form FROM swing WHERE swing_id = ? AND month = ?::TIMESTAMPTZ"
COUNT_FORMS = "SELECT count(*) FROM swing WHERE {where} AND form IS NOT NULL"
OLDEST_FORM = """SELECT captured_at FROM swing WHERE {where} AND form IS NOT NULL
    ORDER BY captured_at DESC LIMIT 1 OFFSET ?"""
NEAREST = """SELECT swing_id, form FROM swing WHERE {where} AND form IS NOT NULL
    ORDER BY vector_similarity(form, ?) DESC LIMIT ?"""
NOTE = "UPDATE swing SET note = ? WHERE swing_id = ? AND month = ?::TIMESTAMPTZ"
SEARCH = """SELECT swing_id FROM swing
    WHERE MATCH(note, ?) USING best_fields WITH (operator = 'and') AND {where}
    ORDER BY _score DESC, swing_id LIMIT ?"""
KEYED = (SWINGS, STORED, SET_FORM, FORM, NOTE)

FILTERS = ("organisation_id", "player_id", "bay", "club", "view")
# Read beyond a page, so that swings of one moment seldom take a second statement.
SPARE = 8
LAST_ID = "\U0010ffff"


class CratedbSwings:
    def __init__(self, database: Database) -> None:
        self._database = database

    def swing(self, swing_id: str) -> HeldSwing | None:
        return next(iter(self.swings([swing_id])), None)

    def swings(self, swing_ids: Sequence[str]) -> list[HeldSwing]:
        rows = {
            row[0]: row
            for month, some in by_month(swing_ids, month_of).items()
            for row in self._database.select(SWINGS.format(keys=keys(some)), (month,))
        }
        found = {one.measured.swing_id: one for one in self._held(list(rows.values()))}
        return [found[swing_id] for swing_id in swing_ids if swing_id in found]

    def page(self, which: Which, limit: int, before: Place | None) -> list[HeldSwing]:
        if which.player_id is not None:
            return self._player_page(which, limit, before)
        return self._held([row for _, row in self._ordered(PAGE, MOMENT, which, limit, before)])

    def latest(self, organisation_id: str, player_ids: Sequence[str]) -> list[HeldSwing]:
        where, values = _where(Which(organisation_id))
        rows = self._database.select(LATEST.format(where=where), (*values, list(player_ids)))
        newest = {swing_id: player_id for player_id, swing_id in rows}
        held = {one.measured.swing_id: one for one in self.swings(list(newest))}
        found = []
        for swing_id, player_id in newest.items():
            one = held.get(swing_id)
            # player_swing may still name a swing that is another's by now.
            if one is None or one.player_id != player_id:
                one = next(iter(self.page(Which(organisation_id, player_id=player_id), 1, None)), None)
            found += [one] if one is not None else []
        return found

    def trend(self, which: Which, metric: str, bucket_ms: int, percentiles: Sequence[float]) -> list[Bucket]:
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", metric):
            return []
        where, values = _where(which)
        ((count,),) = self._database.select(COUNT.format(where=where), values)
        if count > MOST_TREND_SWINGS:
            raise TooMany
        asked = [float(one) for one in percentiles]
        statement = TREND.format(where=where, value=_value(metric), percentiles=asked)
        rows = self._database.select(statement, (bucket_ms, bucket_ms, *values))
        return [Bucket(int(start), int(count), tuple(found)) for start, count, found in rows]

    def set_form(self, swing_id: str, form: NDArray[np.float32]) -> None:
        self._database.change(SET_FORM, (form.tolist(), swing_id, month_of(swing_id)))

    def form(self, swing_id: str) -> NDArray[np.float32] | None:
        rows = self._database.select(FORM, (swing_id, month_of(swing_id)))
        return next((np.array(form, np.float32) for (form,) in rows if form is not None), None)

    def nearest(self, which: Which, form: NDArray[np.float32], limit: int) -> list[Neighbour]:
        where, values = self._newest_forms(which)
        rows = self._database.select(NEAREST.format(where=where), (*values, form.tolist(), limit))
        found = [
            Neighbour(swing_id, float(np.linalg.norm(np.array(other, np.float32) - form)))
            for swing_id, other in rows
        ]
        return sorted(found, key=lambda one: one.distance)

    def note(self, swing_id: str, text: str | None) -> bool:
        return self._database.change(NOTE, (text, swing_id, month_of(swing_id))) > 0

    def search(self, organisation_id: str, player_id: str | None, words: str, limit: int) -> list[HeldSwing]:
        query = " ".join(re.findall(r"\w+", words))
        if not query:
            return []
        where, values = _where(Which(organisation_id, player_id=player_id))
        rows = self._database.select(SEARCH.format(where=where), (query, *values, limit))
        return self.swings([swing_id for (swing_id,) in rows])

    def _player_page(self, which: Which, limit: int, before: Place | None) -> list[HeldSwing]:
        """player_swing may still name a swing that is another's by now: the swing itself is asked."""
        page: list[HeldSwing] = []
        while len(page) < limit:
            places = [place for place, _ in self._ordered(PLAYER_PAGE, PLAYER_MOMENT, which, limit, before)]
            held = self.swings([place.swing_id for place in places])
            page += [one for one in held if one.player_id == which.player_id]
            if len(places) < limit:
                break
            before = places[-1]
        return page[:limit]

    def _ordered(
        self, page: str, moment: str, which: Which, limit: int, before: Place | None
    ) -> list[tuple[Place, Row]]:
        where, values = _where(which)
        taken: list[tuple[Place, Row]] = []
        for rows in self._moments(page, moment, where, values, limit, before):
            taken += rows
            if len(taken) >= limit:
                break
        return taken[:limit]

    def _moments(
        self, page: str, moment: str, where: str, values: list[Any], limit: int, before: Place | None
    ) -> Iterator[list[tuple[Place, Row]]]:
        """Rows in order, in parts that each end between two moments, or inside one when it fills a page."""
        most = limit + SPARE
        until, until_values = (
            ("", []) if before is None else (" AND captured_at <= ?", [before.captured_at_ms])
        )
        while True:
            statement = page.format(where=where + until)
            rows = _places(self._database.select(statement, (*values, *until_values, most)))
            whole = len(rows) < most
            last_ms = rows[-1][0].captured_at_ms if rows else 0
            part = rows if whole else [one for one in rows if one[0].captured_at_ms > last_ms]
            if not part and not whole:
                within = before is not None and before.captured_at_ms == last_ms
                below = before.swing_id if before is not None and within else LAST_ID
                statement = moment.format(where=where)
                part = _places(self._database.select(statement, (*values, last_ms, below, limit)))
                until, until_values = " AND captured_at < ?", [last_ms]
            else:
                until, until_values = " AND captured_at <= ?", [last_ms]
            yield [one for one in part if before is None or _key(one[0]) < _key(before)]
            if whole:
                return

    def _newest_forms(self, which: Which) -> tuple[str, list[Any]]:
        where, values = _where(which)
        ((count,),) = self._database.select(COUNT_FORMS.format(where=where), values)
        if count > MOST_FORMS:
            oldest = self._database.select(OLDEST_FORM.format(where=where), (*values, MOST_FORMS - 1))
            where, values = f"{where} AND captured_at >= ?", [*values, *(row[0] for row in oldest)]
        return where, values

    def _held(self, rows: Sequence[Row]) -> list[HeldSwing]:
        stored = self._stored([row[0] for row in rows])
        return [_held(row, stored.get((row[0], "keypoints")), stored.get((row[0], "clip"))) for row in rows]

    def _stored(self, swing_ids: Sequence[str]) -> dict[tuple[str, str], str]:
        return {
            (swing_id, kind): sha256
            for month, some in by_month(swing_ids, month_of).items()
            for swing_id, kind, sha256, at_ms in self._database.select(
                STORED.format(keys=keys(some)), (month,)
            )
            if at_ms is not None
        }


def _where(which: Which) -> tuple[str, list[Any]]:
    given = [(f"{name} = ?", getattr(which, name)) for name in FILTERS]
    given += [("captured_at >= ?", which.from_ms), ("captured_at < ?", which.until_ms)]
    said = [(clause, value) for clause, value in given if value is not None]
    return " AND ".join(clause for clause, _ in said), [value for _, value in said]


def _value(metric: str) -> str:
    known = metric in METRICS
    return f"metrics['{metric}']" if known else f"other_metrics['{metric}']::DOUBLE PRECISION"


CAPTURED_AT = MEASURED.index("captured_at_ms")


def _places(rows: Sequence[Row]) -> list[tuple[Place, Row]]:
    """Newest first. Rows of a swing, or of PLAYER_PAGE: its id and its moment."""
    found = [(Place(row[1 if len(row) == 2 else CAPTURED_AT], row[0]), row) for row in rows]
    return sorted(found, key=lambda one: _key(one[0]), reverse=True)


def _key(place: Place) -> tuple[int, str]:
    return place.captured_at_ms, place.swing_id


def _held(row: Row, poses_sha256: str | None, clip_sha256: str | None) -> HeldSwing:
    said = dict(zip(MEASURED, row, strict=False))
    other, player_id, note = row[len(MEASURED) :]
    said["metrics"] = {**said["metrics"], **(other or {})}
    return HeldSwing(NewSwing(**said), player_id, note, poses_sha256, clip_sha256)
