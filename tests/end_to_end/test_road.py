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


def ask(url: str, token: str) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"}
    return httpx.get(url, headers=headers, trust_env=False, timeout=START_S).raise_for_status()


def history(url: str, token: str) -> dict[str, bool]:
    """Every swing that the history has, and whether with its clip. Fails where one is there twice."""
    swings = ask(f"{url}/v1/swings?limit=200", token).json()["swings"]
    ids = [swing["swing_id"] for swing in swings]
    assert len(ids) == len(set(ids))
    return {swing["swing_id"]: bool(swing["clip"]) for swing in swings}


def one_swing(data: Path, clip: Path) -> tuple[str, bytes]:
    """A bay that sees one swing and then nothing more: the swing's id, and its clip as the kiosk gets it."""
    with running("--data", str(data), "--camera", f"file:{clip}", ring_mib=512) as bay:
        before = {one["swing_id"] for one in bay.get("api/swings")["swings"]}

        def new() -> list[str]:
            swings = bay.get("api/swings")["swings"]
            return [one["swing_id"] for one in swings if one["clip_url"] and one["swing_id"] not in before]

        until(new, SWING_S, "a swing and its clip")
        (swing_id,) = new()
        shown = httpx.get(f"{bay.url}api/swings/{swing_id}/clip", trust_env=False, timeout=START_S)
        return swing_id, shown.content


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
    with cloud(cloud_data, 0) as url:
        said("bay", "join", code[0], "--cloud", url, "--data", str(data))
        with syncing(data, tmp_path / "log"):
            first, clip = one_swing(data, swing_clip)
            until(lambda: history(url, token) == {first: True}, SWING_S, "a swing with its clip")
            assert ask(f"{url}/v1/swings/{first}/clip", token).content == clip
    with syncing(data, tmp_path / "log"):
        more = [one_swing(data, swing_clip)[0] for _ in range(MORE_SWINGS)]
        with cloud(cloud_data, int(url.rpartition(":")[2])):
            until(lambda: synced(data), SWING_S, "everything is delivered")
            saved = dict.fromkeys([first, *more], True)
            until(lambda: history(url, token) == saved, SWING_S, "and can be read")
