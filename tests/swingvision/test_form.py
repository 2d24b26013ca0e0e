import numpy as np
import pytest

from swingvision.form import DIMENSIONS, JOINTS, form_of
from swingvision.pose import KEYPOINT_INDEX, PoseSeries
from tests.cloud.bay import poses, swing_report


def changed(series: PoseSeries, points: np.ndarray) -> PoseSeries:
    size = series.size
    return PoseSeries(series.frame_index, series.time_ns, points.astype(np.float32), series.confidence, size)


def distance(a: np.ndarray | None, b: np.ndarray | None) -> float:
    assert a is not None and b is not None
    return float(np.linalg.norm(a - b))


def test_a_form_has_length_one() -> None:
    form = form_of(poses(), swing_report())
    assert form is not None and form.shape == (DIMENSIONS,) and form.dtype == np.float32
    assert np.linalg.norm(form) == pytest.approx(1, abs=1e-6)


def test_neither_place_nor_size_of_the_person_matters() -> None:
    series = poses()
    moved = changed(series, series.points * 0.5 + (300, -40))
    assert distance(form_of(series, swing_report()), form_of(moved, swing_report())) < 1e-5


def test_a_left_handers_mirror_image_has_the_same_form() -> None:
    series = poses(30)
    mirrored = series.points.copy()
    mirrored[..., 0] = 1280 - mirrored[..., 0]
    order = list(range(mirrored.shape[1]))
    for name, index in KEYPOINT_INDEX.items():
        if name.startswith("left_"):
            other = KEYPOINT_INDEX["right_" + name.removeprefix("left_")]
            order[index], order[other] = other, index
    left = changed(series, mirrored[:, order])
    assert distance(form_of(series, swing_report()), form_of(left, swing_report(handedness="left"))) < 1e-5
    assert distance(form_of(series, swing_report()), form_of(left, swing_report())) > 0.1


def test_more_bent_is_further_away() -> None:
    base = form_of(poses(), swing_report())
    near, far = (distance(base, form_of(poses(bend), swing_report())) for bend in (20, 120))
    assert 0 < near < far < 2


def test_a_gap_is_bridged_and_too_little_gives_no_form() -> None:
    series = poses()
    gap, half = series.points.copy(), series.points.copy()
    gap[40:50, JOINTS[0]] = np.nan
    half[: len(half) // 2 + 1, JOINTS[3]] = np.nan
    assert distance(form_of(series, swing_report()), form_of(changed(series, gap), swing_report())) < 0.05
    assert form_of(changed(series, half), swing_report()) is None


def test_without_its_moments_there_is_no_form() -> None:
    report = swing_report()
    for name in ("address", "top", "impact"):
        events = report.events.model_copy(update={name: None})
        assert form_of(poses(), report.model_copy(update={"events": events})) is None
    assert form_of(poses()[:60], report) is None, "impact is after the last pose"
    assert form_of(changed(poses(), np.zeros((120, 33, 2))), report) is None
