from fractions import Fraction

import av
import numpy as np
import pytest

from swingvision.i420 import MOST_PIXELS, bgr_of_i420, fitted_size, i420_of_bgr, i420_of_video


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((1280, 720), (1280, 720)),
        ((720, 1280), (720, 1280)),
        ((641, 481), (640, 480)),
        ((1920, 1080), (1280, 720)),
        ((7680, 4320), (1280, 720)),
        ((2, 2), (2, 2)),
    ],
)
def test_pictures_are_even_and_bounded(given: tuple[int, int], kept: tuple[int, int]) -> None:
    assert fitted_size(*given) == kept
    assert kept[0] * kept[1] <= MOST_PIXELS


def test_a_picture_without_extent_is_refused() -> None:
    with pytest.raises(ValueError, match="1x1 px is too small"):
        fitted_size(1, 1)


@pytest.mark.parametrize("grey", [0, 16, 100, 235, 255])
def test_brightness_survives_the_ring_s_form(grey: int) -> None:
    image = np.full((48, 64, 3), grey, np.uint8)
    assert np.abs(bgr_of_i420(i420_of_bgr(image)).astype(int) - grey).max() <= 1


@pytest.mark.parametrize("form", ["yuvj420p", "yuvj422p", "yuv420p", "rgb24", "gray"])
def test_every_pixel_format_keeps_its_brightness(form: str) -> None:
    """A camera's MJPEG is full range: read as limited range, its blacks and whites would be crushed."""
    bgr = np.repeat(np.linspace(20, 230, 64).astype(np.uint8)[None, :, None], 48, 0).repeat(3, 2)
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(bgr), "bgr24").reformat(format=form)
    frame.time_base = Fraction(1, 1000)
    image = i420_of_video(frame)
    assert image.shape == (72, 64)
    assert np.abs(bgr_of_i420(image).astype(int) - bgr).max() <= 4


def test_a_large_picture_is_reduced_as_a_whole() -> None:
    image = np.zeros((1080, 1920, 3), np.uint8)
    image[:, 960:] = 200
    small = bgr_of_i420(i420_of_bgr(image))
    assert small.shape == (720, 1280, 3)
    assert small[:, :630].max() <= 1 and small[:, 650:].min() >= 198
