"""What systemd hears, on a real datagram socket."""

import socket
from pathlib import Path

import pytest

from edge.notify import ALIVE, READY, notify


def listen(address: str) -> socket.socket:
    systemd = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    systemd.settimeout(2)
    systemd.bind(address)
    return systemd


def test_a_socket_in_the_file_system_hears_each_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listen(str(tmp_path / "notify")) as systemd:
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        assert notify(READY) and notify(ALIVE)
        assert [systemd.recv(64), systemd.recv(64)] == [b"READY=1", b"WATCHDOG=1"]


def test_an_abstract_socket_is_reached_by_its_at_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    with listen("\0swingvision-test-notify") as systemd:
        monkeypatch.setenv("NOTIFY_SOCKET", "@swingvision-test-notify")
        assert notify(READY)
        assert systemd.recv(64) == b"READY=1"


def test_without_a_listener_it_says_so_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not notify(READY)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    assert not notify(READY)
