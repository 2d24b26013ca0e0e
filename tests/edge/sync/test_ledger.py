"""sync.db: the account always balances, and what was settled stays settled."""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sqlite_utils import Database

from edge.store import Store, StoreFailed, StoreRefused
from edge.store.migrations import migrate
from edge.store.outbox import SWINGS
from edge.store.reading import read_only
from edge.store.sync_schema import SYNC
from edge.sync import damage, wishes
from edge.sync.ledger import Ledger, Outcome, OutOfBalance, State
from edge.sync.source import Source
from edge.sync.wishes import Wish
from tests.edge.store.test_opening import not_a_database, page_overwritten
from tests.edge.sync.road import save

pytestmark = pytest.mark.slow


@pytest.fixture
def ledger(store: Store, data: Path) -> Iterator[Ledger]:
    opened = Ledger.open(data)
    yield opened
    opened.close()


def learn(ledger: Ledger) -> None:
    source = Source(ledger.data_dir)
    while rows := source.outbox(ledger.source()):
        ledger.learn(rows)


def test_it_balances_after_every_change(store: Store, ledger: Ledger) -> None:
    rng = random.Random(5)
    for number in range(1, 31):
        save(store, number, clip=number % 3 == 0)
        if number % 4 == 0:
            learn(ledger)
        states: list[State] = ["queued", "synced", "evicted", "dead_lettered"]
        for one in ledger.in_state("queued", 100):
            if rng.random() < 0.3:
                ledger.settle([Outcome(one.delivery_id, rng.choice(states))])
        if number % 10 == 0:
            ledger.put_back(None)
        ledger.audit()
    learn(ledger)
    assert ledger.balance().captured == 70


def test_what_is_settled_stays_settled(store: Store, ledger: Ledger) -> None:
    save(store, 1, clip=False)
    learn(ledger)
    first, second = ledger.in_state("queued", 10)
    ledger.settle([Outcome(first.delivery_id, "synced"), Outcome(second.delivery_id, "dead_lettered", "no")])
    ledger.settle([Outcome(first.delivery_id, "evicted"), Outcome(second.delivery_id, "synced")])
    learn(ledger)
    assert (ledger.balance().synced, ledger.balance().dead_lettered) == (1, 1)


def test_an_account_that_does_not_balance_is_not_passed_over(store: Store, ledger: Ledger) -> None:
    save(store, 1)
    learn(ledger)
    with ledger.transaction("losing one") as db:
        db.execute("UPDATE account SET deliveries = deliveries - 1 WHERE name = 'queued'")
    with pytest.raises(OutOfBalance, match="does not balance"):
        ledger.balance()
    with pytest.raises(StoreFailed, match="never deleted"), ledger.transaction("deleting one") as db:
        db.execute("DELETE FROM delivery WHERE nr = 1")


def test_a_second_sync_on_the_same_folder_is_refused(ledger: Ledger) -> None:
    script = (
        "import sys; from pathlib import Path; from edge.sync.ledger import Ledger;"
        " Ledger.open(Path(sys.argv[1]))"
    )
    command = [sys.executable, "-c", script, str(ledger.data_dir)]
    refused = subprocess.run(command, capture_output=True, text=True)
    assert refused.returncode == 1 and "in use by another sync" in refused.stderr
    assert StoreRefused.__name__ in refused.stderr


@pytest.mark.parametrize("hurt", [page_overwritten, not_a_database])
def test_a_damaged_ledger_is_begun_anew_and_loses_no_delivery(
    store: Store, data: Path, hurt: Callable[[Path], None]
) -> None:
    for number in range(1, 61):
        save(store, number, clip=False)
    ledger = Ledger.open(data)
    learn(ledger)
    ledger.settle(Outcome(one.delivery_id, "synced") for one in ledger.in_state("queued", 40))
    ledger.close()
    hurt(data / "sync.db")
    ledger = Ledger.open(data)
    learn(ledger)
    damage.tell(ledger)
    damage.tell(ledger)
    ledger.audit()
    balance = ledger.balance()
    assert balance.captured == 121, "120 deliveries and one report of the damage"
    assert balance.synced <= 40 and balance.queued == 121 - balance.synced
    ledger.close()


def test_deliveries_of_a_rescued_outbox_are_known_again(data: Path) -> None:
    store = Store.open(data)
    for number in range(1, 61):
        save(store, number, clip=False)
    ledger = Ledger.open(data)
    learn(ledger)
    everything = {one.delivery_id for one in ledger.in_state("queued", 1000)}
    ledger.settle(Outcome(one, "synced") for one in everything)
    store.close()
    page_overwritten(data / "swings.db")
    again = Store.open(data)
    new = save(again, 99, clip=False)
    learn(ledger)
    ledger.audit()
    queued = ledger.in_state("queued", 1000)
    assert {one.swing_id for one in queued} == {new}, "what is in the cloud already is not sent again"
    again.close()
    ledger.close()


def test_a_database_that_begins_anew_counts_in_a_new_epoch(data: Path) -> None:
    store = Store.open(data)
    save(store, 1, clip=False)
    ledger = Ledger.open(data)
    learn(ledger)
    store.close()
    not_a_database(data / "swings.db")
    again = Store.open(data)
    save(again, 2, clip=False)
    learn(ledger)
    places = [(one.boot_epoch, one.seq) for one in ledger.in_state("queued", 10)]
    assert places == [(1, 1), (1, 2), (2, 1), (2, 2)], "no place is used twice"
    ledger.report("{}")
    assert (ledger.in_state("queued", 10)[-1].boot_epoch, ledger.in_state("queued", 10)[-1].seq) == (3, 1)
    again.close()
    ledger.close()


def test_an_operators_wishes_are_fulfilled_once(store: Store, ledger: Ledger, data: Path) -> None:
    save(store, 1)
    learn(ledger)
    result, keypoints, clip = ledger.in_state("queued", 10)
    ledger.settle(
        [Outcome(result.delivery_id, "dead_lettered"), Outcome(keypoints.delivery_id, "dead_lettered")]
    )
    wishes.leave(data, Wish(verb="retry", delivery_ids=[result.delivery_id, clip.delivery_id]))
    wishes.leave(data, Wish(verb="drop", delivery_ids=None))
    wishes.fulfil(ledger)
    assert [one.delivery_id for one in ledger.in_state("queued", 9)] == [result.delivery_id, clip.delivery_id]
    assert [one.delivery_id for one in ledger.in_state("evicted", 9)] == [keypoints.delivery_id]
    wishes.leave(data, Wish(verb="drop", delivery_ids=[clip.delivery_id]))
    (data / "wishes" / "0.json").write_text('{"verb": "dance"}')
    wishes.fulfil(ledger)
    wishes.fulfil(ledger)
    assert list((data / "wishes").iterdir()) == []
    assert (ledger.balance().evicted, ledger.balance().queued) == (2, 1)


def test_an_account_from_before_claims_goes_on(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "sync.db")) as db:
        migrate(db, SYNC.migrations[:1], SYNC.application_id)
        for number, state in enumerate(("queued", "synced", "synced"), 1):
            db.execute(
                "INSERT INTO delivery (delivery_id, boot_epoch, seq, kind, sha256, created_ms, state)"
                " VALUES (?, 1, ?, 'result', 'x', 1, ?)",
                [f"id{number}", number, state],
            )
        db.conn.commit()
    ledger = Ledger.open(tmp_path)
    ledger.report("{}")
    ledger.settle([Outcome("id1", "synced")])
    ledger.audit()
    balance = ledger.balance()
    assert (balance.captured, balance.synced, balance.queued) == (4, 3, 1)
    with pytest.raises(StoreFailed, match="never deleted"):
        with ledger.transaction("deleting") as db:
            db.execute("DELETE FROM delivery")
    ledger.close()


def test_the_bays_database_is_only_read(store: Store, ledger: Ledger, data: Path) -> None:
    save(store, 1)
    with pytest.raises(StoreFailed, match="readonly"):
        with read_only(data / "swings.db", SWINGS, "writing") as db:
            db.execute("DELETE FROM outbox")
    with pytest.raises(StoreFailed, match="replaced meanwhile"):
        with read_only(data / "swings.db", SWINGS, "reading"):
            (data / "swings.db").rename(data / "moved.db")
            (data / "swings.db").touch()
    with pytest.raises(StoreFailed, match="no database"):
        with read_only(data / "none.db", SWINGS, "reading"):
            pass
    ledger.balance()
    with pytest.raises(StoreFailed, match="not of this version"):
        with read_only(data / "sync.db", SWINGS, "reading"):
            pass
