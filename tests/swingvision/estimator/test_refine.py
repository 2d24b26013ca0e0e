"""Heat-map refinement: known answers on maps made by hand."""

import numpy as np
import pytest
from numpy.typing import NDArray

from swingvision.estimator.landmarks import refine

NOTHING = -50.0


def maps(**cells: float) -> NDArray[np.float32]:
    """One (64, 64, 1) map of logits; keys are r<row>c<column>, values logits; elsewhere there is no heat."""
    heat = np.full((64, 64, 1), NOTHING, np.float32)
    for name, logit in cells.items():
        row, column = (int(part) for part in name[1:].split("c"))
        heat[row, column, 0] = logit
    return heat


def at(column: float, row: float) -> NDArray[np.float64]:
    return np.array([[column / 64, row / 64]])


def test_a_point_moves_onto_the_only_hot_cell_of_its_window() -> None:
    points, peak = refine(at(30.4, 20.9), maps(r22c29=3.0))
    assert np.allclose(points * 64, [[29, 22]], atol=1e-6)
    assert peak == pytest.approx(1 / (1 + np.exp(-3.0)))


def test_two_cells_pull_by_their_heat() -> None:
    logit_of_a_half, logit_of_a_quarter = 0.0, np.log(1 / 3)
    points, peak = refine(at(30.5, 20.5), maps(r20c30=logit_of_a_half, r20c33=logit_of_a_quarter))
    assert np.allclose(points * 64, [[31, 20]], atol=1e-6)
    assert peak == pytest.approx(0.5)


def test_heat_outside_the_window_does_not_count() -> None:
    points, peak = refine(at(30.5, 20.5), maps(r20c34=5.0, r24c30=5.0))
    assert np.allclose(points * 64, [[30.5, 20.5]])
    assert peak == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("corner", ["r17c27", "r17c33", "r23c27", "r23c33"])
def test_the_window_is_seven_by_seven(corner: str) -> None:
    _, peak = refine(at(30.5, 20.5), maps(**{corner: 5.0}))
    assert peak > 0.99


def test_a_low_peak_leaves_the_point_where_it_was_and_says_how_low() -> None:
    points, peak = refine(at(30.5, 20.5), maps(r21c31=-0.1))
    assert np.allclose(points * 64, [[30.5, 20.5]])
    assert 0.4 < peak[0] < 0.5


def test_the_window_is_cut_at_the_edge_of_the_map() -> None:
    points, _ = refine(at(0.5, 63.5), maps(r63c1=4.0))
    assert np.allclose(points * 64, [[1, 63]], atol=1e-6)


def test_a_point_outside_the_map_stays_with_the_confidence_of_the_nearest_window() -> None:
    points, peak = refine(at(70, 20.5), maps(r20c62=4.0))
    assert np.allclose(points * 64, [[70, 20.5]])
    assert peak[0] > 0.9


def test_every_point_has_its_own_map() -> None:
    heat = np.concatenate([maps(r10c10=4.0), maps(r10c12=4.0)], axis=2)
    points, _ = refine(np.repeat(at(10.5, 10.5), 2, axis=0), heat)
    assert np.allclose(points * 64, [[10, 10], [12, 10]], atol=1e-6)


def test_it_is_the_same_as_the_plain_loop() -> None:
    random = np.random.default_rng(3)
    points = random.uniform(-0.1, 1.1, (39, 2))
    heat = random.normal(-1, 2, (64, 64, 39)).astype(np.float32)
    refined, peaks = refine(points, heat)
    for index, point in enumerate(points):
        expected, peak = plain_refine(point, heat[:, :, index])
        if peak is not None:
            assert peaks[index] == pytest.approx(peak, rel=1e-6)
        assert np.allclose(refined[index], expected, atol=1e-6)


def plain_refine(
    point: NDArray[np.float64], heat: NDArray[np.float32]
) -> tuple[NDArray[np.float64], float | None]:
    column, row = (int(np.floor(value * 64)) for value in point)
    if not (0 <= column < 64 and 0 <= row < 64):
        return point, None
    mass, moment, peak = 0.0, np.zeros(2), 0.0
    for y in range(max(0, row - 3), min(64, row + 4)):
        for x in range(max(0, column - 3), min(64, column + 4)):
            value = 1 / (1 + np.exp(-float(heat[y, x])))
            mass, moment, peak = mass + value, moment + value * np.array([x, y]), max(peak, value)
    return (moment / mass / 64 if peak >= 0.5 else point), peak
