"""The page says what was found, keeps what it cannot measure, and can be read back."""

import json
from pathlib import Path

import pytest

from tests.accuracy.bars import stated
from tests.accuracy.everything import Everything
from tests.accuracy.idle import IdleOutcome
from tests.accuracy.page import UNCOUNTED, looks_in, page_of, restate, stated_after
from tests.accuracy.test_figures import outcome, row
from tests.accuracy.worst import badness, in_words, worst_golfers


@pytest.fixture
def found() -> Everything:
    right = outcome("clean face_on 0", metrics={"tempo_ratio": row(3.1)})
    late = outcome("clean face_on 1", metrics={"tempo_ratio": row(4.5)})
    lost = outcome("clean face_on 2", missed=True, events={})
    idle = [IdleOutcome(name="idle 0 face_on all", length_s=1800.0, told_s=[60.0, 900.0])]
    made = Everything("full", golfers={"clean": [right, late, lost]}, idle=idle)
    made.figures = {
        "clean.missed": 33.3,
        "idle.false_swings_per_hour": 4.0,
        "clips.all.pce": 88.0,
        "short.clean.missed": 0.0,
    }
    return made


def test_it_says_what_was_found(found: Everything) -> None:
    page = page_of(found, "3", {"short.clean.missed": 0.0})
    assert "labelled clips: events right (PCE) | 88 % | 90 % | **no**" in page
    assert "4 false swings an hour" in " ".join(page.split()) and "at 60 s, 900 s" in page
    assert "1. clean face_on 2: swing not found" in page
    assert "tempo 4.50 (4.30 to 4.70), true 3.00" in page
    assert stated(page) == {"short.clean.missed": 0.0}


def test_looks_at_the_hold_out_are_kept() -> None:
    assert looks_in("The hold-out was\nlooked at 4 times while") == "4"
    assert looks_in(f"was looked at {UNCOUNTED} times") == looks_in("") == UNCOUNTED


def test_what_was_stated_about_clips_stands_where_there_are_none(found: Everything) -> None:
    before = (
        "```json\n" + json.dumps({"short.clips.all.pce": 91, "short.clean.missed": 9}, indent=0) + "\n```"
    )
    assert stated_after(found.figures, before) == {"short.clean.missed": 0.0, "short.clips.all.pce": 91}
    measured = found.figures | {"short.clips.top.pce": 90.0}
    assert stated_after(measured, before) == {"short.clean.missed": 0.0, "short.clips.top.pce": 90.0}


def test_the_worst_come_first(found: Everything) -> None:
    names = [one.name[-1] for _, one in worst_golfers(found.golfers)]
    assert names == ["2", "1", "0"]
    mistaken = outcome(view_right=False, metrics={"tempo_ratio": row(3.0)})
    assert badness(mistaken) > badness(found.golfers["clean"][1])
    assert in_words(mistaken).startswith("view mistaken")


def test_figures_are_stated_anew_and_all_else_stands(
    found: Everything, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "accuracy.md"
    page.write_text(page_of(found, "3", {"short.clean.missed": 0.0}))
    monkeypatch.setattr("tests.accuracy.page.PAGE", page)
    restate({"short.clean.missed": 12.5, "clean.missed": 12.5})
    assert page.read_text() == page_of(found, "3", {"short.clean.missed": 12.5})
