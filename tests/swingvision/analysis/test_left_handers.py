"""A left-hander is a right-hander in a mirror: the same poses give the same numbers, every one of them."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swingvision.analysis import measure
from swingvision.pose import PoseSeries
from swingvision.report import View
from swingvision.stance import Options
from swingvision.track import mirrored
from tests.helpers.golfer import Noise, Rate, record
from tests.helpers.golfer.varied import VariedSwing
from tests.swingvision.analysis.golfers import CAMERAS, only_swing

# Steps of px in which a 32-bit number holds every place and its mirror image exactly.
GRID_PX = 2.0**-10


def on_grid(series: PoseSeries) -> PoseSeries:
    points = np.round(series.points / GRID_PX) * np.float32(GRID_PX)
    return PoseSeries(series.frame_index, series.time_ns, points, series.confidence, series.size)


@pytest.mark.slow
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(
    view=st.sampled_from(["face_on", "down_the_line"]),
    seed=st.integers(0, 1000),
    fps=st.sampled_from([50.0, 60.0]),
    yaw_deg=st.one_of(st.none(), st.floats(-3, 3)),
    roll_deg=st.one_of(st.none(), st.floats(-4, 4)),
)
def test_mirrored_poses_give_the_same_numbers(
    view: View, seed: int, fps: float, yaw_deg: float | None, roll_deg: float | None
) -> None:
    swing = VariedSwing(lead_in_s=0.9, hold_s=0.6, relax_s=0.6, seed=seed)
    series = on_grid(record(swing, CAMERAS[view]("right"), Rate(fps), Noise(seed=seed)))
    # A mirror turns yaw and roll the other way.
    plain = Options(view, "right", yaw_deg, roll_deg)
    other = Options(
        view,
        "left",
        None if yaw_deg is None else -yaw_deg,
        None if roll_deg is None else -roll_deg,
    )
    seen, reflected = only_swing(measure(series, plain)), only_swing(measure(mirrored(series), other))
    assert list(seen.metrics) == list(reflected.metrics)
    for name, row in seen.metrics.items():
        image = reflected.metrics[name]
        assert (image.withheld, image.apparent, image.unit) == (row.withheld, row.apparent, row.unit), name
        if row.value is not None:
            numbers = [[each.value, each.low, each.high] for each in (image, row)]
            assert numbers[0] == pytest.approx(numbers[1], rel=1e-6, abs=1e-9), name
