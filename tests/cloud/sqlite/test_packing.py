"""Histories of before metrics were packed, moved in parts; and what pages and trends read since."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest

from cloud.ingest.repository import NewSwing
from cloud.sqlite import SqliteStore, packing
from cloud.sqlite.database import Connection
from cloud.sqlite.migrations import (
    CLAIM_TABLES,
    FIRST_TABLES,
    LATEST,
    MIGRATIONS,
    PEOPLE_TABLES,
    migrate,
    schema_version,
)
from cloud.swings.repository import Which
from cloud.swings.sqlite import PAGE, TREND
from swingvision.sqlite import sqlite3
from tests.cloud.rows import DAY_MS, NOON_MS, ORGANISATION, PLAYER, Sequence, new_swing

OLD = (FIRST_TABLES, PEOPLE_TABLES, CLAIM_TABLES)
SWINGS = 25
MINE = Which(ORGANISATION, player_id=PLAYER)


class Cut(Exception):
    pass


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Connection]:
    with closing(sqlite3.connect(str(tmp_path / "cloud.db"), isolation_level=None)) as connection:
        migrate(connection, OLD)
        yield connection


def put_old(connection: Connection, swing: NewSwing, player_id: str | None) -> None:
    row = {**asdict(swing), "metrics": json.dumps(dict(swing.metrics)), "player_id": player_id}
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO swing ({', '.join(row)}) VALUES ({marks})", row)


def made() -> list[NewSwing]:
    kinds: list[dict[str, float | None]] = [{"tempo_ratio": 2.5}, {"plane_deg": None, "tempo_ratio": 3.5}, {}]
    return [new_swing(captured_at_ms=NOON_MS + i, metrics=kinds[i % 3]) for i in range(SWINGS)]


def test_an_old_history_is_all_there_and_answers_as_before(
    old: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "PART", 4)
    swings = made()
    for swing in swings:
        put_old(old, swing, PLAYER)
    old.close()
    store = SqliteStore.open(tmp_path / "cloud.db")
    found = store.swings.swings([swing.swing_id for swing in swings])
    assert [one.measured for one in found] == swings and {one.player_id for one in found} == {PLAYER}
    page = store.swings.page(MINE, 100, None)
    assert [one.measured.swing_id for one in page] == [swing.swing_id for swing in reversed(swings)]
    (bucket,) = store.swings.trend(MINE, "tempo_ratio", DAY_MS, [0.0, 1.0])
    assert (bucket.count, bucket.values) == (17, (2.5, 3.5))
    assert store.ingest.apply([Sequence().arrival(swings[0])]) == ["duplicate"]
    store.close()


def test_a_move_that_was_cut_goes_on_with_what_is_left(
    old: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "PART", 4)
    swings = made()
    for swing in swings:
        put_old(old, swing, None)
    parts = 0

    def cut_in_the_third(connection: Connection) -> bool:
        nonlocal parts
        parts += 1
        done = packing.pack_some(connection)
        if parts == 3:
            raise Cut
        return done

    with pytest.raises(Cut):
        migrate(old, (*OLD, packing.PREPARE, cut_in_the_third))
    assert schema_version(old) == len(OLD) + 1
    counts = [
        old.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("swing", "swing_before")
    ]
    assert counts == [8, SWINGS - 8], "two parts stand, the one that was cut left nothing"
    old.close()
    store = SqliteStore.open(tmp_path / "cloud.db")
    assert [one.measured for one in store.swings.swings([one.swing_id for one in swings])] == swings
    store.close()
    with closing(sqlite3.connect(str(tmp_path / "cloud.db"))) as connection:
        assert schema_version(connection) == LATEST == len(MIGRATIONS)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        assert "swing_before" not in tables


@pytest.mark.parametrize(
    ("statement", "column", "index"),
    [
        (PAGE, "bay", "swing_of_bay"),
        (PAGE, "player_id", "swing_of_player"),
        (TREND, "bay", "trend_of_bay"),
        (TREND, "player_id", "swing_of_player"),
    ],
)
def test_what_a_bay_or_player_is_asked_is_read_from_an_index_alone(
    tmp_path: Path, statement: str, column: str, index: str
) -> None:
    SqliteStore.open(tmp_path / "cloud.db").close()
    where = f"organisation_id = ? AND {column} = ? AND club = ? AND captured_at_ms >= ?"
    with closing(sqlite3.connect(str(tmp_path / "cloud.db"))) as connection:
        asked = "EXPLAIN QUERY PLAN " + statement.format(where=where)
        plan = [row[3] for row in connection.execute(asked, ("o", "s", "c", 0, 50))]
    of_swing = [step for step in plan if step.startswith(("SEARCH swing", "SCAN swing"))]
    assert len(of_swing) == 1 and f"USING COVERING INDEX {index} " in of_swing[0], plan
    assert not [step for step in plan if "TEMP B-TREE" in step], "nothing is sorted"
