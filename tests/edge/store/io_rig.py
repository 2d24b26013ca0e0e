"""One system call fails, each in its turn: the bay's store and sync's ledger say so, and go on.

    python -m tests.edge.store.io_rig FOLDER ERROR NTH [NTH ...] [deaf]

strace makes the n-th write, sync, truncation or rename of a process fail with ERROR (ENOSPC, EIO). The
process is forked from this one, so that it is there within milliseconds. FOLDER/n/said has a line for each
acknowledged swing and clip. With `deaf` a failure counts as success: what the checker has to notice.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from edge.store import Store, StoreError
from edge.sync.ledger import Ledger, Outcome
from edge.sync.source import Source
from swingvision.log import configure
from tests.edge.samples import record_clip, sample_poses, sample_swing

CALLS = "write,pwrite64,fsync,fdatasync,ftruncate,rename"
TRIES, SWINGS = 4, 2
Result = TypeVar("Result")


def until_done(work: Callable[[], Result]) -> Result:
    """As the bay does: what could not be saved is tried again."""
    for _ in range(TRIES):
        with contextlib.suppress(StoreError, OSError):
            return work()
    raise AssertionError("it failed again and again, though one call failed once")


def deaf(work: Callable[[], Result]) -> Result | None:
    with contextlib.suppress(StoreError, OSError):
        return work()
    return None


def scenario(data: Path, attempt: Callable[[Callable[[], object]], object]) -> None:
    store = until_done(lambda: Store.open(data))
    said = os.open(data / "said", os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def acknowledge(line: str) -> None:
        # One that cannot be written is one that nobody heard.
        with contextlib.suppress(OSError):
            os.write(said, line.encode())

    for number in range(1, SWINGS + 1):
        swing, poses = sample_swing(number), sample_poses(number)
        attempt(lambda swing=swing, poses=poses: store.save_swing(swing, poses))  # type: ignore[misc]
        acknowledge(f"swing {swing.swing_id}\n")

        def attach(swing_id: str = swing.swing_id, number: int = number) -> object:
            return store.attach_clip(swing_id, record_clip(store.incoming / "recording.mp4", number))

        with contextlib.suppress(KeyError):
            attempt(attach)
        acknowledge(f"clip {swing.swing_id}\n")
    ledger, source = until_done(lambda: Ledger.open(data)), Source(data)
    until_done(lambda: ledger.learn(source.outbox(None)))
    first = until_done(lambda: ledger.in_state("queued", 1))[0]
    until_done(lambda: ledger.settle([Outcome(first.delivery_id, "synced")]))
    until_done(ledger.audit)
    ledger.close()
    store.close()


def failing(data: Path, error: str, nth: int, attempt: Callable[[Callable[[], object]], object]) -> None:
    """The scenario in a process of its own, whose n-th call fails."""
    data.mkdir(parents=True)
    wait, go = os.pipe()
    if (child := os.fork()) == 0:
        os.read(wait, 1)
        try:
            scenario(data, attempt)
        except BaseException as failure:
            print(f"call {nth}: {failure!r}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    inject = f"inject={CALLS}:error={error}:when={nth}"
    command = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={CALLS}", "-e", inject, "-p", str(child)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        assert "attached" in strace.stderr.readline()
        os.write(go, b"x")
        _, status = os.waitpid(child, 0)
    os.close(wait)
    os.close(go)
    assert status == 0, f"call {nth} of the process failed with {error}, and it did not recover"


def main(folder: Path, error: str, words: list[str]) -> None:
    for number in range(SWINGS + 1):
        record_clip(folder / "clip.mp4", number)
    attempt = deaf if "deaf" in words else until_done
    for nth in (int(word) for word in words if word.isdecimal()):
        failing(folder / str(nth), error, nth, attempt)


if __name__ == "__main__":
    configure("json")
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
