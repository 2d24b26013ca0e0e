"""What is not a clip gets a sentence; what is damaged gives what it still holds, and says so."""

import os
import random
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from swingvision import clip
from tests.helpers.clips import encode, every, ns, numbers_and_times, sound


def refused(path: Path) -> str:
    with pytest.raises(clip.UnreadableClip) as caught:
        clip.read(path)
    said = str(caught.value)
    assert said.startswith(f"{path}: ") and "\n" not in said
    return said.removeprefix(f"{path}: ")


def test_missing(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.mp4") == "there is no such file; check the name"


def test_folder(tmp_path: Path) -> None:
    assert refused(tmp_path) == "this is a folder, not a clip; name the video files in it"


def test_zero_bytes(tmp_path: Path) -> None:
    path = tmp_path / "zero.mp4"
    path.touch()
    assert refused(path) == "the file is empty (zero bytes); copy or record it again"


def test_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    assert refused(tmp_path / "pipe.mp4").startswith("this is a pipe or a device, not a file")


@pytest.mark.parametrize("name", ["notes.mp4", "notes.txt", "notes.srt", "notes"])
def test_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nKeep your head down – ja!\n" * 50, encoding="utf-8")
    said = refused(path)
    assert "text" in said or "holds no picture" in said


@pytest.mark.parametrize(
    "content",
    ["#EXTM3U\n#EXTINF:1,\nsecret.mp4\n", "ffconcat version 1.0\nfile secret.mp4\n"],
    ids=["hls", "concat"],
)
def test_a_list_of_other_files_is_not_followed(tmp_path: Path, content: str) -> None:
    encode(tmp_path / "secret.mp4", every(3000, 5))
    path = tmp_path / "list.mp4"
    path.write_text(content)
    assert "text" in refused(path)


def test_audio_only(tmp_path: Path) -> None:
    assert refused(sound(tmp_path / "sound.m4a")).startswith("it holds sound but no picture")


def test_noise(tmp_path: Path) -> None:
    path = tmp_path / "noise.mp4"
    path.write_bytes(random.Random(1).randbytes(50_000))
    assert refused(path).startswith("this is not a video that can be read")


def test_an_index_that_was_lost(tmp_path: Path) -> None:
    path = encode(tmp_path / "cut.mp4", every(3000, 30))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert refused(path).startswith("this MP4 or MOV has lost its index")


def test_header_only(tmp_path: Path) -> None:
    path = encode(tmp_path / "faststart.mp4", every(3000, 30), container_options={"movflags": "faststart"})
    content = path.read_bytes()
    path.write_bytes(content[: content.index(b"mdat") + 4])
    assert refused(path) == "no picture in it can be decoded; copy or record it again"


def test_one_picture(tmp_path: Path) -> None:
    with clip.read(encode(tmp_path / "one.mp4", [0])) as reader:
        assert numbers_and_times(reader) == [(0, 0)]
    assert (reader.facts.frames, reader.facts.fps, reader.facts.variable_frame_rate) == (1, None, False)


def test_absurd_sizes_are_refused_by_name(tmp_path: Path) -> None:
    path = encode(tmp_path / "huge.avi", every(3000, 2), codec="mjpeg", size=(16, 16))
    content = bytearray(path.read_bytes())
    header = content.index(b"strf") + 8
    content[header + 4 : header + 12] = (60_000).to_bytes(4, "little") * 2
    frame = content.index(b"\xff\xc0")
    while frame >= 0:
        content[frame + 5 : frame + 9] = (60_000).to_bytes(2, "big") * 2
        frame = content.find(b"\xff\xc0", frame + 1)
    path.write_bytes(content)
    said = refused(path)
    assert "60000 x 60000" in said or said.startswith("no picture in it can be decoded")


def test_cut_in_the_middle_gives_what_came_before(tmp_path: Path) -> None:
    ticks = every(3000, 90)
    path = encode(tmp_path / "cut.mp4", ticks, container_options={"movflags": "faststart"})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    with clip.read(path) as reader:
        numbers = [number for number, _ in numbers_and_times(reader)]
    assert 30 < len(numbers) < 80
    assert numbers == list(range(len(numbers)))
    assert any("the rest is missing or was cut off" in warning for warning in reader.warnings)


def with_hole(path: Path) -> Path:
    """40 pictures, a keyframe every ten; the bytes of pictures 12 to 14 are noise."""
    options = {"preset": "ultrafast", "g": "10", "bf": "0", "x264-params": "scenecut=0"}
    encode(path, every(3000, 40), options=options)
    content = bytearray(path.read_bytes())
    with av.open(str(path)) as container:
        places = [(packet.pos, packet.size) for packet in container.demux(video=0) if packet.pos is not None]
    for position, size in places[12:15]:
        content[position : position + size] = random.Random(3).randbytes(size)
    path.write_bytes(content)
    return path


def test_a_broken_packet_does_not_end_the_reading(tmp_path: Path) -> None:
    with clip.read(with_hole(tmp_path / "hole.mp4")) as reader:
        seen = numbers_and_times(reader)
    times = dict(zip(ns(every(3000, 40)), range(40)))
    # What hangs on the lost pictures may look like anything, up to the next keyframe.
    numbers = [number for number, time in seen if not 12 <= times[time] < 20]
    assert numbers == [*range(12), *range(20, 40)]
    assert len(reader.warnings) == 1
    assert reader.warnings[0].startswith(f"the file is damaged at frame 12 of {len(seen)} or later")


def flip_bits(content: bytes, seed: int, share: float) -> bytes:
    generator = np.random.default_rng(seed)
    values = np.frombuffer(content, np.uint8).copy()
    where = generator.random(len(values)) < share
    values[where] ^= (1 << generator.integers(0, 8, int(where.sum()))).astype(np.uint8)
    return values.tobytes()


@pytest.mark.slow
@pytest.mark.parametrize("container", ["mp4", "mkv", "ts", "avi"])
def test_flipped_bits_never_raise_anything_else(tmp_path: Path, container: str) -> None:
    whole = encode(tmp_path / f"whole.{container}", every(3000, 40)).read_bytes()
    path = tmp_path / f"flipped.{container}"
    read = 0
    for seed in range(25):
        path.write_bytes(flip_bits(whole, seed, (0.0005, 0.003, 0.02)[seed % 3]))
        try:
            with clip.read(path) as reader:
                times = [frame.time_ns for frame in reader]
        except clip.UnreadableClip:
            continue
        read += 1
        assert np.all(np.diff(times) > 0)
        assert reader.facts.frames == len(times)
    assert read > 0


def test_nothing_is_left_on_stderr(tmp_path: Path) -> None:
    path = with_hole(tmp_path / "hole.mp4")
    script = "import sys; from swingvision import clip; print(sum(1 for _ in clip.read(sys.argv[1])))"
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 30


# VmHWM and not ru_maxrss: that one starts at what the process that started this one had.
PEAK = """
import re, sys
from pathlib import Path
from swingvision import clip
marks = []
for frame in clip.read(sys.argv[1]):
    marks.append(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]))
print(len(marks), marks[len(marks) // 4], marks[-1])
"""


def peak_kib(path: Path) -> tuple[int, int, int]:
    """Frames, peak memory after a quarter of them and after all, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", PEAK, path], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    frames, early, late = map(int, done.stdout.split())
    return frames, early, late


@pytest.mark.slow
def test_memory_does_not_grow_with_length(tmp_path: Path) -> None:
    """600 pictures of 640 x 480 would be 550 MB if they were kept."""
    path = encode(tmp_path / "long.mp4", every(3000, 600), numbers=[9] * 600, size=(640, 480))
    frames, early, late = peak_kib(path)
    assert frames == 600
    assert late - early < 20_000


@pytest.mark.slow
def test_8k_is_read_in_bounded_memory(tmp_path: Path) -> None:
    path = encode(tmp_path / "8k.mp4", every(3000, 6), size=(7680, 4320))
    frames, _, late = peak_kib(path)
    assert frames == 6
    assert late < 1_200_000
