"""The benchmark runs and gives every model a time beside its peers'; its table goes into a page."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray

from models import bench, peers
from models.bench import COLUMNS, PEERS, interleave, main
from models.factory.recipe import INGREDIENTS, VARIANTS
from models.page import write_block
from swingvision.estimator.cpu import this_machine

MARKED = "# Speed\n<!-- models -->\nwhat was there\n<!-- /models -->\nThe end.\n"


@pytest.mark.slow
def test_every_model_gets_a_time_and_a_ratio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LiteRT, which has an environment of its own, the peer is OpenCV."""
    monkeypatch.setattr(peers, "litert", missing)
    page = tmp_path / "performance.md"
    page.write_text(MARKED)
    result = CliRunner().invoke(main, ["--rounds", "1", "--cache", str(tmp_path), "--page", str(page)])
    assert result.exit_code == 0, result.output
    table = [line.strip("| ").split(" | ") for line in page.read_text().splitlines() if line.startswith("|")]
    rows = {(row[0], row[1]): row for row in table}
    expected = (
        {("blazepose-full", "ours, int8")} if {v.machine for v in VARIANTS} & {this_machine()} else set()
    )
    expected |= {(i.name, words) for i in INGREDIENTS for words in ("ours, fp32", "OpenCV")}
    assert expected <= set(rows)
    for key in expected:
        assert float(rows[key][2]) > 0 and " to " in rows[key][3] and float(rows[key][-1]) > 0
    assert {("tracking with lite", "ours, fp32"), ("tracking with full", "ours, fp32")} <= set(rows)
    assert "what was there" not in page.read_text() and page.read_text().endswith("The end.\n")


def missing(*arguments: object) -> None:
    raise ImportError("no LiteRT here")


def test_the_slower_of_two_is_the_slower() -> None:
    def nothing(image: NDArray[np.float32]) -> None:
        return None

    def work(image: NDArray[np.float32]) -> float:
        return float(np.linalg.norm(np.sort(np.tile(image.ravel(), 4))))

    quick, slow = interleave([nothing, work], INGREDIENTS[1], rounds=5)
    assert len(quick) == len(slow) == 5 and np.median(quick) < np.median(slow) / 10


def test_a_row_has_a_cell_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    def instant(image: NDArray[np.float32]) -> None:
        return None

    runs = {peer: instant for peer in PEERS}
    monkeypatch.setattr(bench, "ours", lambda ingredient: {"ours": instant})
    monkeypatch.setattr(bench, "rivals", lambda ingredient, cache: runs)
    rows = bench.rows_of(INGREDIENTS[1], Path(), rounds=3)
    assert [row[1] for row in rows] == ["ours", *PEERS] and {len(row) for row in rows} == {len(COLUMNS)}


def test_a_page_without_marks_is_refused_and_left(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("no marks")
    with pytest.raises(ValueError, match="page.md: expected <!-- models --> and <!-- /models -->"):
        write_block(page, "models", "words", ("a",), [("1",)])
    assert page.read_text() == "no marks"


def test_only_what_is_between_the_marks_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(MARKED)
    for _ in range(2):
        write_block(page, "models", "Words:", ("a", "b"), [("1", "2")])
    marked = "<!-- models -->\nWords:\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n<!-- /models -->"
    assert page.read_text() == f"# Speed\n{marked}\nThe end.\n"
