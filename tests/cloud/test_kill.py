"""The service is killed under load, again and again: what it acknowledged is in the history, once."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from cloud.server import open_parts
from cloud.settings import Settings
from tests.cloud.bay import Bay, poses, swing
from tests.helpers.wheel import free_port

KILLS, BAYS = 3, 3
START_S, JOIN_S = 60.0, 60.0


class Bays:
    """Bays that deliver small batches until they are stopped, and note what was acknowledged."""

    def __init__(self, data: Path, url: str) -> None:
        parts = open_parts(Settings(), data)
        self.organisation_id = parts.devices.organisation("Range")
        self.codes = [parts.devices.invite("Range", f"Bay {n}", 3600) for n in range(BAYS)]
        self.people = parts.tokens.add(self.organisation_id, ["swings:read"], "test", None)
        parts.store.close()
        self.url = url
        self.acknowledged: set[str] = set()
        self.doubtful: set[str] = set()
        self.stopped = threading.Event()
        self._lock = threading.Lock()

    def work(self, code: str) -> None:
        with httpx.Client(base_url=self.url, timeout=10) as http:
            bay = Bay(http)
            while not self.stopped.is_set() and not bay.device_id:
                self._try(lambda: self._join(bay, code))
            waiting: list[dict[str, object]] = []
            while not self.stopped.is_set():
                if not waiting:
                    made = [swing() for _ in range(3)]
                    waiting = [bay.result(one) for one in made]
                    waiting.append(bay.keypoints(made[0].swing_id, poses()))
                    with self._lock:
                        self.doubtful |= {one.swing_id for one in made}
                if self._try(lambda: self._send(bay, waiting)):
                    waiting = []

    def _try(self, act: object) -> bool:
        try:
            return bool(act())  # type: ignore[operator]
        except httpx.TransportError:
            time.sleep(0.02)
            return False

    def _join(self, bay: Bay, code: str) -> bool:
        bay.device_id = bay.claim(code).json()["device_id"]
        bay.token = bay.ask_token().json()["token"]
        return True

    def _send(self, bay: Bay, items: list[dict[str, object]]) -> bool:
        answer = bay.send(*items)
        if answer.status_code != 200:
            return False
        verdicts = {one["delivery_id"]: one["verdict"] for one in answer.json()["verdicts"]}
        assert set(verdicts.values()) <= {"accepted", "duplicate"}, verdicts
        with self._lock:
            self.acknowledged |= {str(one["swing_id"]) for one in items}
        return True


@contextmanager
def serving(data: Path, port: int, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.cloud.serving", str(data), str(port), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_S
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/healthz").raise_for_status()
                break
            except httpx.HTTPError:
                assert process.poll() is None and time.monotonic() < deadline
                time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait()


def killed_under_load(data: Path, kills: int, *arguments: str) -> tuple[Bays, list[str]]:
    """Kill the service so often; returns what the bays know and what the history then says."""
    port, draw = free_port(), random.Random(1)
    bays = Bays(data, f"http://127.0.0.1:{port}")
    threads = [threading.Thread(target=bays.work, args=(code,)) for code in bays.codes]
    for thread in threads:
        thread.start()
    for _ in range(kills):
        with serving(data, port, *arguments) as process:
            had, deadline = len(bays.acknowledged), time.monotonic() + JOIN_S
            while len(bays.acknowledged) < had + 20 and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(draw.uniform(0, 0.2))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
    bays.stopped.set()
    for thread in threads:
        thread.join(JOIN_S)
    with serving(data, port):
        return bays, history(bays)


def history(bays: Bays) -> list[str]:
    with httpx.Client(base_url=bays.url, headers={"authorization": f"Bearer {bays.people}"}) as people:
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


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(tmp_path: Path) -> None:
    bays, found = killed_under_load(tmp_path, KILLS)
    assert len(bays.acknowledged) >= 20 * KILLS
    assert len(found) == len(set(found)), "doubled"
    assert not bays.acknowledged - set(found), "lost"
    assert set(found) <= bays.doubtful, "invented"


@pytest.mark.slow
def test_a_service_that_acknowledges_too_early_is_caught(tmp_path: Path) -> None:
    bays, found = killed_under_load(tmp_path, 1, "--early")
    assert bays.acknowledged - set(found), "the negative control must lose something"
