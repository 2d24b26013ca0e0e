"""`swingvision bay` as people and systemd run it: real processes on loopback."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.edge.waiting import until

COMMAND = [sys.executable, "-m", "tests.edge.bay.swingvision"]
START_S = 60.0
SMALL = {"SWINGVISION_CAMERA__STALL_S": "30", "SWINGVISION_CAMERA__RING_MIB": "128"}
pytestmark = pytest.mark.slow


def environment(**more: str) -> dict[str, str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith("SWINGVISION_")}
    return {**plain, **more}


def swingvision(*words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*COMMAND, "bay", *words],
        capture_output=True,
        text=True,
        timeout=START_S,
        env=environment(**variables),
    )


class Running:
    """A bay in a process of its own."""

    def __init__(self, *words: str, **variables: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "bay", "run", "--port", "0", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment(**{**SMALL, **variables}),
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().rpartition(" ")[2].strip()
        assert self.url.startswith("http://127.0.0.1:"), "it prints the page's address"

    @property
    def port(self) -> str:
        return self.url.rstrip("/").rpartition(":")[2]

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url + path, timeout=START_S) as answer:
            return json.load(answer)

    def children(self) -> list[int]:
        threads = Path(f"/proc/{self.process.pid}/task").iterdir()
        return [int(pid) for thread in threads for pid in (thread / "children").read_text().split()]


@contextmanager
def running(*words: str, **variables: str) -> Iterator[Running]:
    bay = Running(*words, **variables)
    try:
        yield bay
    finally:
        bay.process.kill()
        bay.process.wait()
        assert bay.process.stdout is not None
        bay.process.stdout.close()


def alive(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def refused(answer: "subprocess.CompletedProcess[str]", words: str) -> None:
    last = answer.stderr.strip().splitlines()[-1]
    assert answer.returncode == 2, answer.stderr
    assert words in last and last.startswith("Error: ")
    assert "Traceback" not in answer.stderr


def test_what_cannot_be_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    refused(swingvision("run", "--data", data, "--camera", "webcam"), "'webcam' is no camera address")
    refused(
        swingvision("run", "--data", data, SWINGVISION_CAMERA__SPEED="1"),
        "unknown setting SWINGVISION_CAMERA__SPEED in the environment",
    )
    refused(
        swingvision("run", "--data", data, "--config", str(tmp_path / "no.toml")),
        "cannot be read: No such file",
    )
    refused(swingvision("run", "--data", "/proc/bay"), "cannot be written to")
    refused(swingvision("status", "--port", "1"), "no bay answers")


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        refused(
            swingvision("run", "--data", str(tmp_path), "--port", port), f"cannot listen on 127.0.0.1:{port}"
        )


def test_a_bay_from_its_start_to_its_end(swing_clip: Path, tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    with running("--data", data, "--camera", f"file:{swing_clip}?loop=1") as bay:
        refused(swingvision("run", "--data", data, "--port", "0"), "is in use by another bay")
        said = swingvision("status", "--port", bay.port)
        assert said.returncode == 0 and "blazepose-full" in said.stdout
        assert bay.get("healthz")["ok"]
        until(lambda: bay.get("api/status")["frames"]["processed"] > 0, START_S)
        children = bay.children()
        assert len(children) == 1
        bay.process.send_signal(signal.SIGTERM)
        assert bay.process.wait(10) == 0
        assert not any(alive(child) for child in children)


def test_a_killed_bay_starts_again_with_every_saved_swing(swing_clip: Path, tmp_path: Path) -> None:
    words = ("--data", str(tmp_path / "data"), "--camera", f"file:{swing_clip}?loop=1")
    with running(*words) as bay:
        until(lambda: bay.get("api/swings")["swings"], START_S, "a swing")
        before, children = bay.get("api/swings")["swings"], bay.children()
        bay.process.kill()
        bay.process.wait()
        until(lambda: not any(alive(child) for child in children), 3.0, "capture ends with the bay")
    with running(*words) as bay:
        kept = {swing["swing_id"]: swing["report"] for swing in bay.get("api/swings")["swings"]}
        assert all(kept[swing["swing_id"]] == swing["report"] for swing in before)


def test_the_interface_is_printed_as_openapi() -> None:
    said = swingvision("openapi")
    assert said.returncode == 0
    assert "StateMessage" in json.loads(said.stdout)["components"]["schemas"]


def test_the_settings_are_listed() -> None:
    said = swingvision("settings")
    assert said.returncode == 0 and "yaw_deg" in said.stdout


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"]])
def test_help_is_quick_and_needs_no_model(words: list[str]) -> None:
    said = swingvision(*words)
    assert said.returncode == 0 and "Usage:" in said.stdout
