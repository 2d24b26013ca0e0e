"""When pictures are looked at while nobody is there, and how fast somebody who steps in is noticed."""

import numpy as np
import pytest
from numpy.typing import NDArray

from edge.camera.ring import SLOT
from edge.idle_gate import EMPTY_S, LOOKED_AT_S, IdleGate

CALM = 0.8


def stamps(peaks: list[float]) -> NDArray[np.void]:
    made = np.zeros(len(peaks), SLOT)
    made["index"], made["change_peak"] = np.arange(len(peaks)), peaks
    return made


@pytest.fixture
def gate() -> IdleGate:
    """Nobody from 0 s on, and a picture looked at a moment ago, at 10 s."""
    gate = IdleGate()
    gate.looked(False, 0.0)
    gate.looked(False, 10.0)
    return gate


def test_every_picture_is_looked_at_until_nobody_has_been_there_for_a_while() -> None:
    gate = IdleGate()
    assert not gate.is_shut(100.0)
    gate.looked(False, 100.0)
    assert not gate.is_shut(99.9 + EMPTY_S) and gate.is_shut(100.0 + EMPTY_S)


def test_somebody_who_is_found_opens_it(gate: IdleGate) -> None:
    assert gate.is_shut(10.0)
    gate.looked(True, 10.1)
    assert not gate.is_shut(60.0)


def test_a_calm_picture_is_looked_at_once_in_a_while(gate: IdleGate) -> None:
    calm = stamps([np.inf] + [CALM] * 200)
    assert not gate.opens(calm, 194, 10.1)
    assert gate.opens(calm, 194, 10.0 + LOOKED_AT_S)


@pytest.mark.parametrize(
    ("usual", "step", "opened"), [(0.8, 12.0, True), (0.8, 3.0, False), (20.0, 30.0, False)]
)
def test_a_picture_that_changes_more_than_usual_is_looked_at(
    gate: IdleGate, usual: float, step: float, opened: bool
) -> None:
    """Leaves that move all the time are the usual."""
    assert gate.opens(stamps([usual] * 200 + [usual, step]), 199, 10.1) == opened
    assert not gate.opens(stamps([usual] * 100 + [step] + [usual] * 100), 199, 10.1), "seen before"


def test_the_first_pictures_of_a_ring_are_no_change(gate: IdleGate) -> None:
    assert not gate.opens(stamps([]), -1, 10.1)
