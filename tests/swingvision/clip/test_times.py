"""Times that are missing or do not rise are repaired and said; pictures shown twice are found."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from swingvision import clip
from swingvision.clip.timing import Clock
from tests.helpers.clips import CLOCK, encode, every, ns, numbers_and_times

SECOND = 1_000_000_000
STEP = SECOND // 25


def told(*said: int | None) -> list[int]:
    clock = Clock(Fraction(25))
    return [clock.next_ns(time) for time in said]


def test_rising_times_are_taken_as_they_are() -> None:
    assert told(-5, 0, 7, 10**15) == [-5, 0, 7, 10**15]


def test_a_repeated_time_is_put_between_its_neighbours() -> None:
    assert told(0, STEP, STEP, 2 * STEP) == [0, STEP, STEP + STEP // 2, 2 * STEP]


def test_a_clock_that_jumps_back_goes_on_at_its_own_pace() -> None:
    back = told(10 * SECOND, 10 * SECOND + STEP, 0, STEP, 3 * STEP)
    assert np.diff(back).tolist() == [STEP, STEP // 2, STEP, 2 * STEP]


def test_missing_times_follow_at_the_nominal_rate() -> None:
    assert told(None, None, 5 * STEP, None) == [0, STEP, 5 * STEP, 6 * STEP]


@pytest.mark.parametrize("rate", [None, Fraction(0), Fraction(10**9)])
def test_an_absurd_nominal_rate_is_not_believed(rate: Fraction | None) -> None:
    clock = Clock(rate)
    assert [clock.next_ns(None), clock.next_ns(None)] == [0, STEP]


def test_a_raw_stream_without_times_says_what_was_assumed(tmp_path: Path) -> None:
    path = encode(tmp_path / "raw.h264", every(3000, 20), container="h264")
    with clip.read(path) as reader:
        seen = numbers_and_times(reader)
    assert [number for number, _ in seen] == list(range(20))
    assert np.all(np.diff([time for _, time in seen]) > 0)
    assert any("carry no time" in warning and "assumed" in warning for warning in reader.warnings)


def test_times_that_fall_back_in_a_file_are_repaired_and_said(tmp_path: Path) -> None:
    given = encode(tmp_path / "even.avi", every(3000, 8), codec="mjpeg")
    ticks = [60_000, 63_000, 66_000, 64_500, 72_000, 72_000, 78_000, 81_000]
    path = retimed(given, tmp_path / "back.mkv", ticks)
    with clip.read(path) as reader:
        seen = numbers_and_times(reader)
    assert [number for number, _ in seen] == list(range(8))
    times = [time for _, time in seen]
    assert np.all(np.diff(times) > 0)
    untouched = [i for i in range(8) if i not in (3, 5)]
    assert np.abs(np.array(times)[untouched] - np.array(ns(ticks))[untouched]).max() <= 1_000_000
    assert reader.warnings == [
        "2 of 8 frames carry a time that does not rise, the first is frame 3: put right after the one before"
    ]


def retimed(source: Path, target: Path, ticks: list[int]) -> Path:
    """The same packets, each shown at another tick."""
    with av.open(str(source)) as given, av.open(str(target), "w") as made:
        stream = made.add_stream_from_template(given.streams.video[0])
        packets = [packet for packet in given.demux(video=0) if packet.dts is not None]
        for position, (packet, tick) in enumerate(zip(packets, ticks)):
            packet.stream, packet.time_base = stream, Fraction(1, CLOCK)
            packet.dts, packet.pts = position * 90, tick
            made.mux(packet)
    return target


def moving(numbers: list[int], path: Path) -> clip.ClipReader:
    reader = clip.read(encode(path, every(3000, len(numbers)), numbers=numbers))
    assert [number for number, _ in numbers_and_times(reader)] == numbers
    return reader


def test_film_padded_from_25_to_30_shows_its_repeats(tmp_path: Path) -> None:
    numbers = [7 * ((i + 3) * 5 // 6) for i in range(60)]
    reader = moving(numbers, tmp_path / "padded.mp4")
    assert np.flatnonzero(reader.repeated).tolist() == [
        i for i in range(1, 60) if numbers[i] == numbers[i - 1]
    ]
    assert reader.facts.repeated_frames == 10


def test_a_still_scene_is_not_made_of_repeats(tmp_path: Path) -> None:
    reader = moving([5] * 40, tmp_path / "still.mp4")
    assert reader.facts.repeated_frames == 0


def test_motion_that_turns_gently_is_not_made_of_repeats(tmp_path: Path) -> None:
    """A light that swings to and fro: around its turning points pictures look alike but are real ones."""
    path = tmp_path / "pendulum.mp4"
    columns = np.arange(320)
    with clip.ClipWriter(path, (320, 240)) as writer:
        for i in range(120):
            light = 40 + 180 * np.exp(-(((columns - 160 - 100 * np.cos(np.pi * i / 60)) / 30) ** 2))
            writer.write(
                np.broadcast_to(light[None, :, None], (240, 320, 3)).astype(np.uint8), i * SECOND // 60
            )
    with clip.read(path) as reader:
        pictures = np.array([frame.image[120, :, 1] for frame in reader]).astype(float)
    changes = np.abs(np.diff(pictures, axis=0)).max(axis=1)
    assert changes.max() > 15 and changes[58:62].min() < 2
    assert not reader.repeated.any()
