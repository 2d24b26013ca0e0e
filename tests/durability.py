"""The long forms of the durability rigs: many rounds of the short ones, each with seeds of its own.

    python -m tests.durability FOLDER [RIG ...]

FOLDER/progress.json says how many rounds are done, so that a run goes on where the last one stopped: a round
that was broken off is played again, with the same seed. A round that finds something wrong ends the run with
it.
"""

import argparse
import itertools
import json
import logging
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from swingvision.log import configure
from tests.cloud import test_kill
from tests.edge.bay.conftest import cut_swing
from tests.edge.store.crash_states import check, memory_folder, with_sync
from tests.edge.store.test_io_errors import CALLS, wrong_after
from tests.edge.sync.test_fault_proxy import played
from tests.edge.sync.test_kill import killed_again_and_again
from tests.edge.sync.test_offline import offline_then_back
from tests.end_to_end.killed_bay import Rig as KilledBay
from tests.helpers.cloud.history import differences, out_of_order
from tests.helpers.disk.states import Cuts


def crash_states(folder: Path, number: int) -> list[str]:
    """5,000 states of a recording made anew."""
    first = number * 1_000_000
    return check(Cuts(with_sync(folder / "recorded")), folder, itertools.count(first), 5_000)[1]


def kill_9(folder: Path, number: int) -> list[str]:
    """100 kills."""
    return killed_again_and_again(folder / "data", 100, number)[1]


def kill_9_bay(folder: Path, number: int) -> list[str]:
    """10 kills of a whole bay while its golfer swings."""
    rig = KilledBay(folder / "data", cut_swing(folder / "swing.mp4"), number)
    wrong = rig.run(10)
    print("kill_9_bay: killed", ", ".join(f"{n} {moment} the saving" for moment, n in rig.moments.items()))
    return wrong if rig.announced else ["no swing was saved"]


def kill_9_cloud(folder: Path, number: int) -> list[str]:
    """100 kills of the cloud service."""
    return test_kill.differences(*test_kill.killed_under_load(folder, 100, number))


def io_errors(folder: Path, number: int) -> list[str]:
    """Every call of the scenario fails once."""
    return wrong_after(folder, ("ENOSPC", "EIO")[number % 2], list(range(1, CALLS)))


def fault_proxy(folder: Path, number: int) -> list[str]:
    """50 devices, about a minute: each kind of fault 150 times."""
    captured, wrong = played(folder, 50, 20, 6.0, 150, number)
    return wrong if len(captured) >= 1000 else [f"{len(captured)} of 1000 swings were captured"]


def offline(folder: Path, number: int) -> list[str]:
    """14 days, 8,400 swings; 99 of 100 live ones within 2 s, memory within 32 MiB."""
    said, state = offline_then_back(folder, 14, 600)
    captured = {swing_id: ["result"] for swing_id in [*said["swings"], *(one for one, _ in said["live"])]}
    slow = [seconds for _, seconds in said["live"] if seconds > 2.0]
    grown = said["grown_bytes"]
    found = differences(captured, state) + out_of_order(state)
    found += [f"live swings took {slow} s"] if len(slow) > len(said["live"]) // 100 else []
    return found + ([f"memory grew by {grown} bytes"] if grown > 32 << 20 else [])


@dataclass(frozen=True, slots=True)
class Rig:
    round: Callable[[Path, int], list[str]]
    rounds: int


RIGS = {
    "crash_states": Rig(crash_states, 200),
    "kill_9": Rig(kill_9, 50),
    "kill_9_bay": Rig(kill_9_bay, 50),
    "kill_9_cloud": Rig(kill_9_cloud, 50),
    "io_errors": Rig(io_errors, 2),
    "fault_proxy": Rig(fault_proxy, 60),
    "offline": Rig(offline, 1),
}


def main(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    progress = folder / "progress.json"
    done: dict[str, int] = json.loads(progress.read_text()) if progress.exists() else {}
    for name in names or RIGS:
        rig, before = RIGS[name], done.get(name, 0)
        print(f"{name}: {before} of {rig.rounds} rounds were done before", flush=True)
        for number in range(before, rig.rounds):
            seconds = play(name, number)
            done[name] = number + 1
            keep(progress, done)
            left_min = seconds * (rig.rounds - done[name]) / 60
            print(
                f"{name}: {done[name]} of {rig.rounds} rounds, nothing lost, nothing doubled"
                f" ({seconds:.0f} s, about {left_min:.0f} min to go)",
                flush=True,
            )


def play(name: str, number: int) -> float:
    """One round; how long it took, s."""
    random.seed(number)
    started_s = time.monotonic()
    with tempfile.TemporaryDirectory(dir=memory_folder()) as scratch:
        wrong = RIGS[name].round(Path(scratch), number)
    if wrong:
        sys.exit(f"{name}, round {number}: " + "; ".join(wrong[:10]))
    return time.monotonic() - started_s


def keep(progress: Path, done: dict[str, int]) -> None:
    """Whole or not at all: a run may be ended at any moment."""
    new = progress.with_suffix(".new")
    new.write_text(json.dumps(done))
    os.replace(new, progress)


def parser() -> argparse.ArgumentParser:
    rigs = "\n".join(f"  {name:13} {rig.rounds:3} rounds: {rig.round.__doc__}" for name, rig in RIGS.items())
    made = argparse.ArgumentParser(
        prog="python -m tests.durability",
        description="The long forms of the durability rigs. A run goes on where the last one stopped.",
        epilog=f"rigs:\n{rigs}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("folder", type=Path, metavar="FOLDER", help="where progress.json is kept")
    made.add_argument("rigs", nargs="*", metavar="RIG", help="see below; all of them where none is named")
    return made


if __name__ == "__main__":
    configure("json")
    logging.disable()
    # Ended by a signal, a round still ends its processes and removes what it wrote.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    asked = parser().parse_args()
    if unknown := set(asked.rigs) - RIGS.keys():
        parser().error(f"no rig is called {', '.join(sorted(unknown))}")
    main(asked.folder, asked.rigs)
