"""Pictures show the golfer where the geometry says, and BlazePose sees a person in them."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from swingvision import clip as clips
from swingvision.analysis import measure
from swingvision.estimator import PoseEstimator
from swingvision.pose import KEYPOINT_INDEX, PoseSeries
from tests.helpers.golfer import Rate, Swing, down_the_line, face_on, truth_of
from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.camera import to_world
from tests.helpers.golfer.clip import Shot, clip, needs_rendering, write_clip
from tests.helpers.golfer.keypoints import seen_keypoints
from tests.helpers.golfer.recording import trunk_px
from tests.helpers.golfer.render import Painter
from tests.helpers.golfer.surroundings import LOOKS

pytestmark = [needs_rendering, pytest.mark.slow]
SMALL = (640, 360)


def colour_at(image: NDArray[np.uint8], point: NDArray[np.float64]) -> NDArray[np.float64]:
    """Red, green, blue from 0 to 1."""
    x, y = np.round(point).astype(int)
    return np.asarray(image[y, x, ::-1] / 255.0)


@pytest.mark.parametrize("look", LOOKS)
def test_clothes_are_where_the_geometry_says(look: str) -> None:
    swing, camera = Swing(), face_on()
    painter = Painter(swing, camera, LOOKS[look], supersample=1)
    image = painter.paint(1.0)
    painter.close()
    joints = swing.motion.joints(np.array([1.0]))
    chest = camera.project(to_world(0.6 * joints["neck"] + 0.4 * joints["pelvis"], "right"))[0]
    knee = camera.project(to_world(joints["lead_knee"], "right"))[0]
    for point, part in ((chest, "shirt"), (knee, "trousers")):
        seen, meant = colour_at(image, point), np.array(LOOKS[look].colours[part])
        np.testing.assert_allclose(seen / seen.sum(), meant / meant.sum(), atol=0.08, err_msg=part)


def test_the_ball_waits_until_impact_and_then_is_gone() -> None:
    swing, camera = Swing(), down_the_line()
    painter = Painter(swing, camera, LOOKS["white shirt"], supersample=1)
    place = camera.project(to_world(golf.BALL, "right"))
    before, after = (colour_at(painter.paint(swing.impact_s + offset), place) for offset in (-0.1, 0.1))
    painter.close()
    assert before.min() > 0.6 and after.max() < 0.5


def test_blur_smears_the_club_and_leaves_the_grass() -> None:
    swing, camera = Swing(), down_the_line().but(size=SMALL)
    painter = Painter(swing, camera, LOOKS["white shirt"], supersample=1)
    moment = swing.impact_s - 0.02
    sharp, blurred = painter.paint(moment), painter.paint(moment, 0.01, 4)
    painter.close()
    head = swing.motion.joints(np.array([moment]))["club_head"]
    change = np.abs(sharp.astype(float) - blurred).mean(axis=-1)
    x, y = np.round(camera.project(to_world(head, "right"))[0]).astype(int)
    assert change[y - 4 : y + 5, x - 4 : x + 5].max() > 5
    assert change[:, :60].max() == 0


def test_a_clip_has_the_true_times(tmp_path: Path) -> None:
    swing, camera = Swing(lead_in_s=0.1, hold_s=0.0), face_on().but(size=(160, 120))
    rate = Rate(20, jitter=0.2)
    write_clip(tmp_path / "golfer.mp4", swing, camera, Shot(rate=rate))
    times = np.array([frame.time_ns for frame in clips.read(tmp_path / "golfer.mp4")])
    np.testing.assert_allclose(times, rate.times_ns(swing.end_s), atol=6_000)
    assert [path.name for path in tmp_path.iterdir()] == ["golfer.mp4"]


# Drawing takes 20 s of one core, which a busy machine may stretch.
@pytest.mark.timeout(600)
def test_a_drawn_left_hander_is_measured_from_the_picture() -> None:
    """The whole way once: drawn, encoded, decoded, BlazePose, analysis."""
    swing, camera = Swing("left", lead_in_s=1.5, hold_s=1.0), face_on("left").but(size=SMALL)
    reader, estimator = clips.read(clip(swing, camera, Shot("white shirt"))), PoseEstimator()
    poses = [estimator.track(frame) for frame in reader]
    assert all(pose.found for pose in poses)
    series = PoseSeries.of(poses, SMALL)
    exact = seen_keypoints(swing.motion.joints(series.time_s), "left", camera)
    upto = series.time_s < swing.impact_s
    error = np.linalg.norm(series.points - exact, axis=-1)[upto] / trunk_px(exact)
    for name, most in (("left_wrist", 0.12), ("right_wrist", 0.12), ("left_hip", 0.20), ("left_ankle", 0.15)):
        assert np.median(error[:, KEYPOINT_INDEX[name]]) < most, name
    (report,) = measure(series).swings
    truth = truth_of(swing, camera)
    assert (report.view, report.handedness) == ("face_on", "left")
    assert report.events.impact is not None
    assert abs(report.events.impact.time_s - truth.events["impact"]) < 0.030
    tempo = report.metrics["tempo_ratio"]
    assert tempo.low is not None and tempo.high is not None
    assert tempo.low <= truth.tempo_ratio <= tempo.high
