"""The long forms go on where they stopped, and end with the first round that finds something."""

from pathlib import Path

import pytest

from tests import durability
from tests.durability import RIGS, Rig, main


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rounds that were played of a rig of five, whose third is broken off the first time."""
    rounds: list[int] = []

    def stop_once(folder: Path, number: int) -> list[str]:
        rounds.append(number)
        if rounds == [0, 1, 2]:
            raise SystemExit("stopped")
        return []

    monkeypatch.setitem(RIGS, "stopped", Rig(stop_once, 5))
    monkeypatch.setitem(RIGS, "wrong", Rig(lambda folder, number: ["a swing is lost"], 2))
    return rounds


def test_a_run_goes_on_where_the_last_one_stopped(
    played: list[int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="stopped"):
        main(tmp_path, ["stopped"])
    main(tmp_path, ["stopped"])
    main(tmp_path, ["stopped"])
    assert played == [0, 1, 2, 2, 3, 4]
    assert "stopped: 2 of 5 rounds were done before\n" in capsys.readouterr().out


def test_a_round_that_finds_something_ends_the_run_and_is_played_again(
    played: list[int], tmp_path: Path
) -> None:
    for _ in range(2):
        with pytest.raises(SystemExit, match="wrong, round 0: a swing is lost"):
            main(tmp_path, ["wrong", "stopped"])
    assert played == []


def test_every_rig_is_named_in_the_help() -> None:
    said = durability.parser().format_help()
    assert all(f"  {name} " in said for name in RIGS)
