"""The demo's swing by the real command: table, JSON that keeps its schema, overlay, plot."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import jsonschema
import numpy as np
import pytest

from swingvision import clip
from swingvision.command.schema import schema_text
from swingvision.command.timings import WORDS
from swingvision.demo import DEMO_CLIP
from tests.helpers.command_line import swingvision

PUBLISHED = Path(__file__).parents[3] / "docs" / "schema" / "clip-report.schema.json"


@dataclass(frozen=True)
class Answer:
    clip: Path
    done: subprocess.CompletedProcess[str]
    report: dict[str, Any]
    overlay: Path
    plot: Path


def swing_of_the_demo(path: Path) -> Path:
    """The demo from a second before its swing to just after: the rest only takes time."""
    with clip.read(DEMO_CLIP) as reader, clip.ClipWriter(path, reader.size, start_ns=0) as writer:
        for frame in reader:
            if 160 <= frame.index < 370:
                writer.write(frame.image, frame.time_ns)
    return path


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    folder = tmp_path_factory.mktemp("answer")
    path = swing_of_the_demo(folder / "swing.mp4")
    overlay, plot, report = (folder / name for name in ("o.mp4", "p.png", "r.json"))
    options = ["--camera-yaw", "0", "--camera-roll", "0", "--model", "lite"]
    done = swingvision("analyze", path, *options, "--overlay", overlay, "--plot", plot, "--json", report)
    return Answer(path, done, json.loads(report.read_text()), overlay, plot)


def test_the_published_schema_is_the_current_one() -> None:
    """When it is not: python -m swingvision.command.schema > docs/schema/clip-report.schema.json"""
    assert PUBLISHED.read_text() == schema_text()


def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(PUBLISHED.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.slow
def test_the_report_keeps_the_schema(answer: Answer) -> None:
    assert answer.done.returncode == 0
    assert answer.done.stderr == ""
    validator().validate(answer.report)
    assert len(answer.report["swings"]) == 1
    assert answer.report["facts"]["repeated_frames"] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "value"),
    [
        (["swings", 0, "view"], "behind"),
        (["swings", 0, "handedness"], None),
        (["extra"], 1),
        (["facts", "frames"], "x"),
    ],
)
def test_the_schema_does_refuse(answer: Answer, where: list[Any], value: object) -> None:
    broken = json.loads(json.dumps(answer.report))
    place = broken
    for key in where[:-1]:
        place = place[key]
    place[where[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(broken)


@pytest.mark.slow
def test_every_metric_has_an_interval_or_a_reason(answer: Answer) -> None:
    (swing,) = answer.report["swings"]
    assert {"tempo_ratio", "backswing_s", "downswing_s"} <= swing["metrics"].keys()
    for name, metric in swing["metrics"].items():
        if metric["value"] is None:
            assert metric["withheld"] and metric["low"] is None and metric["high"] is None, name
        else:
            assert metric["low"] <= metric["value"] <= metric["high"] and metric["withheld"] is None, name


@pytest.mark.slow
def test_event_frames_carry_their_own_times(answer: Answer) -> None:
    with clip.read(answer.clip) as reader:
        times = [frame.time_ns / 1e9 for frame in reader]
    (swing,) = answer.report["swings"]
    for name, event in swing["events"].items():
        if event is not None:
            assert event["pts_s"] == pytest.approx(times[event["frame"]], abs=1e-6), name
            assert abs(event["time_s"] - event["pts_s"]) <= 0.02, name


@pytest.mark.slow
def test_the_table_says_it_in_words(answer: Answer) -> None:
    said = answer.done.stdout
    assert said.splitlines()[0] == str(answer.clip)
    (swing,) = answer.report["swings"]
    tempo, impact = swing["metrics"]["tempo_ratio"], swing["events"]["impact"]
    assert f"{tempo['value']:.1f} to 1" in said and f"{tempo['low']:.1f} – {tempo['high']:.1f}" in said
    assert f"{impact['time_s']:.3f} s" in said
    assert "needs the view from the front" in " ".join(said.split())


@pytest.mark.slow
def test_the_overlay_keeps_every_picture_and_its_time(answer: Answer) -> None:
    with clip.read(answer.clip) as reader:
        wanted = [frame.time_ns for frame in reader]
    with clip.read(answer.overlay) as reader:
        got = [frame.time_ns for frame in reader]
    assert len(got) == len(wanted)
    assert np.abs(np.array(got) - np.array(wanted)).max() <= 12_000
    assert (
        reader.facts.width == answer.report["facts"]["width"]
        and reader.facts.height > answer.report["facts"]["height"]
    )


@pytest.mark.slow
def test_the_plot_is_a_picture(answer: Answer) -> None:
    image = cv2.imread(str(answer.plot))
    assert image is not None and image.shape[1] > 1000 and image.std() > 10


@pytest.mark.slow
def test_json_alone_on_stdout(answer: Answer) -> None:
    done = swingvision(
        "analyze", answer.clip, "--json", "-", "--view", "face-on", "--handedness", "left", "--model", "lite"
    )
    said = json.loads(done.stdout)
    assert [(s["view"], s["handedness"]) for s in said["swings"]] == [("face_on", "left")] * len(
        said["swings"]
    )


@pytest.mark.slow
def test_timings_say_where_the_time_went(answer: Answer) -> None:
    """On stderr, so that --json - stays alone on stdout."""
    done = swingvision("analyze", answer.clip, "--model", "lite", "--timings", "--json", "-")
    assert done.returncode == 0 and len(json.loads(done.stdout)["swings"]) == 1
    rows = {words: re.search(rf"{words} +([0-9.]+) +([0-9.]+)", done.stderr) for words in WORDS.values()}
    told = {words: (float(row[1]), float(row[2])) for words, row in rows.items() if row is not None}
    assert told.keys() == set(WORDS.values())
    assert told[WORDS["poses"]][1] > 0
    whole = re.search(r"in all +([0-9.]+) +([0-9.]+)", done.stderr)
    assert whole is not None
    for column in (0, 1):
        assert sum(row[column] for row in told.values()) == pytest.approx(float(whole[column + 1]), abs=0.05)
