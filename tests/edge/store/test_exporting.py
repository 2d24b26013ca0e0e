"""A bay's data folder by `swingvision bay export`: real store, real files, read back."""

import csv
import subprocess
from pathlib import Path

import pytest

from edge.store import Store
from swingvision.export import swing_row
from tests.edge.samples import FRAMES, sample_poses, sample_swing
from tests.helpers.command_line import swingvision


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return swingvision("bay", "export", *arguments)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three swings of one session; the last one's poses are lost."""
    store = Store.open(tmp_path / "data")
    for number in (1, 2, 3):
        swing = sample_swing(number, session_id="one", swing_id=f"swing-{number}")
        store.save_swing(swing, None if number == 3 else sample_poses(number))
    store.close()
    return tmp_path / "data"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_every_swing_and_every_frame_has_its_row(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("--data", data, "--to", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"3 swings written to {out}\n"
    swings = rows(out / "swings.csv")
    assert [(row["clip"], row["session"], row["swing"], row["club"]) for row in swings] == [
        (f"swing-{number}", "one", str(number), "iron") for number in (1, 2, 3)
    ]
    wanted = swing_row({}, sample_swing().report)
    for name in ("tempo_ratio", "tempo_ratio_low", "impact_time_s", "plane_deg_withheld"):
        assert swings[0][name] == str(wanted[name])
    frames = rows(out / "frames.csv")
    assert [row["clip"] for row in frames] == ["swing-1"] * FRAMES + ["swing-2"] * FRAMES
    assert float(frames[0]["nose_x_px"]) == pytest.approx(float(sample_poses(1).points[0, 0, 0]), abs=0.02)
    assert frames[7]["nose_x_px"] == ""


@pytest.mark.slow
def test_markers_are_one_file_a_swing(data: Path, tmp_path: Path) -> None:
    ezc3d = pytest.importorskip("ezc3d")
    out = tmp_path / "out"
    done = run("--data", data, "--to", out, "--format", "trc", "--format", "c3d")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in out.iterdir()) == [
        "swing-1.c3d",
        "swing-1.trc",
        "swing-2.c3d",
        "swing-2.trc",
    ]
    assert ezc3d.c3d(str(out / "swing-2.c3d"))["data"]["points"].shape == (4, 33, FRAMES)


@pytest.mark.slow
def test_pages_of_swings_are_all_written_oldest_first(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data")
    for number in range(1, 206):
        store.save_swing(sample_swing(number, session_id="one", swing_id=f"s{number}"), None)
    store.close()
    assert run("--data", tmp_path / "data", "--to", tmp_path / "out").returncode == 0
    assert [int(row["swing"]) for row in rows(tmp_path / "out" / "swings.csv")] == list(range(1, 206))


@pytest.mark.slow
def test_refusals_are_one_sentence(data: Path, tmp_path: Path) -> None:
    done = run("--data", tmp_path / "nothing", "--to", tmp_path / "out")
    assert done.returncode == 2 and "There is no bay's data in" in done.stderr
    assert not (tmp_path / "nothing").exists()
    store = Store.open(data)
    try:
        done = run("--data", data, "--to", tmp_path / "out")
        assert done.returncode == 2 and "is in use by another bay" in done.stderr
    finally:
        store.close()
    done = run("--data", data, "--to", "/proc/no/such")
    assert done.returncode == 1 and "could not be written" in done.stderr
