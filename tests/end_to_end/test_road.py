"""From the camera to the history: a real bay, a real sync and a real cloud, each a process of its own."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from edge.sync.report import deliveries, report
from tests.edge.bay.conftest import swing_clip
from tests.edge.bay.test_command import Running, environment
from tests.edge.sync.test_command import SMALL_FLOOR, syncing
from tests.edge.waiting import until
from tests.end_to_end.patient_camera import PATIENCE, PatientCamera, swinging

COMMAND = [sys.executable, "-m", "tests.edge.bay.swingvision"]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
CODE = re.compile(r"\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}\b")
# On a machine that has better things to do; what is waited for mostly comes within seconds.
LIMIT_S, SWING_S, MORE_SWINGS = 300.0, 30.0, 10
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]
__all__ = ["swing_clip"]


def said(*words: str) -> str:
    return subprocess.run(
        [*COMMAND, *words], check=True, capture_output=True, text=True, env=environment(**SMALL_FLOOR)
    ).stdout


@contextmanager
def cloud(data: Path, port: int) -> Iterator[str]:
    """The cloud service until the block ends, which stops it as an operator would; its address."""
    command = [*COMMAND, "cloud", "run", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment()
    )
    try:
        assert process.stdout is not None
        found = next(address for line in process.stdout if (address := ADDRESS.search(line)))
        yield found[0]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(LIMIT_S)
        assert process.stdout is not None
        process.stdout.close()


def ask(url: str, token: str) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"}
    return httpx.get(url, headers=headers, trust_env=False, timeout=LIMIT_S).raise_for_status()


def history(url: str, token: str) -> dict[str, bool]:
    """Every swing that the history has, and whether with its clip. Fails where one is there twice."""
    swings = ask(f"{url}/v1/swings?limit=200", token).json()["swings"]
    ids = [swing["swing_id"] for swing in swings]
    assert len(ids) == len(set(ids))
    return {swing["swing_id"]: bool(swing["clip"]) for swing in swings}


def saved(bay: Running) -> dict[str, bool]:
    """Every swing of the bay, and whether with its clip."""
    return {one["swing_id"]: bool(one["clip_url"]) for one in bay.get("api/swings?limit=100")["swings"]}


def swing(bay: Running, camera: PatientCamera, wanted: int) -> None:
    """Swing until the bay has so many swings with their clips; one that it did not see, again."""
    deadline = time.monotonic() + LIMIT_S + wanted * SWING_S
    while len(saved(bay)) < wanted:
        assert time.monotonic() < deadline, "the bay sees no swings"
        swing_once(bay, camera)
    until(lambda: all(saved(bay).values()), LIMIT_S, "their clips")


def swing_once(bay: Running, camera: PatientCamera) -> None:
    had = len(saved(bay))
    camera.swing()
    until(lambda: len(saved(bay)) > had or camera.rested > PATIENCE, LIMIT_S, "the golfer has swung")


def synced(data: Path) -> bool:
    """Fails for a dead letter, with its reason."""
    found = report(data)
    assert found is not None and found.balance.dead_lettered == 0, deliveries(data, "dead_lettered", 10)
    return found.balance.queued == 0


def test_every_swing_is_in_the_history_once_also_when_the_cloud_was_gone(
    swing_clip: Path, tmp_path: Path
) -> None:
    data, cloud_data = tmp_path / "bay", tmp_path / "cloud"
    code = CODE.search(said("cloud", "devices", "add", "--bay", "Bay 7", "--data", str(cloud_data)))
    token = said("cloud", "tokens", "add", "--data", str(cloud_data)).split()[-1]
    assert code is not None
    with swinging(data, swing_clip) as (bay, camera):
        with cloud(cloud_data, 0) as url:
            said("bay", "join", code[0], "--cloud", url, "--data", str(data))
            with syncing(data, tmp_path / "log"):
                swing(bay, camera, 1)
                until(lambda: history(url, token) == saved(bay), LIMIT_S, "the history has it with its clip")
                for swing_id in saved(bay):
                    kept = httpx.get(f"{bay.url}api/swings/{swing_id}/clip", trust_env=False, timeout=LIMIT_S)
                    assert ask(f"{url}/v1/swings/{swing_id}/clip", token).content == kept.content
        with syncing(data, tmp_path / "log"):
            swing(bay, camera, len(saved(bay)) + MORE_SWINGS)
            with cloud(cloud_data, int(url.rpartition(":")[2])):
                until(lambda: synced(data), LIMIT_S, "everything is delivered")
                until(lambda: history(url, token) == saved(bay), LIMIT_S, "and can be read")
                assert len(saved(bay)) > MORE_SWINGS and all(saved(bay).values())
