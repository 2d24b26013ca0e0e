"""The benchmark runs and gives every model a time beside a peer's."""

import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray

from models.bench import interleave, main
from models.factory.recipe import INGREDIENTS


@pytest.mark.slow
def test_every_model_gets_a_time_and_a_ratio(tmp_path: Path) -> None:
    """Without the published files the peer is OpenCV."""
    result = CliRunner().invoke(main, ["--rounds", "1", "--cache", str(tmp_path)])
    assert result.exit_code == 0, result.output
    for ingredient in INGREDIENTS:
        row = next(line for line in result.output.splitlines() if ingredient.name in line)
        assert re.search(r"\d+\.\d .* OpenCV .* \d+\.\d .* \d+\.\d\dx", row)
    assert len(re.findall(r"tracking, (?:lite|full): \d+\.\d ms a frame, \d+ frames/s", result.output)) == 2


def test_the_slower_of_two_is_the_slower() -> None:
    def nothing(image: NDArray[np.float32]) -> None:
        return None

    def work(image: NDArray[np.float32]) -> float:
        return float(np.linalg.norm(np.sort(np.tile(image.ravel(), 4))))

    quick, slow = interleave([nothing, work], INGREDIENTS[1], rounds=5)
    assert quick < slow / 10
