"""What the writer promises: true times, keyframes, no B-frames, playable up to wherever it was cut."""

from pathlib import Path

import av
import numpy as np
import pytest

from swingvision import clip
from tests.helpers.clips import SIZE, coded_image, number_of, numbers_and_times

pytestmark = pytest.mark.slow

# 12 ms apart, with a jitter that a frame counter would lose.
TIMES_NS = (np.arange(60) * 12_000_000 + np.arange(60) ** 2 % 7 * 900_000 + 5_000_000_123_456).tolist()
TICK_NS = 1e9 / 90_000


def written(path: Path, start_ns: int | None = None) -> Path:
    with clip.ClipWriter(path, SIZE, start_ns=start_ns) as writer:
        for number, time_ns in enumerate(TIMES_NS):
            writer.write(coded_image(number), time_ns)
    return path


def packets(path: Path) -> list[tuple[int, int, bool]]:
    with av.open(str(path)) as container:
        found = [p for p in container.demux(video=0) if p.dts is not None and p.pts is not None]
        return [(p.dts, p.pts, p.is_keyframe) for p in found if p.dts is not None and p.pts is not None]


def test_pictures_come_back_with_their_times(tmp_path: Path) -> None:
    with clip.read(written(tmp_path / "a.mp4")) as reader:
        seen = numbers_and_times(reader)
    assert [number for number, _ in seen] == list(range(60))
    want = np.array(TIMES_NS) - TIMES_NS[0]
    assert np.abs(np.array([time for _, time in seen]) - want).max() <= TICK_NS
    assert reader.warnings == []


def test_a_given_start_keeps_the_times_of_the_source(tmp_path: Path) -> None:
    start_ns = TIMES_NS[0] - 696_000_000
    with clip.read(written(tmp_path / "a.mp4", start_ns)) as reader:
        first = next(iter(reader))
    assert abs(first.time_ns - 696_000_000) <= TICK_NS


def test_keyframes_every_twelve_and_nothing_out_of_order(tmp_path: Path) -> None:
    found = packets(written(tmp_path / "a.mp4"))
    assert [i for i, (_, _, key) in enumerate(found) if key] == [0, 12, 24, 36, 48]
    assert all(dts == pts for dts, pts, _ in found)


@pytest.mark.slow
def test_a_clip_cut_at_any_byte_plays_up_to_the_cut(tmp_path: Path) -> None:
    whole = written(tmp_path / "whole.mp4").read_bytes()
    cut = tmp_path / "cut.mp4"
    counts = []
    for length in [*range(0, len(whole), 61), len(whole)]:
        cut.write_bytes(whole[:length])
        try:
            seen = numbers_and_times(clip.read(cut))
        except clip.UnreadableClip:
            seen = []
        # A picture that is half there may be shown patched; those before it are what was written.
        assert [number for number, _ in seen[:-1]] == list(range(max(0, len(seen) - 1)))
        counts.append(len(seen))
    assert counts == sorted(counts)
    assert counts[-1] == 60
    # Nothing is held back: the pictures follow the bytes.
    assert 20 <= counts[len(counts) // 2] <= 40


def test_what_a_cut_left_can_be_made_whole_again(tmp_path: Path) -> None:
    cut, made = tmp_path / "cut.mp4", tmp_path / "made.mp4"
    whole = written(tmp_path / "whole.mp4").read_bytes()
    for length in range(len(whole) // 2, len(whole) // 2 + 200, 7):
        cut.write_bytes(whole[:length])
        clip.remux_faststart(cut, made)
        assert numbers_and_times(clip.read(made))[:20] == numbers_and_times(clip.read(cut))[:20]


def test_the_plain_mp4_that_it_replaces_does_not_survive_a_cut(tmp_path: Path) -> None:
    """Negative control: without fragments, a cut anywhere loses everything."""
    plain = tmp_path / "plain.mp4"
    clip.remux_faststart(written(tmp_path / "a.mp4"), tmp_path / "fast.mp4")
    with av.open(str(tmp_path / "fast.mp4")) as given, av.open(str(plain), "w") as made:
        stream = made.add_stream_from_template(given.streams.video[0])
        for packet in given.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                made.mux(packet)
    plain.write_bytes(plain.read_bytes()[:-200])
    with pytest.raises(clip.UnreadableClip):
        clip.read(plain)


def test_faststart_keeps_every_packet_and_puts_the_index_first(tmp_path: Path) -> None:
    source, target = written(tmp_path / "a.mp4"), tmp_path / "fast.mp4"
    clip.remux_faststart(source, target)
    assert packets(target) == packets(source)
    content = target.read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")
    assert b"moof" not in content
    assert numbers_and_times(clip.read(target)) == numbers_and_times(clip.read(source))


@pytest.mark.parametrize("size", [(127, 96), (128, 95), (127, 95)])
def test_odd_sizes_keep_their_coordinates(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "odd.mp4"
    with clip.ClipWriter(path, size) as writer:
        writer.write(coded_image(0b110010101101, size), 0)
    with clip.read(path) as reader:
        image = next(iter(reader)).image
    assert image.shape[:2] == (size[1] + size[1] % 2, size[0] + size[0] % 2)
    inside = image[: size[1], : size[0]].astype(int)
    assert np.abs(inside - coded_image(0b110010101101, size)).mean() < 6
    assert number_of(image[: size[1], : size[0]]) == 0b110010101101


def test_colours_survive(tmp_path: Path) -> None:
    colour = np.array([40, 160, 220], np.uint8)
    with clip.ClipWriter(tmp_path / "a.mp4", SIZE) as writer:
        writer.write(np.broadcast_to(colour, (SIZE[1], SIZE[0], 3)), 0)
    with clip.read(tmp_path / "a.mp4") as reader:
        image = next(iter(reader)).image
    assert np.abs(image.reshape(-1, 3).mean(axis=0) - colour).max() < 4


def test_refuses_times_that_do_not_rise_and_other_sizes(tmp_path: Path) -> None:
    with clip.ClipWriter(tmp_path / "a.mp4", SIZE) as writer:
        writer.write(coded_image(1), 100)
        with pytest.raises(ValueError, match="time does not rise"):
            writer.write(coded_image(2), 101)
        with pytest.raises(ValueError, match="shape"):
            writer.write(coded_image(2, (64, 64)), 1_000_000_000)


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        clip.ClipWriter(tmp_path / "none" / "a.mp4", SIZE)
