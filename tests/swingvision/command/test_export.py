"""`swingvision export`: wrong usage, saved reports, and clips by the real command."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from swingvision.command.export import export
from swingvision.command.exporting import unique_names
from swingvision.report import ClipReport
from tests.helpers.clips import encode, every
from tests.helpers.command_line import swingvision
from tests.helpers.golfer import Rate, Swing, face_on, record
from tests.swingvision.command.test_overlay import analysed


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(export, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def report() -> ClipReport:
    return analysed(record(Swing(), face_on("right"), Rate(fps=60))).report


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "out"], "Missing argument"),
        (["a.mp4"], "Missing option '--to'"),
        (["a.mp4", "--to", "out", "--format", "xlsx"], "'xlsx' is not one of"),
        (["a.mp4", "--to", "out", "--mm-per-px", "0"], "0.0 is not in the range"),
        (["a.mp4", "--to", "/proc/no/such"], "the folder cannot be made"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2 and said in done.stderr


def test_help_teaches() -> None:
    said = run("--help").stdout
    assert "swingvision export swing.mp4 --to out" in said and "never 0" in " ".join(said.split())


def test_a_source_is_never_overwritten(tmp_path: Path, report: ClipReport) -> None:
    source = tmp_path / "a.json"
    source.write_text(report.model_dump_json())
    done = run(source, "--to", tmp_path)
    assert done.exit_code == 2 and "would overwrite" in done.stderr
    assert source.read_text() == report.model_dump_json()


def test_the_same_name_twice_is_kept_apart(tmp_path: Path) -> None:
    sources = (tmp_path / "a" / "s.json", tmp_path / "b" / "s.json", tmp_path / "t.json")
    assert unique_names(sources) == ["s", "s-2", "t"]


def test_saved_reports_one_and_several_a_file(tmp_path: Path, report: ClipReport) -> None:
    one, several = tmp_path / "one.json", tmp_path / "several.jsonl"
    one.write_text(report.model_dump_json(indent=2))
    other = report.model_copy(update={"clip": "b.mp4"})
    several.write_text(f"{report.model_dump_json()}\n{other.model_dump_json()}\n")
    done = run(one, several, "--to", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert [(row["clip"], row["swing"]) for row in rows(tmp_path / "out" / "swings.csv")] == [
        ("a.mp4", "1"),
        ("a.mp4", "1"),
        ("b.mp4", "1"),
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "one.json",
        "several-1.json",
        "several-2.json",
        "swings.csv",
    ]
    assert "a report holds no keypoints" in done.stderr


def test_what_is_no_report_is_one_sentence_and_the_others_are_written(
    tmp_path: Path, report: ClipReport
) -> None:
    good, bad, odd = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "odd.json"
    good.write_text(report.model_dump_json())
    bad.write_text('{"swings": 3}')
    odd.write_bytes(b"\xff\xfe\x00")
    done = run(bad, odd, tmp_path / "none.json", good, "--to", tmp_path / "out", "--format", "csv")
    assert done.exit_code == 3
    assert [line.split(": ")[1].split(";")[0] for line in done.stderr.splitlines()] == [
        "holds no report",
        "cannot be read (it is not text)",
        "cannot be read (No such file or directory)",
    ]
    assert len(rows(tmp_path / "out" / "swings.csv")) == 1


@pytest.mark.slow
def test_a_clip_by_the_real_command(tmp_path: Path) -> None:
    """No golfer is in it: no swing is an answer, and every frame has its row all the same."""
    path = encode(tmp_path / "still.mp4", every(3000, 20))
    done = swingvision(
        "export", path, "--to", tmp_path / "out", "--format", "csv", "--format", "trc", "--format", "json"
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = rows(tmp_path / "out" / "frames.csv")
    assert len(found) == 20 and found[0]["nose_x_px"] == ""
    assert float(found[3]["time_s"]) == pytest.approx(0.1)
    assert rows(tmp_path / "out" / "swings.csv") == []
    said = json.loads((tmp_path / "out" / "still.json").read_text())
    assert said["report"]["reason"] == "nobody seen" and len(said["keypoints"]["time_s"]) == 20
    assert (tmp_path / "out" / "still.trc").read_text().count("\n") == 6 + 20


@pytest.mark.slow
def test_an_unreadable_clip_is_said_once(tmp_path: Path) -> None:
    done = swingvision("export", tmp_path / "no.mp4", "--to", tmp_path / "out")
    assert done.returncode == 3 and len(done.stderr.splitlines()) == 1
    assert list((tmp_path / "out").iterdir()) == []
