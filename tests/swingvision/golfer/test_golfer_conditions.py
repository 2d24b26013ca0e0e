"""Golfers drawn by seed: bodies that hold together, clubs that meet their ball, pastimes without a swing."""

from dataclasses import replace

import numpy as np
import pytest

from swingvision.report import View
from tests.helpers.golfer import Swing, down_the_line, face_on, truth_of
from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.body import Body
from tests.helpers.golfer.camera import to_world
from tests.helpers.golfer.clip import needs_rendering
from tests.helpers.golfer.conditions import VIEWS, any_golfer, any_swing, clean, filmed
from tests.helpers.golfer.pastimes import PIECES, Pastime
from tests.helpers.golfer.render import Painter
from tests.helpers.golfer.style import Style
from tests.helpers.golfer.surroundings import LOOKS, Light, Obstacle, Other, Surroundings

pytestmark = pytest.mark.slow

SEEDS = range(10)
SMALL = (320, 180)


def test_the_default_style_is_the_reference_golfer() -> None:
    for name in ("ADDRESS", "TAKEAWAY", "TOP", "IMPACT", "FINISH"):
        plain, known = Style().posture(name), getattr(golf, name)
        for part in vars(known):
            np.testing.assert_allclose(getattr(plain, part), getattr(known, part), atol=1e-12, err_msg=part)


@pytest.mark.parametrize("seed", SEEDS)
def test_any_golfer_s_club_meets_the_ball_at_address_and_at_impact(seed: int) -> None:
    swing = any_swing(np.random.default_rng(seed))
    head = swing.motion.joints(np.array([swing.still_s + 0.1, swing.impact_s]))["club_head"]
    np.testing.assert_allclose(head, [swing.ball] * 2, atol=1e-9 + 2 * swing.sway_m)


@pytest.mark.parametrize("seed", SEEDS)
def test_any_golfer_s_bones_are_its_own_and_its_club_stays_above_the_ground(seed: int) -> None:
    swing = any_swing(np.random.default_rng(seed))
    joints, body = swing.motion.joints(np.arange(0, swing.end_s, 0.01)), swing.motion.body
    for bone, first, last in (("shin", "lead_knee", "lead_ankle"), ("forearm", "trail_elbow", "trail_wrist")):
        length = np.linalg.norm(joints[first] - joints[last], axis=-1)
        np.testing.assert_allclose(length, getattr(body, bone), atol=1e-9)
    assert joints["club_head"][:, 2].min() > 0.0


@pytest.mark.parametrize("seed", SEEDS)
def test_any_golfer_s_tempo_is_the_one_asked_for(seed: int) -> None:
    swing = any_swing(np.random.default_rng(seed))
    truth = truth_of(swing, face_on(swing.handedness))
    assert truth.downswing_s == pytest.approx(swing.downswing_s, rel=1e-6)
    assert truth.backswing_s == pytest.approx(swing.backswing_s, rel=0.04)
    assert list(truth.events.values()) == sorted(truth.events.values())


def test_a_longer_club_lies_flatter() -> None:
    def lie_deg(club: float) -> float:
        swing = Swing(style=Style(shape=replace(Body(), club=club)))
        joints = swing.motion.joints(np.array([1.0]))
        rise, out = (joints["grip"] - joints["club_head"])[0, [2, 1]]
        return float(np.degrees(np.arctan2(rise, -out)))

    assert lie_deg(1.08) < 45 < lie_deg(0.88) < 58 < lie_deg(0.84) + 6


def test_ways_show_where_they_should() -> None:
    plain, moved = Swing(), Swing(style=Style(sway_m=-0.05, thrust_m=0.05, bend_deg=5, turn=0.85))
    at = [swing.motion.joints(np.array([1.0, swing.top_s, swing.impact_s])) for swing in (plain, moved)]
    pelvis = at[1]["pelvis"] - at[0]["pelvis"]
    assert abs(pelvis[0, 0]) < 1e-9 and pelvis[1, 0] == pytest.approx(-0.05) and abs(pelvis[2, 0]) < 1e-9
    assert pelvis[2, 1] == pytest.approx(0.05) and abs(pelvis[0, 1]) < 1e-9
    lean = [np.degrees(np.arctan2(*(each["neck"] - each["pelvis"])[0, 1:])) for each in at]
    assert lean[1] - lean[0] == pytest.approx(5, abs=0.5)


@pytest.mark.parametrize("view", VIEWS)
def test_the_same_seed_gives_the_same_golfer_and_another_one_another(view: View) -> None:
    assert any_golfer(7, view) == any_golfer(7, view) and repr(clean(7, view)) == repr(clean(7, view))
    assert any_golfer(7, view) != any_golfer(8, view)
    assert filmed(clean(7, view)) == filmed(clean(7, view))


def test_a_hundred_golfers_cover_the_range() -> None:
    golfers = [any_golfer(seed) for seed in range(100)]
    swings = [golfer.swing for golfer in golfers]
    assert {golfer.rate.fps for golfer in golfers} == {30.0, 60.0, 120.0, 240.0}
    assert {swing.handedness for swing in swings} == {"right", "left"}
    assert {golfer.view for golfer in golfers} == set(VIEWS)
    assert min(swing.tempo for swing in swings) < 2.3 and max(swing.tempo for swing in swings) > 4.7
    assert 0 < sum(golfer.camera_yaw_deg is None for golfer in golfers) < 100


@pytest.mark.parametrize("kind", PIECES)
@pytest.mark.parametrize("seed", range(3))
def test_a_pastime_goes_on_as_long_as_asked_and_keeps_its_bones(kind: str, seed: int) -> None:
    pastime = Pastime(seed, 20.0, (kind,))
    joints, body = pastime.motion.joints(np.arange(0, pastime.end_s, 0.02)), pastime.motion.body
    assert pastime.end_s >= 20.0
    for name, points in joints.items():
        assert np.isfinite(points).all(), name
    thigh = np.linalg.norm(joints["lead_hip"] - joints["lead_knee"], axis=-1)
    np.testing.assert_allclose(thigh, body.thigh, atol=1e-9)


@pytest.mark.parametrize("kind", [kind for kind in PIECES if kind != "stretch"])
def test_hands_in_a_pastime_are_never_over_the_head_and_down_fast(kind: str) -> None:
    """What tells it from a swing: the hands never fall from shoulder to hip in half a second."""
    pastime = Pastime(1, 60.0, (kind,))
    joints = pastime.motion.joints(np.arange(0, pastime.end_s, 0.05))
    height = joints["grip"][:, 2] - joints["pelvis"][:, 2]
    fall = height[:-10] - height[10:]
    assert fall.max() < 0.62


@needs_rendering
def test_light_company_and_things_are_in_the_picture() -> None:
    swing, camera = Swing(), down_the_line().but(size=SMALL)
    night = Surroundings(light=Light(night=True, sun=0.8, ambient=0.5))
    somebody = Surroundings(others=(Other(Swing(), (2.5, 1.2), look=LOOKS["red shirt"]),))
    post = Surroundings(obstacles=(Obstacle("post", (-2.0, 0.5)),))
    pictures = []
    for around in (Surroundings(), night, somebody, post):
        painter = Painter(swing, camera, LOOKS["white shirt"], 1, around)
        pictures.append(painter.paint(1.0).astype(float))
        painter.close()
    day, dark, met, hidden = pictures
    assert dark.mean() < 0.5 * day.mean()
    chest = camera.project(to_world(np.array([2.5, 0.0, 1.2]), "right") + [0, 1.2, 0])
    x, y = np.round(chest).astype(int)
    assert met[y, x, 2] > met[y, x, 0] + 40 and np.abs(met - day)[:, :20].max() == 0
    across = camera.project(np.array([-2.0, 0.5, 1.0]))
    x, y = np.round(across).astype(int)
    assert np.ptp(hidden[y, x]) < 12 and np.abs(hidden - day)[y, x].max() > 15
