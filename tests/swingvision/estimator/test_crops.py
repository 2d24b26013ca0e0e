"""Which square is looked at: one for somebody who stands and swings, another for whoever goes elsewhere."""

import math
from collections.abc import Iterable
from dataclasses import replace

from swingvision.estimator.crops import SteadyCrop, crop_around
from swingvision.pose import Region

SIZE = (1280, 720)
STOOD = Region(600.0, 400.0, 500.0, 0.1)
STEP_NS = 16_666_667


def looked_at(regions: Iterable[Region]) -> list[Region]:
    crops = SteadyCrop()
    return [crops.push(number * STEP_NS, region, SIZE) for number, region in enumerate(regions)]


def moved(region: Region, off: float = 0.0, growth: float = 1.0, turned_deg: float = 0.0) -> Region:
    return replace(
        region,
        x=region.x + off * region.side,
        side=region.side * growth,
        angle_rad=region.angle_rad + math.radians(turned_deg),
    )


def slowly(frames: int, **change: float) -> list[Region]:
    """From where somebody stood to a change of it; growth counts from 1."""
    start = {"growth": 1.0}
    shares = [(number + 1) / frames for number in range(frames)]
    return [
        moved(
            STOOD,
            **{
                name: start.get(name, 0.0) + share * (value - start.get(name, 0.0))
                for name, value in change.items()
            },
        )
        for share in shares
    ]


def test_a_swing_is_looked_at_where_its_golfer_stood() -> None:
    """A slow backswing moves the hips by little, and is no new place to stand."""
    address = [STOOD] * 90
    backswing = slowly(60, off=0.06, growth=1.08, turned_deg=12.0)
    finish = [moved(STOOD, off=0.15, growth=1.3, turned_deg=-35.0)] * 20
    seen = looked_at([*address, *backswing, *finish])
    assert set(seen[30:]) == {crop_around([STOOD], SIZE)}


def test_somebody_who_stands_elsewhere_is_looked_at_there() -> None:
    there = moved(STOOD, off=0.2)
    seen = looked_at([*[STOOD] * 60, *slowly(60, off=0.2), *[there] * 90])
    assert seen[60] == crop_around([STOOD], SIZE)
    assert seen[-1] == crop_around([there], SIZE)


def test_somebody_who_walks_out_of_the_crop_is_followed() -> None:
    seen = looked_at([*[STOOD] * 60, *slowly(60, off=1.5)])
    assert abs(seen[-1].x - moved(STOOD, off=1.5).x) < 0.15 * STOOD.side


def test_time_that_goes_back_is_another_stream() -> None:
    crops = SteadyCrop()
    for number in range(60):
        crops.push(number * STEP_NS, STOOD, SIZE)
    elsewhere = moved(STOOD, off=0.12)
    assert crops.push(0, elsewhere, SIZE) == crop_around([elsewhere], SIZE)
