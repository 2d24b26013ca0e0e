"""The service in a process of its own, which is killed and started again within milliseconds.

    python -m tests.cloud.serving DATA PORT

Each line of its input ends the service of the line before and forks a new one, whose id is the answer. The
line `early` is a fault on purpose, for the negative control: what is written is acknowledged before it is
committed, and so late is the commit that every kill comes before it.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from cloud.server import listen, open_parts, serve
from cloud.settings import Settings
from cloud.sqlite.database import Database
from tests.edge.waiting import until

START_S, ANSWER_S = 300.0, 60.0


class Service:
    """start() it, kill() it with signal 9, start() it again; pid: of the service, not of what forks it."""

    def __init__(self, data: Path, port: int) -> None:
        self._port, self.pid = port, 0
        command = [sys.executable, "-m", "tests.cloud.serving", str(data), str(port)]
        self._forks = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def start(self, line: str = "") -> None:
        assert self._forks.stdin is not None and self._forks.stdout is not None
        print(line, file=self._forks.stdin, flush=True)
        self.pid = int(self._forks.stdout.readline())
        until(self._answers, START_S, "the service answers")

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """The service and what forks it."""
        self._forks.communicate()

    def _answers(self) -> bool:
        try:
            url = f"http://127.0.0.1:{self._port}/healthz"
            return httpx.get(url, timeout=ANSWER_S, trust_env=False).is_success
        except httpx.TransportError:
            return False


@contextmanager
def serving(data: Path, port: int) -> Iterator[Service]:
    """A service that answers, until the block ends."""
    service = Service(data, port)
    try:
        service.start()
        yield service
    finally:
        service.end()


def acknowledge_early() -> None:
    def commit(self: Any, jobs: list[Any]) -> None:
        if not self._writer.in_transaction:
            self._writer.execute("BEGIN IMMEDIATE")
        for job in jobs:
            job.answer(*self._one(job))

    Database._commit = commit  # type: ignore[method-assign]


def _forked(data: Path, port: int, early: bool) -> int:
    if child := os.fork():
        return child
    try:
        if early:
            acknowledge_early()
        parts = open_parts(Settings(), data)
        serve(parts, listen("127.0.0.1", port))
    finally:
        os._exit(1)


def _ended(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(data: Path, port: int) -> None:
    child = 0
    for line in sys.stdin:
        if child:
            _ended(child)
        child = _forked(data, port, "early" in line)
        print(child, flush=True)
    if child:
        _ended(child)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
