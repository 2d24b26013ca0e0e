"""Three nodes under load, one killed or frozen: nothing acknowledged is lost, nothing is there twice."""

import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from cloud.cratedb.store import CratedbStore
from cloud.errors import StoreUnavailable
from cloud.swings.repository import Which
from swingvision.uuid7 import uuid7
from tests.cloud.rows import ORGANISATION, Sequence, new_swing
from tests.helpers import cratedb
from tests.helpers.cratedb import Node

WRITERS = 3
BATCH = 20
COUNT = "SELECT count(*) FROM swing WHERE organisation_id = ?"
MASTER = "SELECT name FROM sys.nodes WHERE id = (SELECT master_node FROM sys.cluster)"


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Node]]:
    if not cratedb.HOME:
        pytest.skip(cratedb.NO_NODES)
    folder = tmp_path_factory.mktemp("three")
    for above in (folder, *folder.parents[:3]):
        above.chmod(0o755)
    with cratedb.nodes(folder, 3) as started:
        yield started


class Load:
    """Bays that deliver, and deliver again until they are answered, as the real ones do."""

    def __init__(self, url: str) -> None:
        self.store = CratedbStore.open(url, f"nodes_{uuid7()[-12:]}")
        self.acknowledged: set[str] = set()
        self.unanswered = 0
        self.longest_s = 0.0
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(WRITERS)
        self._writers = [self._pool.submit(self._write) for _ in range(WRITERS)]

    def _write(self) -> None:
        numbers = Sequence(uuid7())
        while not self._stop.is_set():
            swings = [new_swing(device_id=numbers.device_id) for _ in range(BATCH)]
            arrivals = [numbers.arrival(one) for one in swings]
            began = time.monotonic()
            while True:
                try:
                    outcomes = self.store.ingest.apply(arrivals)
                    break
                except StoreUnavailable:
                    with self._lock:
                        self.unanswered += 1
                    time.sleep(0.2)
            assert set(outcomes) <= {"accepted", "duplicate"}, outcomes
            with self._lock:
                self.acknowledged |= {one.swing_id for one in swings}
                self.longest_s = max(self.longest_s, time.monotonic() - began)

    def reach(self, more: int) -> None:
        """Until so many more were acknowledged."""
        wanted, deadline = len(self.acknowledged) + more, time.monotonic() + 120
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < deadline, f"{len(self.acknowledged)} of {wanted}"
            assert not any(one.done() for one in self._writers), [one.exception() for one in self._writers]
            time.sleep(0.05)

    def finish(self) -> None:
        self._stop.set()
        for writer in self._writers:
            writer.result(120)

    def check(self) -> str:
        """Every acknowledged swing by key, and as many rows as swings."""
        ids = sorted(self.acknowledged)
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            found = [one.measured.swing_id for one in self.store.swings.swings(part)]
            assert found == part, f"lost: {sorted(set(part) - set(found))[:5]}"
        self.store.refresh()
        ((count,),) = self.store._database.select(COUNT, (ORGANISATION,))
        assert count == len(ids), f"{count} rows of {len(ids)} swings"
        newest = self.store.swings.page(Which(ORGANISATION), 100, None)
        assert len({one.measured.swing_id for one in newest}) == 100
        return (
            f"{len(ids)} acknowledged, 0 lost, 0 doubled; {self.unanswered} calls without an answer, "
            f"the longest wait {self.longest_s:.1f} s"
        )


@pytest.mark.timeout(600)
@pytest.mark.parametrize("harm", ["kill", "kill the master", "freeze"])
def test_a_node_goes_under_load(three: list[Node], harm: str) -> None:
    url = ",".join(node.url for node in three)
    load = Load(url)
    victim = _victim(three, load, harm == "kill the master")
    load.reach(300)
    if harm == "freeze":
        victim.send(signal.SIGSTOP)
        time.sleep(8)
        victim.send(signal.SIGCONT)
    else:
        victim.send(signal.SIGKILL)
        load.reach(300)
        victim.start()
    load.reach(300)
    load.finish()
    for node in three:
        node.wait(3)
    print(f"{harm}: {load.check()}")
    load.store.close()


def _victim(three: list[Node], load: Load, master: bool) -> Node:
    ((name,),) = load.store._database.select(MASTER)
    number = int(name.removeprefix("node"))
    return three[number if master else (number + 1) % 3]


def test_a_lost_write_would_be_seen(three: list[Node]) -> None:
    """The check's own control: a swing that was never written."""
    load = Load(three[0].url)
    load.reach(100)
    load.finish()
    load.acknowledged.add(uuid7())
    with pytest.raises(AssertionError, match="lost"):
        load.check()
    load.store.close()
