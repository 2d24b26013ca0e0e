"""The plots are drawn from outcomes written by hand, and show them."""

from pathlib import Path

import cv2
import numpy as np

from tests.accuracy.figures import figures_of, of_group
from tests.accuracy.outcome import EventOutcome, Outcome
from tests.accuracy.plots import draw_all, draw_coverage, draw_events
from tests.accuracy.test_figures import EVENTS, outcome, row


def swings(late_s: float) -> list[Outcome]:
    events = {name: EventOutcome(error_s=late_s, sigma_s=0.02) for name in EVENTS}
    metrics = {"tempo_ratio": row(3.1), "hip_sway": row(3.5)}
    return [outcome(events=events, metrics=metrics, view_confidence=0.9, handedness_confidence=0.8)] * 8


def test_every_plot_is_a_picture_with_something_on_it(tmp_path: Path) -> None:
    golfers = {"clean": swings(0.01), "any": swings(-0.02)}
    everyone = [each for outcomes in golfers.values() for each in outcomes]
    figures = figures_of(golfers) | {f"golfers.{name}": value for name, value in of_group(everyone).items()}
    names = draw_all(golfers, figures, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.png" for name in names)
    for name in names:
        picture = cv2.imread(str(tmp_path / f"{name}.png"))
        assert picture is not None and np.ptp(picture) > 100


def test_an_error_is_drawn_where_it_is() -> None:
    (axes,) = draw_events({"clean": swings(0.01)}).axes
    drawn = np.concatenate([np.asarray(line.get_ydata(), float) for line in axes.lines])
    assert drawn.max() == 10.0


def test_coverage_has_a_row_a_metric() -> None:
    (axes,) = draw_coverage({"golfers.tempo_ratio.covered": 95.0, "golfers.hip_sway.covered": 40.0}).axes
    (dots,) = [line for line in axes.lines if line.get_marker() == "o"]
    assert sorted(np.asarray(dots.get_xdata(), float)) == [40.0, 95.0]
