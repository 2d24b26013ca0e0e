"""A process that saves swings until it is killed, naming each on stdout once it is acknowledged.

    python -m tests.edge.store.crash_writer FOLDER [too-early]

With `too-early` it names a swing before it is saved, and saves the second so late that the kill comes first:
what the checker of the crash test has to notice.
"""

import itertools
import signal
import sys
from pathlib import Path

from edge.store import Store
from tests.edge.samples import record_clip, sample_poses, sample_swing

EARLY_SWINGS = 2


def main(folder: Path, too_early: bool) -> None:
    store = Store.open(folder)
    for number in itertools.count(1):
        swing = sample_swing(number)
        if too_early:
            print(swing.swing_id, flush=True)
            if number == EARLY_SWINGS:
                signal.pause()
        store.save_swing(swing, sample_poses(number % 5))
        store.attach_clip(swing.swing_id, record_clip(store.incoming / "recording.mp4", number % 5))
        if not too_early:
            print(swing.swing_id, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "too-early" in sys.argv[2:])
