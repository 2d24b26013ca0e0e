"""The service is killed under load, again and again: what it acknowledged is in the history, once."""

import random
import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from cloud.server import open_parts
from cloud.settings import Settings
from tests.cloud.bay import Bay, poses, swing
from tests.cloud.serving import ANSWER_S, serving
from tests.edge.waiting import until
from tests.helpers.wheel import free_port

KILLS, BAYS, LOAD = 20, 3, 9
LOAD_S, LONGEST_PAUSE_S = 300.0, 0.1
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


class Bays:
    """Bays that deliver small batches until they are stopped, and note what was acknowledged."""

    def __init__(self, data: Path, url: str) -> None:
        parts = open_parts(Settings(), data)
        self.organisation_id = parts.organisations.named("Range")
        self.codes = [parts.devices.invite("Range", f"Bay {n}", 3600) for n in range(BAYS)]
        self.people = parts.tokens.add(self.organisation_id, ["swings:read"], "test", None)
        parts.store.close()
        self.url = url
        self.acknowledged: set[str] = set()
        self.sent: set[str] = set()
        self.stopped = threading.Event()
        self._lock = threading.Lock()

    def join(self) -> list[Bay]:
        return [self._joined(code) for code in self.codes]

    def _joined(self, code: str) -> Bay:
        bay = Bay(httpx.Client(base_url=self.url, timeout=ANSWER_S))
        bay.device_id = bay.claim(code).json()["device_id"]
        bay.token = bay.ask_token().json()["token"]
        return bay

    def work(self, bay: Bay) -> None:
        """Deliver until stopped; a batch that was not acknowledged goes again, unchanged."""
        waiting: list[dict[str, object]] = []
        with closing(bay.http):
            while not self.stopped.is_set():
                waiting = waiting or self._batch(bay)
                if self._acknowledges(bay, waiting):
                    waiting = []
                else:
                    time.sleep(0.02)

    def wait_for_load(self, working: "list[Future[None]]") -> None:
        """Until enough more was acknowledged. Raises what ended a bay."""
        before = len(self.acknowledged)

        def loaded() -> bool:
            for one in working:
                if one.done():
                    one.result()
            return len(self.acknowledged) >= before + LOAD

        until(loaded, LOAD_S, "a load")

    def _batch(self, bay: Bay) -> list[dict[str, object]]:
        made = [swing() for _ in range(3)]
        with self._lock:
            self.sent |= {one.swing_id for one in made}
        return [*(bay.result(one) for one in made), bay.keypoints(made[0].swing_id, poses())]

    def _acknowledges(self, bay: Bay, items: list[dict[str, object]]) -> bool:
        try:
            answer = bay.send(*items)
        except httpx.TransportError:
            return False
        answer.raise_for_status()
        verdicts = {one["verdict"] for one in answer.json()["verdicts"]}
        assert verdicts <= {"accepted", "duplicate"}, answer.text
        with self._lock:
            self.acknowledged |= {str(one["swing_id"]) for one in items}
        return True


def killed_under_load(data: Path, kills: int, seed: int, fault: str = "") -> tuple[Bays, list[str]]:
    """Kill the service so often; returns what the bays know and what the history then says."""
    port, draw = free_port(), random.Random(seed)
    bays = Bays(data, f"http://127.0.0.1:{port}")
    with serving(data, port) as service, ThreadPoolExecutor(BAYS) as threads:
        working = [threads.submit(bays.work, bay) for bay in bays.join()]
        try:
            for _ in range(kills):
                service.start(fault)
                bays.wait_for_load(working)
                time.sleep(draw.uniform(0, LONGEST_PAUSE_S))
                service.kill()
        finally:
            bays.stopped.set()
        for one in working:
            one.result()
        service.start()
        return bays, history(bays)


def history(bays: Bays) -> list[str]:
    headers = {"authorization": f"Bearer {bays.people}"}
    with httpx.Client(base_url=bays.url, headers=headers, timeout=ANSWER_S) as people:
        found: list[str] = []
        after: dict[str, str] = {}
        while True:
            page = people.get("/v1/swings", params={"limit": 200, **after}).json()
            found += [one["swing_id"] for one in page["swings"]]
            for one in page["swings"]:
                if one["poses"]:
                    assert (
                        people.get(one["poses"]).status_code == 200
                    ), "a row names an object that is not there"
            if page["next_after"] is None:
                return found
            after = {"after": page["next_after"]}


def differences(bays: Bays, found: list[str]) -> list[str]:
    """What is wrong with the history, in words."""
    wrong = [f"{one} is lost" for one in sorted(bays.acknowledged - set(found))]
    wrong += [f"{one} is there {count} times" for one, count in Counter(found).items() if count > 1]
    return wrong + [f"{one} was never sent" for one in sorted(set(found) - bays.sent)]


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(tmp_path: Path) -> None:
    bays, found = killed_under_load(tmp_path, KILLS, random.randrange(1 << 30))
    assert differences(bays, found) == [] and len(bays.acknowledged) >= LOAD * KILLS


def test_a_service_that_acknowledges_too_early_is_caught(tmp_path: Path) -> None:
    bays, found = killed_under_load(tmp_path, 1, 1, "early")
    assert len(bays.acknowledged) >= LOAD
    assert any(words.endswith("is lost") for words in differences(bays, found))
