"""A stretch of a clip, read again, is the same pictures with the same numbers and times."""

from pathlib import Path

import pytest

from swingvision import clip
from tests.helpers.clips import encode, every, number_of
from tests.swingvision.clip.test_times import retimed

pytestmark = pytest.mark.slow

Seen = list[tuple[int, int, int]]


def first_and_again(path: Path, first: int, last: int) -> tuple[Seen, Seen]:
    """(index, time, number) of the frames first to last: from a whole reading, and from the stretch alone."""
    with clip.read(path) as reader:
        whole = [(frame.index, frame.time_ns, number_of(frame.image)) for frame in reader]
    stretch = reader.pictures.between(whole[first][1], whole[last][1])
    return whole[first : last + 1], [
        (frame.index, frame.time_ns, number_of(frame.image)) for frame in stretch
    ]


@pytest.mark.parametrize(("first", "last"), [(0, 3), (11, 13), (12, 12), (29, 47), (40, 59)])
def test_a_stretch_is_the_same_again(tmp_path: Path, first: int, last: int) -> None:
    path = encode(tmp_path / "clip.mp4", every(1500, 60, start=700))
    whole, again = first_and_again(path, first, last)
    assert again == whole and len(again) == last - first + 1


def test_reordered_pictures_at_uneven_times(tmp_path: Path) -> None:
    ticks = [1500 * i + (700 if i % 7 == 0 else 0) for i in range(60)]
    path = encode(tmp_path / "uneven.mp4", ticks, options={"preset": "medium", "g": "15", "bf": "3"})
    whole, again = first_and_again(path, 33, 52)
    assert again == whole


def test_only_from_the_key_frame_before(tmp_path: Path) -> None:
    with clip.read(encode(tmp_path / "clip.mp4", every(1500, 60))) as reader:
        for _ in reader:
            pass
    pictures = reader.pictures
    assert pictures.own_times and list(pictures.key_frames) == [0, 12, 24, 36, 48]
    container, numbered = pictures._open(30)
    assert next(numbered)[0] == 24
    container.close()


def test_times_that_were_repaired_are_the_same_again(tmp_path: Path) -> None:
    given = encode(tmp_path / "even.avi", every(3000, 8), codec="mjpeg")
    path = retimed(given, tmp_path / "back.mkv", [0, 3000, 6000, 4500, 12000, 12000, 18000, 21000])
    whole, again = first_and_again(path, 2, 6)
    assert again == whole


def test_a_raw_stream_is_counted_from_its_beginning(tmp_path: Path) -> None:
    whole, again = first_and_again(encode(tmp_path / "raw.h264", every(3000, 40), container="h264"), 20, 30)
    assert again == whole


def test_nothing_between_two_pictures(tmp_path: Path) -> None:
    with clip.read(encode(tmp_path / "clip.mp4", every(3000, 10))) as reader:
        times = [frame.time_ns for frame in reader]
    assert list(reader.pictures.between(times[2] + 1, times[3] - 1)) == []


def test_a_clip_that_went_away_or_changed_says_so(tmp_path: Path) -> None:
    path = encode(tmp_path / "clip.mp4", every(3000, 30))
    with clip.read(path) as reader:
        times = [frame.time_ns for frame in reader]
    encode(path, every(3000, 12))
    with pytest.raises(clip.UnreadableClip, match="changed"):
        list(reader.pictures.between(times[5], times[25]))
    path.unlink()
    with pytest.raises(clip.UnreadableClip, match="no such file"):
        list(reader.pictures.between(times[5], times[6]))
