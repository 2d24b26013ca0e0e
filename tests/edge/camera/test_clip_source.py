"""A clip played as a camera: what the ring holds of it is what whoever reads the file sees."""

from pathlib import Path

import numpy as np
import pytest

from edge.camera.clip_source import clip_pictures
from edge.camera.url import parse_camera_url
from swingvision import clip
from swingvision.clip.repeats import ChangeMeter, find_repeats
from swingvision.i420 import bgr_of_i420
from tests.helpers.clips import encode, every, write_matrix

pytestmark = pytest.mark.slow

AS_IT_IS, CLOCKWISE, MIRRORED = (1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, 1)


@pytest.mark.parametrize("matrix", [AS_IT_IS, CLOCKWISE, MIRRORED], ids=["as it is", "turned", "mirrored"])
@pytest.mark.parametrize("size", [(128, 96), (130, 94), (1920, 1080)])
def test_the_pictures_are_the_file_s_to_the_last_bit(
    tmp_path: Path, size: tuple[int, int], matrix: tuple[int, int, int, int]
) -> None:
    path = encode(tmp_path / "clip.mp4", every(3000, 3), size=size)
    write_matrix(path, matrix)
    with clip.read(path) as reader:
        expected = [(frame.time_ns, frame.image) for frame in reader]
    played = [
        (one.time_ns, bgr_of_i420(one.image)) for one in clip_pictures(parse_camera_url(f"file:{path}"))
    ]
    assert [time_ns for time_ns, _ in played] == [time_ns for time_ns, _ in expected]
    assert all(np.array_equal(mine, theirs) for (_, mine), (_, theirs) in zip(played, expected))


def test_the_ring_finds_the_repeats_that_the_file_s_reader_finds(tmp_path: Path) -> None:
    numbers = [7 * ((i + 3) * 5 // 6) for i in range(60)]
    path = encode(tmp_path / "padded.mp4", every(3000, 60), numbers=numbers)
    with clip.read(path) as reader:
        list(reader)
    meter = ChangeMeter()
    played = clip_pictures(parse_camera_url(f"file:{path}"))
    peaks, means = np.array([meter.push(one.luma) for one in played]).T
    assert reader.repeated.sum() == 10
    assert np.array_equal(find_repeats(peaks, means), reader.repeated)
