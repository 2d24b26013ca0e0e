"""Clips mirrored by their header alone, and the fixed lot that splits them."""

from pathlib import Path

import numpy as np
import pytest

from swingvision import clip
from swingvision.clip import remux_faststart
from swingvision.demo import DEMO_CLIP
from tests.accuracy import clips
from tests.accuracy.clips import flipped
from tests.helpers.clips import encode, every, write_matrix

pytestmark = pytest.mark.slow


def first_picture(path: Path) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    with clip.read(path) as reader:
        return np.asarray(next(iter(reader)).image)


# As stored; a quarter turn, as telephones write it; mirrored already.
@pytest.mark.parametrize("matrix", [(1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, 1), (0, -1, 1, 0)])
def test_a_flipped_movie_shows_every_picture_mirrored(
    tmp_path: Path, matrix: tuple[int, int, int, int]
) -> None:
    plain = encode(tmp_path / "plain.mp4", every(3000, 4))
    write_matrix(plain, matrix)
    (tmp_path / "mirrored.mp4").write_bytes(flipped(plain.read_bytes()))
    np.testing.assert_array_equal(first_picture(tmp_path / "mirrored.mp4"), first_picture(plain)[:, ::-1])


def test_times_stay_and_twice_flipped_is_the_movie_itself(tmp_path: Path) -> None:
    remux_faststart(DEMO_CLIP, tmp_path / "plain.mp4")
    movie = (tmp_path / "plain.mp4").read_bytes()
    assert flipped(flipped(movie)) == movie != flipped(movie) and len(flipped(movie)) == len(movie)


def test_what_is_no_movie_is_refused() -> None:
    with pytest.raises(ValueError, match="no track header"):
        flipped(b"RIFF")


def test_the_lot_is_fixed_and_three_fifths_are_for_tuning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clips, "labels", lambda: {f"clip{number:02}": {} for number in range(20)})
    halves = {f"clip{number:02}": clips.half_of(f"clip{number:02}") for number in range(20)}
    assert sum(half == "tune" for half in halves.values()) == 12
    assert halves == {name: clips.half_of(name) for name in halves}
