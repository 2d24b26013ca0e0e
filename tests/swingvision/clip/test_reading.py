"""Which pictures a clip gives, upright, and when: against clips whose every picture carries its number."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from swingvision import clip
from tests.helpers.clips import (
    coded_image,
    encode,
    every,
    ns,
    number_of,
    numbers_and_times,
    write_matrix,
)

pytestmark = pytest.mark.slow

Image = NDArray[np.uint8]
CODECS = [
    ("h264.mp4", "libx264"),
    ("h264.mkv", "libx264"),
    ("h264.mov", "libx264"),
    ("h264.ts", "libx264"),
    ("hevc.mp4", "libx265"),
    ("av1.mp4", "libsvtav1"),
    ("vp9.webm", "libvpx-vp9"),
    ("mjpeg.avi", "mjpeg"),
]


@pytest.mark.parametrize(("name", "codec"), CODECS)
def test_every_container_gives_every_picture_at_its_time(tmp_path: Path, name: str, codec: str) -> None:
    ticks = every(3000, 30)
    path = encode(tmp_path / name, ticks, codec=codec)
    with clip.read(path) as reader:
        seen = numbers_and_times(reader)
    assert [number for number, _ in seen] == list(range(30))
    start = seen[0][1]
    times = np.array([time - start for _, time in seen])
    # Matroska counts in milliseconds, AVI in frames.
    assert np.abs(times - np.array(ns(ticks))).max() <= 1_000_000
    assert reader.warnings == []


def test_names_the_codec_and_the_facts(tmp_path: Path) -> None:
    scheduling = os.sched_getscheduler(0)
    path = encode(tmp_path / "a.mp4", every(1500, 24), codec="libsvtav1")
    assert os.sched_getscheduler(0) == scheduling
    with clip.read(path) as reader:
        numbers_and_times(reader)
    facts = reader.facts
    assert (facts.codec, facts.width, facts.height, facts.frames) == ("av1", 128, 96, 24)
    assert facts.fps == pytest.approx(60)
    assert facts.duration_s == pytest.approx(0.4)
    assert not facts.variable_frame_rate


def test_pictures_that_are_stored_out_of_order_come_in_order(tmp_path: Path) -> None:
    options = {"preset": "medium", "bf": "3", "b-adapt": "0", "g": "30"}
    path = encode(tmp_path / "b_frames.mp4", every(3000, 30), options=options)
    assert [number for number, _ in numbers_and_times(clip.read(path))] == list(range(30))


def test_variable_frame_rate_keeps_its_own_times(tmp_path: Path) -> None:
    ticks = np.cumsum([0, 3000, 1500, 6000, 3000, 900, 3000, 12_000, 3000]).tolist()
    with clip.read(encode(tmp_path / "vfr.mp4", ticks)) as reader:
        assert numbers_and_times(reader) == list(zip(range(9), ns(ticks)))
    assert reader.facts.variable_frame_rate


def test_time_need_not_start_at_zero(tmp_path: Path) -> None:
    ticks = every(3000, 10, start=62_640)
    with clip.read(encode(tmp_path / "late.mp4", ticks)) as reader:
        assert numbers_and_times(reader) == list(zip(range(10), ns(ticks)))


def test_an_edit_list_hides_its_pictures(tmp_path: Path) -> None:
    """Packets before zero are kept in the file and cut from what is shown, as phones do when they trim."""
    path = encode(
        tmp_path / "trimmed.mp4",
        every(3000, 24, start=-9 * 3000),
        container_options={"use_editlist": "1", "avoid_negative_ts": "disabled"},
    )
    assert b"elst" in path.read_bytes()
    assert numbers_and_times(clip.read(path)) == list(zip(range(9, 24), ns(every(3000, 15))))


@pytest.mark.parametrize(
    ("matrix", "turned"),
    [
        ((1, 0, 0, 1), lambda image: image),
        ((0, 1, -1, 0), lambda image: np.rot90(image, -1)),
        ((-1, 0, 0, -1), lambda image: np.rot90(image, 2)),
        ((0, -1, 1, 0), lambda image: np.rot90(image, 1)),
        ((-1, 0, 0, 1), lambda image: image[:, ::-1]),
        ((0, 1, 1, 0), lambda image: image.transpose(1, 0, 2)),
    ],
    ids=["upright", "clockwise", "upside down", "anticlockwise", "mirrored", "transposed"],
)
def test_the_display_matrix_is_applied(
    tmp_path: Path, matrix: tuple[int, int, int, int], turned: Callable[[Image], Image]
) -> None:
    path = encode(tmp_path / "turned.mp4", every(3000, 2), numbers=[0b101100111000] * 2)
    write_matrix(path, matrix)
    with clip.read(path) as reader:
        frame = next(iter(reader))
    want = turned(coded_image(0b101100111000))
    assert frame.image.shape == want.shape
    assert reader.size == want.shape[1::-1]
    assert (reader.facts.width, reader.facts.height) == reader.size
    assert np.abs(frame.image.astype(int) - want).mean() < 4


def test_pixels_that_are_not_square_are_made_square(tmp_path: Path) -> None:
    options = {"preset": "ultrafast", "x264-params": "sar=8/9"}
    path = encode(tmp_path / "dv.mp4", every(3000, 3), size=(720, 480), numbers=[5, 6, 7], options=options)
    with clip.read(path) as reader:
        frames = list(reader)
    assert reader.size == (640, 480)
    assert [number_of(frame.image) for frame in frames] == [5, 6, 7]


def test_very_large_pictures_are_scaled_while_reading(tmp_path: Path) -> None:
    path = encode(tmp_path / "4k.mp4", every(3000, 2), size=(3840, 2160))
    with clip.read(path) as reader:
        assert [number for number, _ in numbers_and_times(reader)] == [0, 1]
    assert reader.size == (1280, 720)
    assert (reader.facts.width, reader.facts.height) == (3840, 2160)
    assert reader.warnings == ["pictures of 3840 x 2160 were read at 1280 x 720"]


def test_names_that_look_like_addresses_are_files(tmp_path: Path) -> None:
    path = encode(tmp_path / "http:swing?a=1 %03d #é.mp4", every(3000, 3), container="mp4")
    assert len(numbers_and_times(clip.read(path))) == 3


@pytest.fixture
def no_garbage_collection() -> Iterator[None]:
    """As in a process that makes too few objects to have it run by itself."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.slow
@pytest.mark.usefixtures("no_garbage_collection")
def test_only_the_last_clip_holds_a_picture_of_its_decoder(tmp_path: Path) -> None:
    path = encode(tmp_path / "turned.mp4", every(3000, 3))
    write_matrix(path, (0, 1, -1, 0))
    for _ in range(5):
        with clip.read(path) as reader:
            assert len(list(reader)) == 3
    assert sum(isinstance(one, VideoFrame) for one in gc.get_objects()) <= 1
