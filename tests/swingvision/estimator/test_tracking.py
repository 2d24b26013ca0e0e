"""Frame in, pose out, on drawn people."""

import numpy as np
import pytest

from swingvision.estimator import PoseEstimator
from swingvision.estimator.estimator import PoseEstimator as Estimator
from swingvision.estimator.region import reflected
from swingvision.pose import OTHER_SIDE, Pose, Region
from tests.swingvision.estimator.people import STEP_NS, TORSO, canvas, frame, person, shared_estimator


@pytest.fixture
def estimator() -> PoseEstimator:
    shared = shared_estimator()
    shared.reset()
    return shared


def test_a_pose_lies_on_the_person(estimator: PoseEstimator) -> None:
    pose = estimator.track(frame(person(x=140, y=60, side=360), index=7))
    assert (pose.frame_index, pose.time_ns, pose.found) == (7, 7 * STEP_NS, True)
    assert pose.points.shape == (33, 2) and pose.points.dtype == np.float32
    assert pose.confidence.shape == (33,) and pose.confidence.dtype == np.float32
    assert np.all((pose.confidence >= 0) & (pose.confidence <= 1))
    x, y = pose.points[TORSO].mean(axis=0)
    assert (x, y) == pytest.approx((320, 220), abs=30)
    assert pose.confidence[TORSO].min() > 0.5


def test_a_head_is_above_the_hips_and_feet_below(estimator: PoseEstimator) -> None:
    y = estimator.track(frame(person())).points[:, 1]
    assert y[0] < y[11] < y[23] < y[25] < y[27]


def test_an_empty_picture_is_nobody_without_numbers(estimator: PoseEstimator) -> None:
    pose = estimator.track(frame(canvas(), index=3))
    assert not pose.found and pose.frame_index == 3 and pose.region is None
    assert np.isnan(pose.points).all() and not pose.confidence.any()


def test_tracking_follows_a_person_who_moves(estimator: PoseEstimator) -> None:
    poses = [estimator.track(frame(person(x=100 + 4 * k), index=k)) for k in range(20)]
    assert all(pose.found for pose in poses)
    moved = (poses[-1].points - poses[0].points)[TORSO, 0]
    assert moved == pytest.approx([76] * 4, abs=8)


def test_a_tracked_pose_is_what_a_look_into_its_crop_says(estimator: PoseEstimator) -> None:
    images = [person(x=100 + 5 * k) for k in range(6)]
    poses = [estimator.track(frame(image, k)) for k, image in enumerate(images)]
    for pose, image in reversed(list(zip(poses, images, strict=True))):
        assert pose.crop is not None
        again = estimator.look(frame(image, pose.frame_index), pose.crop)
        assert np.array_equal(again.points, pose.points)
        assert np.array_equal(again.confidence, pose.confidence)


def test_a_look_leaves_the_tracking_alone(estimator: PoseEstimator) -> None:
    images = [person(x=100 + 5 * k) for k in range(6)]
    plain = [estimator.track(frame(image, k)) for k, image in enumerate(images)]
    estimator.reset()
    for k, image in enumerate(images):
        assert np.array_equal(estimator.track(frame(image, k)).points, plain[k].points)
        crop = plain[k].crop
        assert crop is not None
        estimator.look(frame(canvas(), 98), crop)


def test_a_look_where_nobody_is_finds_nobody(estimator: PoseEstimator) -> None:
    seen = estimator.look(frame(canvas()), Region(320, 240, 300, 0.0))
    assert not seen.found and seen.region is None


def test_the_same_person_twice_as_large_is_the_same_pose(estimator: PoseEstimator) -> None:
    small = person()
    poses = []
    for image in (small, np.repeat(np.repeat(small, 2, axis=0), 2, axis=1)):
        estimator.reset()
        poses.append(estimator.track(frame(image)))
    one, two = poses
    body = np.linalg.norm(one.points[0] - one.points[27])
    assert np.median(np.linalg.norm(two.points / 2 - one.points, axis=1)) < 0.02 * body


def test_who_leaves_is_lost_and_who_comes_is_found(estimator: PoseEstimator) -> None:
    seen = [estimator.track(frame(person(), k)).found for k in range(3)]
    gone = [estimator.track(frame(canvas(), k)).found for k in range(3, 12)]
    back = [estimator.track(frame(person(x=20), k)).found for k in range(12, 24)]
    assert all(seen) and not any(gone) and any(back[:8]) and all(back[8:])


class Counting(Estimator):
    """Counts the looks at whole frames; everything else is the real thing."""

    searches = 0

    def count(self) -> None:
        detect = self._detect

        def counted(image: np.ndarray) -> list:  # type: ignore[type-arg]
            self.searches += 1
            return detect(image)

        self._detect = counted  # type: ignore[assignment]


@pytest.mark.parametrize(("interval_s", "expected"), [(0.1, 10), (0.25, 4)])
def test_an_empty_bay_costs_few_searches(interval_s: float, expected: int) -> None:
    """A second at 60 frames/s, by the frames' own times."""
    estimator = Counting("lite", provider="cpu", search_interval_s=interval_s)
    estimator.count()
    for k in range(60):
        estimator.track(frame(canvas(), k))
    assert estimator.searches == pytest.approx(expected, abs=1)


def test_times_that_start_again_are_searched_at_once(estimator: PoseEstimator) -> None:
    estimator.track(frame(canvas(), time_ns=10**12))
    assert estimator.track(frame(person(), time_ns=0)).found


def test_facts_name_the_model_and_its_digest(estimator: PoseEstimator) -> None:
    assert (estimator.facts.name, estimator.detector_facts.name) == ("blazepose-full", "blazepose-detector")
    assert len(estimator.facts.sha256) == 64 and estimator.facts.provider == "cpu"


def test_a_left_hander_in_the_mirror_is_tracked_as_the_right_hander(estimator: PoseEstimator) -> None:
    images = [person(x=150 + 4 * k) for k in range(6)]
    right = [estimator.track(frame(image, k)) for k, image in enumerate(images)]
    estimator.reset(mirrored=True)
    flipped = [np.ascontiguousarray(image[:, ::-1]) for image in images]
    left = [estimator.track(frame(image, k)) for k, image in enumerate(flipped)]
    assert right[0].found and right[0].crop is not None
    for plain, mirrored in zip(right, left):
        assert_reflected(mirrored, plain)
    again = estimator.look(frame(flipped[0], 0), reflected(right[0].crop, 640))
    assert_reflected(again, right[0])


def assert_reflected(mirrored: Pose, plain: Pose) -> None:
    # 640 - x is rounded to float32.
    assert 640 - mirrored.points[OTHER_SIDE, 0] == pytest.approx(plain.points[:, 0], abs=1e-4)
    assert np.array_equal(mirrored.points[OTHER_SIDE, 1], plain.points[:, 1])
    assert np.array_equal(mirrored.confidence[OTHER_SIDE], plain.confidence)
    assert mirrored.crop is not None and reflected(mirrored.crop, 640) == plain.crop
