"""Two programs on one database: what a reader does to the files, by its system calls (decision 13)."""

import shutil
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from edge.store import Store, StoreFailed
from edge.store.sync_schema import SYNC_NAME
from edge.sync.ledger import Ledger
from edge.sync.source import Source
from swingvision.sqlite import sqlite3
from tests.edge.samples import sample_swing
from tests.edge.sync.road import save

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs the Debian package strace")

READER = """
import sys
from pathlib import Path
from edge.sync.source import Source
source = Source(Path(sys.argv[1]))
rows = source.outbox(None)
assert rows and source.present([row["swing_id"] for row in rows])
source.boot_epoch()
"""
WRITER = """
import sys
from pathlib import Path
from swingvision.sqlite import sqlite3
sqlite3.connect(Path(sys.argv[1]) / "swings.db").execute("SELECT COUNT(*) FROM outbox").fetchone()
"""
CHANGES = (
    "write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,unlink,unlinkat,rename,renameat,renameat2"
)


def changes(program: str, data: Path) -> list[str]:
    """The system calls by which a program changes the bay's database or its log (not the shared index)."""
    calls = data.parent / "calls"
    command = ["strace", "-f", "-y", "-s", "0", "-e", f"trace={CHANGES}", "-o", str(calls)]
    subprocess.run([*command, sys.executable, "-c", program, str(data)], check=True)
    return [line for line in calls.read_text().splitlines() if "swings.db" in line and "-shm" not in line]


@needs_strace
@pytest.mark.slow
def test_a_reader_changes_neither_the_database_nor_its_log(store: Store, data: Path) -> None:
    save(store, 1)
    assert (data / "swings.db-wal").stat().st_size > 0
    assert changes(READER, data) == []


@needs_strace
@pytest.mark.slow
def test_a_reader_that_is_alone_with_a_log_leaves_it_for_the_bay(data: Path) -> None:
    store = Store.open(data)
    swing_id = save(store, 1)
    copy = data.parent / "after a crash"
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns("*-shm"))
    store.close()
    assert changes(READER, copy) == []
    again = Store.open(copy)
    assert again.swing(swing_id) is not None
    again.close()


@needs_strace
@pytest.mark.slow
def test_a_connection_that_may_write_is_noticed(data: Path) -> None:
    """It checkpoints as it closes, though it only read: what decision 13 keeps off the bay's database."""
    store = Store.open(data)
    save(store, 1)
    copy = data.parent / "copy"
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns("*-shm"))
    store.close()
    assert any("pwrite64" in line for line in changes(WRITER, copy))


def test_the_bay_saves_while_sync_reads_and_sync_sees_every_row(store: Store, data: Path) -> None:
    ledger, source = Ledger.open(data), Source(data)
    saved: list[str] = []
    done = threading.Event()

    def bay() -> None:
        saved.extend(store.save_swing(sample_swing(number), None).swing_id for number in range(1, 151))
        done.set()

    writer = threading.Thread(target=bay)
    writer.start()
    while not done.is_set() or ledger.balance().captured < len(saved):
        if rows := source.outbox(ledger.source()):
            ledger.learn(rows)
    writer.join()
    ledger.audit()
    assert [one.swing_id for one in ledger.in_state("queued", 1000)] == saved
    with closing(sqlite3.connect(data / SYNC_NAME)) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    ledger.close()


@pytest.mark.slow
def test_a_bay_whose_database_cannot_be_shared_now_is_waited_for(data: Path) -> None:
    """On a full disk the bay keeps every other connection out; sync says so and comes back."""
    store = Store.open(data)
    save(store, 1)
    with store._database.transaction("owning it") as db:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
    with store._database.transaction("owning it") as db:
        db.execute("UPDATE session SET ended_ms = 1")
    with pytest.raises(StoreFailed, match="locked"):
        Source(data).outbox(None)
    store.close()
    assert len(Source(data).outbox(None)) == 3
