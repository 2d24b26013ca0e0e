"""What only a live server says: that a statement by key is one, and what happens to rows at its limits."""

import re
from pathlib import Path

import httpx
import pytest

from cloud.cratedb.database import Database
from cloud.cratedb.migrations import FIRST_TABLES, MIGRATIONS, migrate, schema_version
from cloud.cratedb.store import CratedbStore
from cloud.errors import StoreRefused, StoreUnavailable
from cloud.swings.repository import Which
from tests.cloud.cratedb import live, statements
from tests.cloud.rows import NOON_MS, ORGANISATION, PLAYER, Sequence, new_swing

KEYED = statements.keyed()


def explained(database: Database, statement: str) -> str:
    """The plan; an UPDATE or DELETE shows none, and finds its row as a SELECT of the same WHERE does."""
    change = re.match(r"(?:UPDATE|DELETE FROM) (\w+).*(WHERE .*)", statement, re.DOTALL)
    asked = f"SELECT * FROM {change[1]} {change[2]}" if change else statement
    return "\n".join(row[0] for row in database.select(f"EXPLAIN {asked}"))


@pytest.mark.parametrize(("name", "statement"), KEYED, ids=[name for name, _ in KEYED])
def test_a_statement_by_key_is_one(name: str, statement: str, cratedb: CratedbStore) -> None:
    """Only such a one sees what was written a moment ago."""
    plan = explained(live.database(), statement)
    assert plan.startswith("Get["), plan


def test_a_search_is_none(cratedb: CratedbStore) -> None:
    """The control: parameters in an ANY look like a key and are none."""
    assert "Collect[" in explained(
        live.database(), "SELECT owner FROM taken WHERE kind = ANY(?) AND value = ?"
    )


def test_a_bulk_tells_of_each_row(cratedb: CratedbStore) -> None:
    bury = "INSERT INTO erased (swing_id, at_ms) VALUES (?, ?)"
    rows: list[tuple[object, object]] = [(f"swing {n}", n) for n in range(9)]
    rows[2], rows[5], rows[7] = ("swing 2", "no number"), (None, 1), ("swing 0", 7)
    assert live.database().change_each(bury, rows) == [1, 1, None, 1, 1, None, 1, None, 1]
    assert live.database().change_each("UPDATE erased SET at_ms = ? WHERE swing_id = ?", [(1, "x")]) == [0]


def test_what_no_column_holds_is_one_rows_fault(cratedb: CratedbStore) -> None:
    numbers = Sequence()
    poison = [
        new_swing(club=None),
        new_swing(bay="\ud800"),
        new_swing(club="x" * 40_000),
        new_swing(revision=2**40),
        new_swing(captured_at_ms=2**70),
        new_swing(metrics={"tempo_ratio": "three"}),
    ]
    good = [new_swing() for _ in range(6)]
    mixed = [numbers.arrival(one, body=str(n)) for n, one in enumerate(sum(map(list, zip(good, poison)), []))]
    again = numbers.arrival(poison[0], body="again")
    outcomes = cratedb.ingest.apply([*mixed, again])
    assert outcomes == ["accepted", "failed"] * 6 + ["failed"]
    assert len(cratedb.swings.swings([one.swing_id for one in good])) == 6


def test_steps_are_taken_once_and_a_newer_schema_is_refused(cratedb: CratedbStore) -> None:
    database = live.database()
    assert schema_version(database) == len(MIGRATIONS)
    migrate(database)
    more = "CREATE TABLE IF NOT EXISTS added (name TEXT PRIMARY KEY)"
    try:
        # A step that was cut off after its first statement is taken again.
        database.change(more)
        migrate(database, [*MIGRATIONS, (more, FIRST_TABLES[0])])
        assert schema_version(database) == len(MIGRATIONS) + 1
        with pytest.raises(StoreRefused, match="newer"):
            migrate(database)
    finally:
        database.change("DROP TABLE IF EXISTS added")
        database.change("UPDATE schema_version SET version = ? WHERE name = 'swingvision'", [len(MIGRATIONS)])


def test_an_old_months_swings_are_dropped_at_once(cratedb: CratedbStore) -> None:
    old = new_swing(swing_id="01941f29-7c00-7000-8000-000000000001", captured_at_ms=NOON_MS)
    new = new_swing()
    numbers = Sequence()
    cratedb.ingest.apply([numbers.arrival(old), numbers.arrival(new)])
    live.database().change("DELETE FROM swing WHERE month = '2025-01-01'::TIMESTAMPTZ")
    assert cratedb.swings.swing(old.swing_id) is None and cratedb.swings.swing(new.swing_id) is not None


def test_a_server_that_is_not_there_is_refused_and_one_that_went_is_unavailable() -> None:
    with pytest.raises(StoreRefused, match="cannot be reached"):
        CratedbStore.open("http://127.0.0.1:9", "nowhere")


def test_a_wrong_password_is_refused(cratedb: CratedbStore) -> None:
    address = httpx.URL(live.url() or "").copy_with(username="nobody", password="wrong")
    with pytest.raises((StoreRefused, StoreUnavailable)):
        CratedbStore.open(str(address), live.schema())


def test_what_the_manual_says_makes_player_swing_anew(cratedb: CratedbStore) -> None:
    manual = Path(__file__).parents[3] / "docs" / "operations" / "cratedb.md"
    block = manual.read_text().split("make it anew:\n\n")[1].split("\n\nWhose")[0].split("\n\n## ")[0]
    swings, numbers = [new_swing() for _ in range(3)], Sequence()
    cratedb.ingest.apply([numbers.arrival(one) for one in swings])
    cratedb.players.claim([one.swing_id for one in swings[:2]], PLAYER)
    cratedb.refresh()
    statements_said = [one.strip() for one in block.split(";") if one.strip()]
    assert len(statements_said) == 2
    for statement in statements_said:
        live.database().change(statement)
    cratedb.refresh()
    page = cratedb.swings.page(Which(ORGANISATION, player_id=PLAYER), 10, None)
    assert {one.measured.swing_id for one in page} == {one.swing_id for one in swings[:2]}
