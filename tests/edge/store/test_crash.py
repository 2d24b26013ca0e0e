"""kill -9 at any moment: every acknowledged swing is there, and what is there is never half a swing."""

import hashlib
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from edge.messages import ReplayPoses
from edge.store import Store
from tests.edge.samples import FRAMES
from tests.edge.store.crash_writer import EARLY_SWINGS

ROUNDS = 5
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def acknowledged_until_killed(folder: Path, swings: int, after_s: float, *mode: str) -> list[str]:
    """Run the writer, kill -9 it `after_s` after its n-th acknowledged swing; all it acknowledged."""
    command = [sys.executable, "-m", "tests.edge.store.crash_writer", str(folder), *mode]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as writer:
        assert writer.stdout is not None
        lines = []
        for line in writer.stdout:
            if line.count("-") == 4:
                lines.append(line)
            if len(lines) == swings:
                threading.Timer(after_s, writer.kill).start()
            assert len(lines) < 1000
    # A kill in the middle of a line leaves one that was not acknowledged.
    return [line.strip() for line in lines if line.endswith("\n")]


def lost(folder: Path, acknowledged: list[str]) -> list[str]:
    """What is wrong in the store after a crash, in words; a swing without its clip is whole, not half."""
    store = Store.open(folder)
    try:
        wrong = [f"{swing_id} is lost" for swing_id in acknowledged if store.swing(swing_id) is None]
        for swing in store.swings(None, 1000, None).swings:
            clip = store.clip_path(swing.swing_id)
            if swing.clip_url and (
                clip is None or clip.stem != hashlib.sha256(clip.read_bytes()).hexdigest()
            ):
                wrong.append(f"{swing.swing_id} has no whole clip")
            if swing.swing_id in acknowledged and swing.clip_url is None:
                wrong.append(f"{swing.swing_id} lost its clip")
            poses = store.poses(swing.swing_id)
            if not isinstance(poses, ReplayPoses) or len(poses.time_s) != FRAMES:
                wrong.append(f"{swing.swing_id} has no whole poses")
        counts = store.counts()
        if not counts.outbox.get("result", 0) == counts.outbox.get("keypoints", 0) == counts.swings:
            wrong.append(f"{counts.swings} swings, but to be delivered are {counts.outbox}")
        if counts.outbox.get("clip", 0) != counts.clips:
            wrong.append(f"{counts.clips} clips, but to be delivered are {counts.outbox}")
        if list(store.incoming.iterdir()):
            wrong.append("half-written files are left")
        return wrong
    finally:
        store.close()


def test_every_acknowledged_swing_survives_kill_9(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    moments = random.Random()
    for _ in range(ROUNDS):
        swings, after_s = moments.randint(1, 8), moments.uniform(0, 0.05)
        acknowledged += acknowledged_until_killed(tmp_path, swings, after_s)
        assert lost(tmp_path, acknowledged) == [], f"killed {after_s} s after swing {swings}"
    assert len(acknowledged) >= ROUNDS
    assert list(tmp_path.glob("swings.damaged-*")) == []


def test_a_writer_that_acknowledges_too_early_is_caught(tmp_path: Path) -> None:
    acknowledged = acknowledged_until_killed(tmp_path, EARLY_SWINGS, 0, "too-early")
    assert f"{acknowledged[-1]} is lost" in lost(tmp_path, acknowledged)


def test_a_missing_file_and_a_missing_outbox_row_are_caught(tmp_path: Path) -> None:
    acknowledged = acknowledged_until_killed(tmp_path, 3, 0)
    assert lost(tmp_path, acknowledged) == []
    store = Store.open(tmp_path)
    with store._database.transaction("losing a row") as db:
        db.execute("DELETE FROM outbox WHERE swing_id = ? AND class = 'result'", [acknowledged[0]])
    clip = store.clip_path(acknowledged[1])
    store.close()
    assert clip is not None
    clip.write_bytes(clip.read_bytes()[:-1])
    wrong = lost(tmp_path, acknowledged)
    assert any("to be delivered" in words for words in wrong)
    assert any("has no whole clip" in words for words in wrong)
