"""Ctrl-C and a reader that goes away end the command without noise."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.clips import encode, every
from tests.helpers.command_line import EXECUTABLE


@contextmanager
def running(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    # A shell starts what runs in its background deaf to Ctrl-C; at a terminal it is not.
    hear = "import os, signal, sys; signal.signal(2, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-c", hear, EXECUTABLE, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.slow
def test_ctrl_c_is_a_clean_exit(tmp_path: Path) -> None:
    clip = encode(tmp_path / "a.mp4", every(3000, 30))
    with running("analyze", *[clip] * 500, "--json", tmp_path / "o.json") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{clip}\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said.strip()) == (130, "Stopped.")
    assert os.listdir(tmp_path) == ["a.mp4"]


@pytest.mark.slow
def test_a_broken_pipe_is_quiet(tmp_path: Path) -> None:
    clip = encode(tmp_path / "a.mp4", every(3000, 5))
    with running("analyze", *[clip] * 3, "--json", "-") as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert (process.wait(timeout=60), said) == (1, "")
