"""From the camera to the history: a real bay, a real sync and a real cloud, each a process of its own."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from edge.store import Store
from edge.sync.report import deliveries, report
from tests.edge.bay.conftest import swing_clip
from tests.edge.bay.test_command import START_S, environment, running
from tests.edge.sync.test_command import SMALL_FLOOR, syncing
from tests.edge.waiting import until

COMMAND = [sys.executable, "-m", "tests.edge.bay.swingvision"]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
CODE = re.compile(r"\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}\b")
SWING_S, MORE_SWINGS = 240.0, 2
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
        process.wait(START_S)
        assert process.stdout is not None
        process.stdout.close()


def history(url: str, token: str) -> dict[str, bool]:
    """Every swing that the history has, and whether with its clip. Fails where one is there twice."""
    with httpx.Client(headers={"authorization": f"Bearer {token}"}, trust_env=False) as http:
        page = http.get(f"{url}/v1/swings", params={"limit": 200}).raise_for_status().json()
        ids = [swing["swing_id"] for swing in page["swings"]]
        assert len(ids) == len(set(ids))
        return {swing["swing_id"]: bool(swing["clip"]) for swing in page["swings"]}


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
    with running("--data", str(data), "--camera", f"file:{swing_clip}?loop=1", ring_mib=512) as bay:
        with cloud(cloud_data, 0) as url:
            said("bay", "join", code[0], "--cloud", url, "--data", str(data))
            with syncing(data, tmp_path / "log"):
                until(lambda: any(history(url, token).values()), SWING_S, "a swing with its clip")
                first = next(swing_id for swing_id, clip in history(url, token).items() if clip)
                with httpx.Client(headers={"authorization": f"Bearer {token}"}, trust_env=False) as http:
                    clip = http.get(f"{url}/v1/swings/{first}/clip").raise_for_status().content
                assert clip == httpx.get(f"{bay.url}api/swings/{first}/clip", trust_env=False).content
        before = len(bay.get("api/swings")["swings"])
        with syncing(data, tmp_path / "log"):
            until(lambda: len(bay.get("api/swings")["swings"]) >= before + MORE_SWINGS, SWING_S)
            with cloud(cloud_data, int(url.rpartition(":")[2])):
                bay.process.send_signal(signal.SIGTERM)
                bay.process.wait(START_S)
                store = Store.open(data)
                saved = {one.swing_id: bool(one.clip_url) for one in store.swings(None, 100, None).swings}
                store.close()
                until(lambda: synced(data), SWING_S, "everything is delivered")
                until(lambda: history(url, token) == saved, SWING_S, "and can be read")
    assert len(saved) >= 1 + MORE_SWINGS
