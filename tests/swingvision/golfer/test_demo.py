"""The shipped demo clip plays everywhere, and shows the swing it was drawn from."""

from functools import lru_cache

import av
import numpy as np
import pytest

from swingvision.command.clip_analysis import Analysed, analyse_clip
from swingvision.demo import CAMERA_ROLL_DEG, CAMERA_YAW_DEG, DEMO_CLIP
from swingvision.estimator import PoseEstimator
from swingvision.pose import KEYPOINT_INDEX
from swingvision.stance import Options
from tests.helpers.golfer import truth_of
from tests.helpers.golfer.demo import CAMERA, SWING
from tests.helpers.golfer.keypoints import seen_keypoints
from tests.helpers.golfer.recording import trunk_px

pytestmark = pytest.mark.slow


@lru_cache(maxsize=1)
def analysed() -> Analysed:
    options = Options(camera_yaw_deg=CAMERA_YAW_DEG)
    return analyse_clip(DEMO_CLIP, PoseEstimator(), options, progress=lambda _: None)


def test_it_is_small_and_plays_in_a_browser() -> None:
    with av.open(str(DEMO_CLIP)) as container:
        video = container.streams.video[0]
        codec = video.codec_context
        assert (codec.name, codec.pix_fmt, codec.width, codec.height) == ("h264", "yuv420p", 1280, 720)
        assert video.average_rate == 60
        assert not container.streams.audio
    data = DEMO_CLIP.read_bytes()
    assert len(data) < 3_000_000
    assert data.find(b"moov") < data.find(b"mdat")


def test_it_is_the_swing_that_the_golfer_module_describes() -> None:
    series = analysed().series
    assert abs(series.time_s[-1] - SWING.end_s) < 0.02
    assert SWING.lead_in_s >= 2 and SWING.hold_s >= 1
    assert SWING.handedness == "right" and CAMERA.azimuth_deg == CAMERA_YAW_DEG == CAMERA_ROLL_DEG == 0


def test_it_loops() -> None:
    """The last posture is the first."""
    ends = SWING.motion.joints(np.array([0.0, SWING.end_s]))
    for name in ("grip", "club_head", "head", "pelvis"):
        np.testing.assert_allclose(ends[name][0], ends[name][1], atol=1e-9)


def test_blazepose_finds_the_golfer_in_every_frame() -> None:
    series = analysed().series
    assert np.isfinite(series.points).all()
    exact = seen_keypoints(SWING.motion.joints(series.time_s), "right", CAMERA)
    error = np.linalg.norm(series.points - exact, axis=-1) / trunk_px(exact)
    swing = (series.time_s > SWING.start_s) & (series.time_s < SWING.impact_s)
    for side in ("left", "right"):
        assert np.median(error[swing, KEYPOINT_INDEX[f"{side}_wrist"]]) < 0.12
        assert np.median(error[swing, KEYPOINT_INDEX[f"{side}_hip"]]) < 0.12
        assert np.median(error[swing, KEYPOINT_INDEX[f"{side}_knee"]]) < 0.12


def test_the_analysis_measures_it_rightly() -> None:
    (report,) = analysed().report.swings
    truth = truth_of(SWING, CAMERA)
    assert (report.view, report.handedness) == ("down_the_line", "right")
    tempo = report.metrics["tempo_ratio"]
    assert tempo.value is not None and abs(tempo.value / truth.tempo_ratio - 1) < 0.10
    assert tempo.low is not None and tempo.high is not None
    assert tempo.low < truth.tempo_ratio < tempo.high
    assert report.events.impact is not None
    assert abs(report.events.impact.time_s - truth.events["impact"]) < 0.025
    over_the_top = report.metrics["over_the_top"].value
    assert over_the_top is not None and abs(over_the_top - truth.over_the_top) < 0.08
