"""Down the line the club first comes along the camera's axis: its departure is told late, takeaway is not."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from swingvision.analysis import Options, measure
from swingvision.frame import NANOSECONDS_PER_SECOND, Frame
from swingvision.interval import Z95
from swingvision.pose import PoseSeries
from tests.accuracy.sweeps import drawn
from tests.helpers.golfer import record, truth_of
from tests.helpers.golfer.clip import look_of, needs_rendering
from tests.helpers.golfer.conditions import Golfer
from tests.helpers.golfer.measured_noise import MeasuredNoise
from tests.helpers.golfer.render import Painter

pytestmark = [needs_rendering, pytest.mark.slow]
# Once the club is away only every so many-th picture is drawn.
SPARSE = 12


@dataclass(frozen=True)
class Painted:
    """The pictures that are asked for, drawn as they are; what stands still is drawn once."""

    golfer: Golfer
    series: PoseSeries

    def between(self, start_ns: int, end_ns: int) -> Iterator[Frame]:
        swing, shot = self.golfer.swing, self.golfer.shot
        painter = Painter(swing, self.golfer.camera, look_of(shot), shot.supersample, shot.around)
        still = painter.paint(0.0, shot.exposure_s, 1)
        for index, time_ns in zip(self.series.frame_index.tolist(), self.series.time_ns.tolist()):
            time_s = time_ns / NANOSECONDS_PER_SECOND
            away = time_s > swing.start_s + 0.4 * swing.backswing_s
            if start_ns <= time_ns <= end_ns and not (away and index % SPARSE):
                stands = time_s <= swing.start_s
                yield Frame(index, time_ns, still if stands else painter.paint(time_s, shot.exposure_s, 1))
        painter.close()


def test_takeaway_lies_in_its_interval_where_the_departure_is_told_after_it() -> None:
    golfer = drawn(402, "down_the_line")
    true = truth_of(golfer.swing, golfer.camera).events
    noise = MeasuredNoise(golfer.view, golfer.noise_seed)
    series = record(golfer.swing, golfer.camera, golfer.rate, noise)
    found = measure(series, Options(), Painted(golfer, series))
    (club,), (report,) = found.clubs, found.swings
    assert club is not None and club.departure is not None
    assert club.departure.time_s > true["takeaway"]
    takeaway = report.events.takeaway
    assert takeaway is not None
    assert abs(takeaway.time_s - true["takeaway"]) < min(Z95 * takeaway.uncertainty_s, 0.05)
