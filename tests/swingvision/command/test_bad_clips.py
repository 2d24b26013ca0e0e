"""Every kind of bad clip on one command line: each gets its sentence, the good ones are still analysed."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.helpers.clips import encode, every, sound
from tests.helpers.command_line import EXECUTABLE, swingvision

pytestmark = pytest.mark.slow


def black(path: Path, seconds: int) -> Path:
    return encode(path, every(3000, 30 * seconds), numbers=[0] * 30 * seconds)


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("bad")
    made = {name: folder / f"{name}.mp4" for name in ("zero", "text", "cut", "header", "flipped", "missing")}
    made["zero"].touch()
    made["text"].write_text("This is a letter, not a clip.\n" * 40)
    made["sound"] = sound(folder / "sound.m4a")
    whole = encode(
        folder / "whole.mp4", every(3000, 60), container_options={"movflags": "faststart"}
    ).read_bytes()
    made["cut"].write_bytes(whole[: len(whole) * 2 // 3])
    made["header"].write_bytes(whole[: whole.index(b"mdat") + 4])
    flipped = bytearray(whole)
    for position in range(whole.index(b"mdat") + 200, len(whole), 400):
        flipped[position] ^= 0x10
    made["flipped"].write_bytes(flipped)
    made["folder"] = folder
    made["one"] = encode(folder / "one.mp4", [0])
    made["black"] = black(folder / "black.mp4", 10)
    return made


UNREADABLE = ("zero", "text", "sound", "header", "missing", "folder")
READABLE = ("cut", "flipped", "one", "black")


@pytest.fixture(scope="module")
def answer(clips: dict[str, Path]) -> subprocess.CompletedProcess[str]:
    return swingvision("analyze", *(clips[name] for name in (*UNREADABLE, *READABLE)), "--json", "-")


def test_exit_code_three_and_one_sentence_each(
    clips: dict[str, Path], answer: subprocess.CompletedProcess[str]
) -> None:
    assert answer.returncode == 3
    lines = answer.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == [str(clips[name]) for name in UNREADABLE]
    assert all("; " in line for line in lines)


def test_the_others_are_answered_in_order_one_object_a_line(
    clips: dict[str, Path], answer: subprocess.CompletedProcess[str]
) -> None:
    objects = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [o["clip"] for o in objects] == [str(clips[name]) for name in READABLE]
    assert all(o["swings"] == [] and o["reason"] for o in objects)
    cut, flipped, one, dark = objects
    assert 10 < cut["facts"]["frames"] < 60 and any("cut off" in w for w in cut["warnings"])
    assert any("damaged" in w for w in flipped["warnings"])
    assert one["facts"]["frames"] == 1 and one["facts"]["fps"] is None
    assert dark["facts"]["frames"] == 300 and dark["warnings"] == []


def test_no_swing_is_an_answer_in_the_table_too(clips: dict[str, Path], tmp_path: Path) -> None:
    done = swingvision(
        "analyze", clips["black"], "--overlay", tmp_path / "o.mp4", "--plot", tmp_path / "p.png"
    )
    assert done.returncode == 0
    assert "10.00 s" in done.stdout and "300 frames" in done.stdout
    assert (tmp_path / "o.mp4").stat().st_size > 0 and (tmp_path / "p.png").stat().st_size > 0
    assert done.stderr == ""


def test_8k_is_answered(tmp_path: Path) -> None:
    path = encode(tmp_path / "8k.mp4", every(3000, 2), size=(7680, 4320))
    done = swingvision("analyze", path, "--json", "-")
    assert done.returncode == 0
    said = json.loads(done.stdout)
    assert (said["facts"]["width"], said["facts"]["height"]) == (7680, 4320)
    assert said["warnings"] == ["pictures of 7680 x 4320 were read at 1280 x 720"]


def test_a_name_that_no_text_can_hold(tmp_path: Path) -> None:
    name = str(tmp_path).encode() + b"/swing\xff.mp4"
    done = subprocess.run([EXECUTABLE, b"analyze", name], capture_output=True, timeout=60)
    assert done.returncode == 3
    assert b"there is no such file" in done.stderr and b"Traceback" not in done.stderr
