"""Recordings sample the motion at the frames' own times, and err only as much as they are told to."""

import numpy as np
import pytest

from swingvision.pose import KEYPOINT_INDEX
from tests.helpers.golfer import Noise, Rate, Swing, face_on, record
from tests.helpers.golfer.keypoints import seen_keypoints
from tests.helpers.golfer.recording import HANDS, trunk_px


@pytest.mark.parametrize("fps", [24, 60, 120, 240])
def test_frames_come_at_their_rate(fps: float) -> None:
    series = record(Swing(), face_on(), Rate(fps=fps))
    np.testing.assert_allclose(np.diff(series.time_s), 1 / fps, atol=1e-8)
    assert series.time_s[-1] == pytest.approx(Swing().end_s, abs=1 / fps)


@pytest.mark.parametrize("rate", [Rate(60), Rate(60, jitter=0.2), Rate(120, dropped=0.2)])
def test_points_are_the_projection_at_the_frames_times(rate: Rate) -> None:
    swing, camera = Swing(), face_on()
    series = record(swing, camera, rate)
    exact = seen_keypoints(swing.motion.joints(series.time_s), "right", camera)
    np.testing.assert_allclose(series.points, exact, atol=0.01)


def test_jitter_varies_the_interval() -> None:
    steps = np.diff(record(Swing(), face_on(), Rate(60, jitter=0.1)).time_s) * 60
    assert 0.08 < steps.std() < 0.25 and steps.min() > 0


def test_dropped_frames_are_missing() -> None:
    whole, holed = (len(record(Swing(), face_on(), Rate(60, dropped=share))) for share in (0.0, 0.25))
    assert 0.68 < holed / whole < 0.82


def test_repeated_frames_show_the_picture_before() -> None:
    series = record(Swing(), face_on(), Rate(60, repeated=0.2), Noise())
    same = np.all(series.points[1:] == series.points[:-1], axis=(1, 2))
    assert 0.14 < same.mean() < 0.26
    plain = record(Swing(), face_on(), Rate(60), Noise())
    assert not np.all(plain.points[1:] == plain.points[:-1], axis=(1, 2)).any()


def test_noise_is_as_large_as_asked_and_larger_at_the_hands() -> None:
    swing, camera = Swing(), face_on()
    exact, noisy = record(swing, camera), record(swing, camera, Rate(), Noise(spread=0.01, outliers=0))
    error = (noisy.points - exact.points).std(axis=(0, 2)) / trunk_px(exact.points.astype(float))
    assert error[KEYPOINT_INDEX["left_hip"]] == pytest.approx(0.01, rel=0.25)
    assert error[HANDS].mean() == pytest.approx(0.02, rel=0.2)


def test_outliers_come_at_speed_and_cost_confidence() -> None:
    swing, camera = Swing(), face_on()
    wrist = KEYPOINT_INDEX["left_wrist"]
    exact, noisy = record(swing, camera, Rate(240)), record(swing, camera, Rate(240), Noise(outliers=0.3))
    error = np.linalg.norm(noisy.points - exact.points, axis=-1)[:, wrist] / trunk_px(
        exact.points.astype(float)
    )
    still = exact.time_s < swing.start_s
    fast = np.abs(exact.time_s - swing.impact_s) < 0.1
    assert error[fast].max() > 2 * error[still].max()
    off = fast & (error > 0.12)
    assert noisy.confidence[off, wrist].mean() < noisy.confidence[still, wrist].mean() - 0.2


def test_the_same_seed_gives_the_same_recording() -> None:
    first, again, other = (record(Swing(), face_on(), Rate(), Noise(seed=seed)) for seed in (1, 1, 2))
    assert np.array_equal(first.points, again.points) and not np.array_equal(first.points, other.points)
