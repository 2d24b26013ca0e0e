"""What a quantised model is judged by, on deviations that are known."""

from pathlib import Path

import numpy as np
import pytest

from models.factory.crops import PARTS, as_input, read_crops
from models.factory.faithful import GROUPS, Seen, deviations, jitter, jitters
from models.factory.fetch import RecipeError
from models.factory.recipe import Bounds
from swingvision.pose import KEYPOINT_INDEX, KEYPOINTS

COUNT = len(KEYPOINTS)
BOUNDS = Bounds()


def seen(points: np.ndarray, presence: float | np.ndarray = 1.0) -> Seen:
    return Seen(points, np.broadcast_to(np.asarray(presence, float), points.shape[:1]))


def test_a_shift_is_told_of_all_joints_and_of_every_group() -> None:
    points = np.zeros((4, COUNT, 2))
    found = deviations(seen(points), seen(points + [3, 4]), BOUNDS)
    assert len(found) == 2 + 2 * len(GROUPS) and {finding.value for finding in found} == {5.0}
    assert all(finding.unit == "px of the 256 crop" and finding.limit is not None for finding in found)
    assert all("on 4 drawn crops" in finding.about for finding in found)


@pytest.mark.parametrize(
    ("joint", "group"),
    [
        ("left_index", "hands"),
        ("left_foot_index", "feet"),
        ("right_wrist", "elbows and wrists"),
        ("nose", "face"),
        ("left_hip", "shoulders and hips"),
        ("right_knee", "knees and ankles"),
    ],
)
def test_a_joint_counts_in_its_group_alone(joint: str, group: str) -> None:
    points = np.zeros((2, COUNT, 2))
    moved = points.copy()
    moved[:, KEYPOINT_INDEX[joint]] = [0, 6]
    found = deviations(seen(points), seen(moved), BOUNDS)
    off = {finding.about.split(", ")[0] for finding in found if ", mean" in finding.about and finding.value}
    assert off == {"all joints", group}


def test_every_joint_is_of_one_group() -> None:
    points = np.zeros((1, COUNT, 2))
    for joint in range(COUNT):
        moved = points.copy()
        moved[:, joint, 0] = 1
        found = deviations(seen(points), seen(moved), BOUNDS)
        assert sum(", mean" in each.about and each.value > 0 for each in found) == 2, KEYPOINTS[joint]


def test_crops_in_which_the_reference_sees_nobody_do_not_count() -> None:
    points = np.zeros((3, COUNT, 2))
    moved = points.copy()
    moved[1] += 100
    found = deviations(seen(points, np.array([1.0, 0.2, 0.9])), seen(moved), BOUNDS)
    assert all(finding.value == 0 and "on 2 drawn crops" in finding.about for finding in found)


def standing(frames: int) -> np.ndarray:
    """Shoulders 100 px above hips, the rest at 0."""
    points = np.zeros((frames, COUNT, 2))
    points[:, [KEYPOINT_INDEX["left_hip"], KEYPOINT_INDEX["right_hip"]], 1] = 100
    return points


def test_jitter_is_the_second_difference_in_torsos() -> None:
    points = standing(9)
    assert jitter(points) == 0
    assert jitter(points + np.arange(9)[:, None, None]) == pytest.approx(0), "a steady walk is no jitter"
    points[::2] += [0.5, 0]
    assert jitter(points) == pytest.approx(1.0)


def test_the_jitter_of_both_is_told_and_one_is_held() -> None:
    shaken = standing(9)
    shaken[::2] += [0.5, 0]
    mine, theirs = jitters([shaken], [standing(9)], BOUNDS)
    assert (mine.value, mine.limit) == (1.0, BOUNDS.jitter_percent)
    assert (theirs.value, theirs.limit) == (0.0, None) and "reference" in theirs.about


def test_crops_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "crops.npz"
    arrays = {name: np.full((2, 4, 4, 3), k, np.uint8) for k, name in enumerate(PARTS)}
    one, two, three = (arrays[name] for name in PARTS)
    np.savez(path, calibration=one, held_out=two, still=three)
    crops = read_crops(path)
    assert all(np.array_equal(getattr(crops, name), arrays[name]) for name in PARTS)
    assert len(crops.sha256) == 64
    image = as_input(np.full((4, 4, 3), 255, np.uint8))
    assert image.shape == (1, 4, 4, 3) and image.dtype == np.float32 and np.all(image == 1)


def test_missing_and_broken_crops_are_named(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="crops.npz: expected drawn golf crops, found no such file"):
        read_crops(tmp_path / "crops.npz")
    (tmp_path / "text.npz").write_text("no archive")
    with pytest.raises(RecipeError, match="text.npz: expected drawn golf crops"):
        read_crops(tmp_path / "text.npz")
    np.savez(tmp_path / "half.npz", calibration=np.zeros(1, np.uint8))
    with pytest.raises(RecipeError, match="half.npz: expected drawn golf crops"):
        read_crops(tmp_path / "half.npz")
