"""The rotated square: known answers, and there and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swingvision.estimator.crops import crop_around
from swingvision.estimator.region import MARGIN, crop, reflected, region_of, to_frame, to_region
from swingvision.pose import Region

CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0.5]], np.float64)


def found(hips: tuple[float, float], rim: tuple[float, float]) -> Region:
    region = region_of(np.array(hips), np.array(rim))
    assert region is not None
    return region


def test_an_upright_body_gives_an_upright_square_round_the_hips() -> None:
    assert found((100, 200), (100, 120)) == Region(100, 200, 2 * 80 * MARGIN, 0)


@pytest.mark.parametrize(
    ("rim", "turned_deg"), [((10, 0), 0), ((20, 10), 90), ((10, 20), 180), ((0, 10), -90), ((20, 0), 45)]
)
def test_the_square_turns_with_the_body(rim: tuple[float, float], turned_deg: float) -> None:
    assert np.degrees(found((10, 10), rim).angle_rad) == pytest.approx(turned_deg)


def test_points_that_coincide_or_are_missing_give_no_region() -> None:
    assert region_of(np.array([5.0, 5.0]), np.array([5.0, 5.5])) is None
    assert region_of(np.array([5.0, 5.0]), np.array([np.nan, 5.0])) is None


def test_corners_of_an_upright_square() -> None:
    corners = to_frame(Region(100, 50, 40, 0), CORNERS)
    assert np.allclose(corners, [[80, 30], [120, 30], [120, 70], [80, 70], [100, 50]])


def test_corners_of_a_square_turned_a_quarter_clockwise() -> None:
    corners = to_frame(Region(100, 50, 40, np.pi / 2), CORNERS)
    assert np.allclose(corners, [[120, 30], [120, 70], [80, 70], [80, 30], [100, 50]])


@given(
    x=st.floats(-500, 2000),
    y=st.floats(-500, 2000),
    side=st.floats(2, 4000),
    angle=st.floats(-np.pi, np.pi),
    point=st.tuples(st.floats(-1, 2), st.floats(-1, 2)),
)
def test_there_and_back_is_exact(
    x: float, y: float, side: float, angle: float, point: tuple[float, float]
) -> None:
    region = Region(x, y, side, angle)
    assert np.allclose(to_region(region, to_frame(region, np.array(point))), point, atol=1e-9)


def test_the_crop_of_a_square_of_its_own_size_is_the_picture_itself() -> None:
    """No half-pixel shift: corner goes to corner."""
    image = np.random.default_rng(1).integers(0, 255, (300, 300, 3), dtype=np.uint8)
    square = crop(image, Region(20 + 128, 30 + 128, 256, 0), 256)
    assert np.array_equal(square, image[30 : 30 + 256, 20 : 20 + 256])


def test_a_turned_crop_stands_upright() -> None:
    image = np.random.default_rng(2).integers(0, 255, (256, 256, 3), dtype=np.uint8)
    square = crop(image, Region(128, 128, 256, np.pi), 256)
    assert np.array_equal(square, image[::-1, ::-1])


@pytest.mark.parametrize("angle", [0.0, 0.4, -1.2, 3.0])
def test_a_spot_in_the_frame_is_where_the_crop_shows_it(angle: float) -> None:
    region = Region(210, 160, 300, angle)
    spot = np.array([[260, 190]])
    y, x = np.mgrid[:400, :400]
    glow = 255 * np.exp(-((x - spot[0, 0]) ** 2 + (y - spot[0, 1]) ** 2) / (2 * 4.0**2))
    image = np.repeat(glow[:, :, None], 3, axis=2).astype(np.uint8)
    square = crop(image, region, 256).astype(np.float64)[:, :, 0]
    rows, columns = np.mgrid[:256, :256]
    shown = np.array([(square * columns).sum(), (square * rows).sum()]) / square.sum()
    # A pixel's middle lies at a half.
    assert np.allclose(shown + 0.5, to_region(region, spot + 0.5)[0] * 256, atol=0.05)


def test_beyond_the_frame_its_edge_goes_on() -> None:
    image = np.full((50, 50, 3), 77, np.uint8)
    assert np.all(crop(image, Region(0, 0, 400, 0.3), 256) == 77)


@pytest.mark.parametrize("turned_rad", [0.0, np.radians(15), np.radians(-30)])
def test_a_left_handers_square_is_the_mirror_image_of_the_right_handers(turned_rad: float) -> None:
    size = (320, 240)
    plain = crop_around([Region(140.0, 110.0, 150.0, turned_rad)], size)
    there = crop_around([Region(320.0 - 140.0, 110.0, 150.0, -turned_rad)], size, mirrored=True)
    assert there.mirrored and reflected(there, 320) == plain
