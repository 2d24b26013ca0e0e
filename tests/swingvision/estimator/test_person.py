"""The whole-frame detector: anchors, letterbox, suppression by hand; people in pictures."""

import numpy as np
import pytest
from numpy.typing import NDArray

from swingvision.estimator.estimator import DETECTOR, choose
from swingvision.estimator.manifest import read_model
from swingvision.estimator.person import Person, PersonDetector, letterbox, make_anchors, overlap, suppress
from swingvision.estimator.session import Session
from swingvision.pose import Region
from tests.swingvision.estimator.people import add_person, canvas, person

FLOAT = np.float32


@pytest.fixture(scope="module")
def detector() -> PersonDetector:
    model, content = read_model(DETECTOR)
    return PersonDetector(Session(model.name, content, "cpu", threads=1))


def box(x0: float, y0: float, x1: float, y1: float) -> NDArray[np.float32]:
    """(6, 2) as the detector decodes it, the alignment points at the centre."""
    return np.array([[x0, y0], [x1, y1], *[[(x0 + x1) / 2, (y0 + y1) / 2]] * 4], FLOAT)


def test_anchors_are_two_a_cell_of_five_layers() -> None:
    anchors = make_anchors()
    assert anchors.shape == (2254, 2)
    assert np.allclose(anchors[:4] * 28, [[0.5, 0.5], [0.5, 0.5], [1.5, 0.5], [1.5, 0.5]])
    assert np.allclose(anchors[1568] * 14, [0.5, 0.5])
    assert np.allclose(anchors[-1] * 7, [6.5, 6.5])


@pytest.mark.parametrize(
    ("size", "scale", "offset"),
    [((1280, 720), 0.175, (0, 49)), ((360, 640), 0.35, (49, 0)), ((224, 224), 1, (0, 0))],
)
def test_letterbox(size: tuple[int, int], scale: float, offset: tuple[int, int]) -> None:
    picture, found_scale, found_offset = letterbox(np.full((size[1], size[0], 3), (255, 0, 0), np.uint8))
    assert picture.shape == (1, 224, 224, 3) and picture.dtype == FLOAT
    assert found_scale == pytest.approx(scale) and found_offset == pytest.approx(offset)
    assert picture[0, 112, 112] == pytest.approx([-1, -1, 1])  # BGR blue is RGB (0, 0, 255)
    if offset != (0, 0):
        assert picture[0, 2, 2] == pytest.approx([-1, -1, -1])


def test_overlap_of_boxes() -> None:
    one = box(0, 0, 2, 2)
    many = np.stack([one, box(1, 0, 3, 2), box(2, 2, 4, 4), box(5, 5, 6, 6)])
    assert overlap(one, many) == pytest.approx([1, 1 / 3, 0, 0])


def test_suppression_blends_one_person_and_keeps_the_other() -> None:
    points = np.stack([box(0, 0, 2, 2), box(0.5, 0, 2.5, 2), box(5, 5, 7, 7)])
    people = suppress(points, np.array([0.9, 0.6, 0.7], FLOAT))
    assert [score for score, _ in people] == pytest.approx([0.9, 0.7])
    assert people[0][1][0] == pytest.approx([0.5 * 0.6 / 1.5, 0])
    assert people[1][1] == pytest.approx(points[2])


def test_suppression_of_nothing_is_nothing() -> None:
    assert suppress(np.empty((0, 6, 2), FLOAT), np.empty(0, FLOAT)) == []


def test_a_person_is_found_where_it_is(detector: PersonDetector) -> None:
    (found,) = detector(person(x=140, y=60, side=360))
    assert found.score > 0.5
    assert (found.region.x, found.region.y) == pytest.approx((320, 250), abs=30)
    assert found.region.side > 300
    assert abs(found.region.angle_rad) < 0.4


def test_it_moves_with_the_person(detector: PersonDetector) -> None:
    (left,), (right,) = (detector(person(x=x, y=60, side=360)) for x in (20, 260))
    assert right.region.x - left.region.x == pytest.approx(240, abs=15)


def test_nobody_is_found_where_nobody_is(detector: PersonDetector) -> None:
    assert detector(canvas()) == []
    noise = np.random.default_rng(5).integers(0, 255, (480, 640, 3), dtype=np.uint8)
    assert detector(noise) == []


def test_two_people_are_two(detector: PersonDetector) -> None:
    image = add_person(add_person(canvas(640, 360), 10, 20, 320, figure=9), 310, 20, 320, figure=9)
    assert sorted(found.region.x for found in detector(image)) == pytest.approx([170, 470], abs=40)


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (900, 2, 3)])
def test_a_picture_of_any_shape_is_answered(detector: PersonDetector, shape: tuple[int, int, int]) -> None:
    assert detector(np.zeros(shape, np.uint8)) == []


def at(x: float, y: float, side: float) -> Person:
    return Person(0.9, Region(x, y, side, 0))


def test_the_golfer_is_the_big_one_near_the_middle() -> None:
    golfer = at(700, 400, 500)
    assert choose([at(100, 300, 200), golfer, at(1200, 300, 450)], (1280, 720)) == golfer.region
    assert choose([], (1280, 720)) is None
