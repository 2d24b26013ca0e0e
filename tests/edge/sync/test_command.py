"""`swingvision bay sync`, `join`, `outbox` and `status` as units and operators run them."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from edge.store import Store
from tests.edge.bay.test_command import environment, swingvision
from tests.edge.sync.road import delivered, save
from tests.edge.waiting import until
from tests.helpers.cloud.server import Cloud

COMMAND = [sys.executable, "-m", "tests.edge.bay.swingvision", "bay"]
# This machine's disk may be fuller than a bay's ever is.
SMALL_FLOOR = {"SWINGVISION_SYNC__FREE_FLOOR_MIB": "1", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
pytestmark = pytest.mark.slow


@contextmanager
def syncing(data: Path, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A sync in a process of its own."""
    with log.open("ab") as said:
        command = [*COMMAND, "sync", "--data", str(data)]
        process = subprocess.Popen(command, stderr=said, env=environment(**SMALL_FLOOR))
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_device_joins_delivers_and_is_asked_how_it_does(
    store: Store, data: Path, cloud: Cloud, tmp_path: Path
) -> None:
    folder = ("--data", str(data))
    said = swingvision("status", "--port", "1", *folder)
    assert said.returncode == 2 and "not joined" in said.stdout and "not run yet" in said.stdout

    first = save(store, 1)
    joined = swingvision("join", "claim-code", "--cloud", cloud.url, *folder, **SMALL_FLOOR)
    assert joined.returncode == 0 and "Bay 7" in joined.stdout
    again = swingvision("join", "claim-code", "--cloud", cloud.url, *folder, **SMALL_FLOOR)
    assert again.returncode == 2 and "was used or has expired" in again.stderr
    with syncing(data, tmp_path / "log") as process:
        until(lambda: delivered(cloud, first), 30.0, "the swing that was there")
        second = save(store, 2)
        until(lambda: delivered(cloud, second), 30.0, "a new one")
        until(lambda: "synced     6 of 6" in swingvision("status", "--port", "1", *folder).stdout)
        said = swingvision("status", "--port", "1", *folder)
        assert "queue      0" in said.stdout and " s ago" in said.stdout
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_dead_letters_are_listed_tried_again_and_given_up(
    store: Store, data: Path, cloud: Cloud, tmp_path: Path
) -> None:
    folder = ("--data", str(data))
    swingvision("join", "claim-code", "--cloud", cloud.url, *folder, **SMALL_FLOOR)
    save(store, 1, clip=False)
    with store._database.transaction("reading ids") as db:
        poison = [str(row[0]) for row in db.execute("SELECT delivery_id FROM outbox ORDER BY seq")]
    cloud.state.reject.update(poison)
    with syncing(data, tmp_path / "log"):

        def dead() -> list[str]:
            said = swingvision("outbox", "list", "--state", "dead_lettered", *folder).stdout
            return [line.split()[0] for line in said.splitlines() if "told to" in line]

        until(lambda: dead() == poison, 30.0)
        cloud.state.reject.clear()
        assert swingvision("outbox", "retry", poison[0], *folder).returncode == 0
        until(lambda: dead() == poison[1:], 30.0)
        assert swingvision("outbox", "drop", "--all", *folder).returncode == 0
        until(lambda: dead() == [], 30.0)
    said = swingvision("status", "--port", "1", *folder).stdout
    assert "evicted    1" in said and "synced     1 of 2" in said


def test_what_an_operator_gets_wrong_is_said_in_a_sentence(data: Path, tmp_path: Path) -> None:
    data.mkdir()
    folder = ("--data", str(data))
    for words, sentence in (
        (("join", "claim-code", "--cloud", "http://cloud.example.com"), "unencrypted"),
        (("join", "short", "--cloud", "https://127.0.0.1:9"), "8 to 64 characters"),
        (("join", "claim-code", "--cloud", "https://127.0.0.1:9"), "not joined"),
        (("outbox", "list"), "there is no database"),
        (("outbox", "retry"), "give ids, or --all"),
        (("outbox", "drop", "everything"), "is no id of a delivery"),
    ):
        said = swingvision(*words, *folder)
        assert said.returncode == 2 and sentence in said.stderr, said.stderr
        assert "Traceback" not in said.stderr


def test_a_second_sync_is_refused_in_a_sentence(store: Store, data: Path, tmp_path: Path) -> None:
    with syncing(data, log := tmp_path / "log"):
        until(lambda: (data / "sync.db").exists(), 30.0)
        said = swingvision("sync", "--data", str(data), **SMALL_FLOOR)
        assert said.returncode == 2 and "in use by another sync" in said.stderr
    assert "Traceback" not in log.read_text()
