"""A left-hander's clip is, picture by picture, to the analysis what the right-hander's is."""

from pathlib import Path

import numpy as np
import pytest

from swingvision.command.clip_analysis import Analysed, analyse_clip
from swingvision.demo import DEMO_CLIP
from swingvision.report import EVENT_NAMES
from swingvision.stance import Options
from swingvision.track import mirrored
from tests.accuracy.clips import flipped
from tests.swingvision.estimator.people import shared_estimator

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Analysed, Analysed]:
    """The demo, and a copy whose header asks for its mirror image."""
    copy = tmp_path_factory.mktemp("mirror") / "demo.mp4"
    copy.write_bytes(flipped(DEMO_CLIP.read_bytes()))
    return analysed(DEMO_CLIP), analysed(copy)


def analysed(clip: Path) -> Analysed:
    return analyse_clip(clip, shared_estimator(), Options(), lambda share: None)


def test_the_hand_is_the_other_one(both: tuple[Analysed, Analysed]) -> None:
    plain, mirror = ([swing.handedness for swing in one.report.swings] for one in both)
    assert plain == ["right"] and mirror == ["left"]


def test_every_pose_is_the_mirror_image(both: tuple[Analysed, Analysed]) -> None:
    plain, mirror = (one.series for one in both)
    back = mirrored(mirror)
    assert np.array_equal(back.confidence, plain.confidence)
    # Places are rounded to float32 on their way.
    np.testing.assert_allclose(back.points, plain.points, atol=1e-3)


def test_events_and_numbers_are_the_same(both: tuple[Analysed, Analysed]) -> None:
    plain, mirror = (one.report.swings[0] for one in both)
    for event in EVENT_NAMES:
        here, there = getattr(plain.events, event), getattr(mirror.events, event)
        assert (here and here.frame) == (there and there.frame), event
    for name, metric in plain.metrics.items():
        other = mirror.metrics[name]
        assert (metric.value is None) == (other.value is None), name
        if metric.value is not None and other.value is not None:
            assert metric.low is not None and metric.high is not None
            assert metric.low <= other.value <= metric.high, name
