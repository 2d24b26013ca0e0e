"""A file that is no database, a damaged one, a newer one: moved aside or refused, never overwritten."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from edge.store import Store, StoreFailed, StoreRefused
from edge.store.migrations import LATEST, MIGRATIONS, migrate, schema_version
from swingvision import sqlite
from tests.edge.samples import sample_poses, sample_swing

UP_LIMIT_S = 10.0


def filled(folder: Path, swings: int) -> list[str]:
    """A closed store with so many swings; their ids."""
    store = Store.open(folder)
    ids = [store.save_swing(sample_swing(n, "s"), sample_poses()).swing_id for n in range(1, swings + 1)]
    store.close()
    return ids


def not_a_database(path: Path) -> None:
    path.write_bytes(b"This is a text, not a database. " * 100_000)


def cut_in_the_middle(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def header_overwritten(path: Path) -> None:
    path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])


def page_overwritten(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [not_a_database, cut_in_the_middle, header_overwritten, page_overwritten])
def test_a_damaged_database_is_moved_aside_as_it_was(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    filled(tmp_path, 30)
    path = tmp_path / "swings.db"
    damage(path)
    damaged = path.read_bytes()

    began = time.monotonic()
    store = Store.open(tmp_path)
    assert time.monotonic() - began < UP_LIMIT_S
    (aside,) = tmp_path.glob("swings.damaged-*Z.db")
    assert aside.read_bytes() == damaged
    swing = sample_swing()
    store.save_swing(swing, None)
    assert store.swing(swing.swing_id) is not None
    store.close()

    Store.open(tmp_path).close()
    assert len(list(tmp_path.glob("swings.damaged-*.db"))) == 1, "the new database is whole"


def test_what_a_damaged_page_leaves_readable_is_in_the_new_database(tmp_path: Path) -> None:
    ids = filled(tmp_path, 60)
    page_overwritten(tmp_path / "swings.db")
    store = Store.open(tmp_path)
    there = {swing_id for swing_id in ids if store.swing(swing_id) is not None}
    counts = store.counts()
    store.close()
    assert 30 <= len(there) < 60, f"{len(there)} of 60 were salvaged"
    assert there >= set(ids[:5]) and there >= set(ids[-5:]), "rows before and after the damage"
    assert counts.swings == len(there) and counts.sessions == 1


def test_a_database_that_is_damaged_while_the_bay_runs_is_replaced_at_its_next_use(tmp_path: Path) -> None:
    ids = filled(tmp_path, 60)
    store = Store.open(tmp_path)
    page_overwritten(tmp_path / "swings.db")
    with pytest.raises(StoreFailed, match="malformed"):
        for _ in range(2):
            store.swings(None, 100, None)
            with store._database.transaction("forgetting what was read") as db:
                db.execute("PRAGMA shrink_memory")
    salvaged = store.swings(None, 100, None).swings
    assert 30 <= len(salvaged) < 60 and {swing.swing_id for swing in salvaged} < set(ids)
    assert store.save_swing(sample_swing(), None).saved
    store.close()
    assert len(list(tmp_path.glob("swings.damaged-*.db"))) == 1


def test_a_whole_database_is_not_touched_by_the_check(tmp_path: Path) -> None:
    ids = filled(tmp_path, 5)
    store = Store.open(tmp_path)
    assert [swing.swing_id for swing in store.swings(None, 10, None).swings] == ids[::-1]
    store.close()
    assert list(tmp_path.glob("swings.damaged-*")) == []


def test_an_empty_file_is_a_database_that_was_never_begun(tmp_path: Path) -> None:
    (tmp_path / "swings.db").touch()
    store = Store.open(tmp_path)
    assert store.counts().swings == 0
    store.close()


def test_a_newer_schema_is_refused_by_name_and_left_as_it_is(tmp_path: Path) -> None:
    filled(tmp_path, 2)
    path = tmp_path / "swings.db"
    with closing(Database(path)) as db:
        db.execute(f"PRAGMA user_version = {LATEST + 1}")
    before = path.read_bytes()
    with pytest.raises(StoreRefused, match=f"schema version {LATEST + 1}, .* up to {LATEST}"):
        Store.open(tmp_path)
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "swings.db"
    with closing(Database(path)) as db:
        db.table("bookmarks").insert({"title": "Augusta"})
    before = path.read_bytes()
    with pytest.raises(StoreRefused, match="another program's database"):
        Store.open(tmp_path)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/data"), Path("/dev/null")):
        with pytest.raises(StoreRefused, match=f"data folder {folder} cannot be written to: "):
            Store.open(folder)


@pytest.mark.slow
def test_a_second_bay_on_the_same_folder_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from edge.store import Store; Store.open(Path(sys.argv[1]))"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    store = Store.open(tmp_path)
    refused = subprocess.run(command, capture_output=True, text=True)
    store.close()
    assert refused.returncode == 1 and "in use by another bay" in refused.stderr
    assert subprocess.run(command, capture_output=True).returncode == 0


@pytest.mark.parametrize("version", range(LATEST))
def test_every_earlier_schema_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    with closing(Database(tmp_path / "swings.db")) as db:
        migrate(db, MIGRATIONS[:version])
    store = Store.open(tmp_path)
    store.save_swing(sample_swing(), sample_poses())
    with store._database.transaction("reading the version") as db:
        assert schema_version(db) == LATEST
    store.close()


def test_deliveries_keep_their_numbers_when_the_outbox_is_made_anew(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "swings.db")) as db:
        migrate(db, MIGRATIONS[:2])
        db.execute("INSERT INTO session (session_id, started_ms) VALUES ('s', 1)")
        db.execute(
            "INSERT INTO swing (swing_id, session_id, captured_at_ms, body) VALUES ('w', 's', 1, '{}')"
        )
        for number, kind in enumerate(("result", "keypoints", "clip"), 1):
            db.execute("INSERT INTO outbox VALUES (?, 7, ?, 'w', ?, 'x', 1)", [number, f"id{number}", kind])
        # The last one is gone: its number must not be another's.
        db.execute("DELETE FROM outbox WHERE seq = 3")
        db.conn.commit()
    store = Store.open(tmp_path)
    swing = store.save_swing(sample_swing(), None)
    with store._database.transaction("reading the outbox") as db:
        rows = [(row["seq"], row["boot_epoch"], row["swing_id"]) for row in db.table("outbox").rows]
    store.close()
    assert rows == [(1, 7, "w"), (2, 7, "w"), (4, 1, swing.swing_id)]


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path: Path) -> None:
    def fails_half_way(db: Database) -> None:
        db.execute("CREATE TABLE half (way TEXT)")
        raise RuntimeError("no power")

    with closing(Database(tmp_path / "swings.db")) as db:
        with pytest.raises(RuntimeError, match="no power"):
            migrate(db, [*MIGRATIONS, fails_half_way])
        assert schema_version(db) == LATEST
        assert "half" not in db.table_names()


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_versions_that_can_lose_rows_between_two_connections(version: sqlite.Version, affected: bool) -> None:
    assert sqlite.exclusive_only(version) is affected


def test_a_commit_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with store._database.transaction("reading settings") as db:
        settings = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
        assert settings == ["wal", 2]
        assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    store.close()
