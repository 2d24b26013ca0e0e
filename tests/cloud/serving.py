"""The service in a process of its own, to be killed.

python -m tests.cloud.serving DATA PORT [--early]

--early: a fault on purpose, for the negative control: what is written is acknowledged before it is committed,
and so late is the commit that the kill always comes first.
"""

import sys
from pathlib import Path
from typing import Any

from cloud.server import listen, open_parts, serve
from cloud.settings import Settings
from cloud.sqlite.database import Database


def acknowledge_early() -> None:
    def commit(self: Any, jobs: list[Any]) -> None:
        if not self._writer.in_transaction:
            self._writer.execute("BEGIN IMMEDIATE")
        for job in jobs:
            job.answer(*self._one(job))

    Database._commit = commit  # type: ignore[method-assign]


if __name__ == "__main__":
    data, port = Path(sys.argv[1]), int(sys.argv[2])
    if "--early" in sys.argv:
        acknowledge_early()
    parts = open_parts(Settings(), data)
    listening = listen("127.0.0.1", port)
    serve(parts, listening)
