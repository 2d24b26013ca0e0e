"""Lines through the hands in small pictures drawn for the purpose: found where they are, and only there."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from swingvision.club.address import LEFT_BEHIND, find_still_club, is_left_behind
from swingvision.club.crops import TRUNK_PX
from swingvision.club.follow import ALL_ROUND, find_path
from swingvision.club.lines import Fan, best_stretch, find_lines, ridge
from swingvision.club.placement import Placement
from swingvision.moment import Moment

SIZE = (370, 380)
HANDS = np.array([185.0, 190.0])
Grey = NDArray[np.float32]


def scene(seed: int = 0) -> Grey:
    """A textured ground, grey levels."""
    random = np.random.default_rng(seed)
    rough = random.normal(0, 12, (SIZE[1] // 5, SIZE[0] // 5)).astype(np.float32)
    return np.asarray(110 + cv2.resize(rough, SIZE, interpolation=cv2.INTER_CUBIC), np.float32)


def noisy(picture: Grey, seed: int) -> Grey:
    return np.asarray(picture + np.random.default_rng(seed).normal(0, 2, picture.shape), np.float32)


def with_line(picture: Grey, deg: float, grey: float, start: float = 20, end: float = 110) -> Grey:
    way = np.array([np.cos(np.radians(deg)), -np.sin(np.radians(deg))])
    ends = [tuple(np.round((HANDS + reach * way) * 16).astype(int).tolist()) for reach in (start, end)]
    drawn = picture.copy()
    cv2.line(drawn, ends[0], ends[1], grey, 2, cv2.LINE_AA, 4)
    return drawn


@pytest.mark.parametrize("grey", [40, 210])
@pytest.mark.parametrize("deg", [-150, -93.5, -48])
def test_a_bright_or_dark_shaft_at_address(deg: float, grey: float) -> None:
    still = with_line(scene(), deg, grey)
    club = find_still_club(noisy(still, 1), noisy(scene(), 2), HANDS + np.array([3.0, -2.0]))
    assert club.confidence > 0.9
    assert club.deg == pytest.approx(deg, abs=2.5)
    assert np.linalg.norm(club.ends[1] - HANDS) == pytest.approx(110, abs=6)


def test_a_pole_that_stays_is_no_club() -> None:
    """A stick on the ground and a pole behind the golfer are there with the club away as well."""
    pole = with_line(scene(), -80, 230)
    assert find_still_club(noisy(pole, 1), noisy(pole, 2), HANDS).confidence < 0.5


def test_moving_legs_and_shadows_are_no_club() -> None:
    """Broad things that move change the picture along their edges, and those are no thin lines."""
    still, away = scene(), scene()
    for picture, left in ((still, 150), (away, 158)):
        cv2.fillPoly(
            picture, [np.array([[left, 190], [left + 26, 190], [left + 10, 330], [left - 16, 330]])], 50
        )
    assert find_still_club(noisy(still, 1), noisy(away, 2), HANDS).confidence < 0.5


def test_two_clubs_are_none() -> None:
    both = with_line(with_line(scene(), -60, 210), -110, 210)
    assert find_still_club(noisy(both, 1), noisy(scene(), 2), HANDS).confidence < 0.5


def test_a_mirrored_picture_gives_the_mirrored_line() -> None:
    still, away = noisy(with_line(scene(), -60, 220), 1), noisy(scene(), 2)
    middle = np.array([(SIZE[0] - 1) / 2, HANDS[1]])
    shifted = HANDS - np.array([HANDS[0] - middle[0], 0.0])
    one = find_still_club(still, away, shifted)
    other = find_still_club(
        np.ascontiguousarray(still[:, ::-1]), np.ascontiguousarray(away[:, ::-1]), shifted
    )
    assert other.deg == pytest.approx(-180 - one.deg, abs=0.5)
    assert other.confidence == pytest.approx(one.confidence, abs=0.1)


def test_an_edge_is_no_ridge() -> None:
    step = np.zeros((1, 20, 3), np.float32)
    step[:, 10:] = 50
    assert ridge(step, 2).max() == ridge(step, 2).min() == 0
    step[:, 10:] = 0
    step[:, 10] = 50
    assert ridge(step, 2)[0, :, 0].tolist() == [0] * 6 + [50] + [0] * 5


def test_the_best_stretch() -> None:
    evidence = np.array([[0, 3, 3, 0, 3, 0, 0, 0, 3]], np.float32)
    total, first, last = best_stretch(evidence)
    assert (total[0], first[0], last[0]) == (5, 1, 4)


def test_a_line_has_its_angle_counted_counter_clockwise_from_the_right() -> None:
    fan = Fan(np.arange(-180.0, 180.0, 5.0), np.arange(-2.0, 3.0), np.arange(15.0, 100.0, 2.0))
    total = find_lines(with_line(scene(), 40, 230), scene(), HANDS, fan)[0].max(axis=1)
    assert fan.angles[int(np.argmax(total))] == 40


def test_the_path_turns_no_faster_than_it_may() -> None:
    """One picture's wild line is passed by; the seam at 180 degrees is none."""
    truth = np.arange(160, 210, 4.0)
    scores = np.zeros((len(truth), len(ALL_ROUND.angles)))
    for row, deg in zip(scores, truth):
        row[np.abs((ALL_ROUND.angles - deg + 180) % 360 - 180) < 1] = 30
    scores[6] = 0
    scores[6, 10] = 40
    path = ALL_ROUND.angles[find_path(scores, np.full(len(truth) - 1, 4.0), 160.0)]
    assert np.abs((path - truth + 180) % 360 - 180).max() <= 2


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_placement_leads_back_to_the_picture(mirrored: bool) -> None:
    placement = Placement(640.0, mirrored, 0.0)
    x = 640.0 - 100.0 if mirrored else 100.0
    assert placement.to_picture(np.array([x, -50.0])).tolist() == [100.0, 50.0]


@pytest.mark.parametrize(("reach", "left"), [(0.8 * LEFT_BEHIND, False), (1.2 * LEFT_BEHIND, True)])
def test_what_stays_when_the_hands_have_gone_is_no_club(reach: float, left: bool) -> None:
    time_s = np.linspace(0, 1, 31)
    hands = HANDS + np.outer(np.clip(time_s - 0.5, 0, None) * 4 * reach * TRUNK_PX, [1.0, 0.0])
    hands[22] = np.nan
    assert is_left_behind(Moment(0.77, 0.03), time_s, hands, hands[:10]) is left
