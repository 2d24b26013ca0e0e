"""`swingvision compare`: wrong usage, what cannot be compared, and two clips by the real command."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from rich.console import Console

from swingvision import clip
from swingvision.command import look
from swingvision.command.compare import compare
from swingvision.command.comparing import pick
from swingvision.command.comparison_overlay import ComparisonPainter, draw_legend, in_picture, second_on_first
from swingvision.command.comparison_table import print_comparison
from swingvision.comparison import Comparison, NotComparable, Shown
from swingvision.comparison import compare as compare_swings
from swingvision.comparison.comparison import align
from swingvision.demo import DEMO_CLIP
from swingvision.frame import Frame
from swingvision.pose import KEYPOINT_INDEX
from swingvision.track import levelled
from tests.helpers.clips import encode, every
from tests.helpers.command_line import swingvision
from tests.helpers.golfer import Rate, Swing, face_on, record
from tests.swingvision.command.test_overlay import analysed
from tests.swingvision.comparison.golfers import Changed, shown

NAMES = ("best.mp4", "today.mp4")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.mp4"], "Missing argument 'B'"),
        (["a.mp4", "b.mp4", "c.mp4"], "unexpected extra argument"),
        (["a.mp4", "b.mp4", "--overlay", "out.avi"], "it writes MP4; name it .mp4"),
        (["a.mp4", "b.mp4", "--swing-a", "0"], "0 is not in the range"),
        (["a.mp4", "b.mp4", "--overlay", "b.mp4"], "would overwrite the clip b.mp4"),
        (["a.mp4", "b.mp4", "--json", "no/folder/x.json"], "there is no folder"),
        (["a.mp4", "b.mp4", "--camera-roll", "nan"], "nan is not an angle"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(compare, arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_help_teaches() -> None:
    said = CliRunner().invoke(compare, ["--help"]).stdout
    assert "swingvision compare best.mp4 today.mp4" in said and "Exit codes" in said


@pytest.mark.slow
def test_no_swing_and_no_such_clip_are_one_sentence(tmp_path: Path) -> None:
    still = encode(tmp_path / "still.mp4", every(3000, 20))
    done = swingvision("compare", still, still, "--model", "lite")
    assert (done.returncode, done.stdout) == (3, "")
    assert len(done.stderr.splitlines()) == 1 and "no swing to compare; nobody seen" in done.stderr
    done = swingvision("compare", tmp_path / "none.mp4", still)
    assert done.returncode == 3 and "there is no such file" in done.stderr


def test_a_swing_that_the_clip_lacks_is_said() -> None:
    found = analysed(record(Swing(), face_on("right"), Rate(fps=60)))
    assert pick(found, 1, None).report == found.report.swings[0]
    with pytest.raises(NotComparable, match="there is no swing 2; the clip has one swing"):
        pick(found, 2, None)


def printed(found: Comparison) -> str:
    file = io.StringIO()
    print_comparison(found, NAMES, Console(file=file, width=110, highlight=False))
    return file.getvalue()


def test_what_is_clear_and_what_is_not_stands_in_the_table() -> None:
    golfer = Changed(hands_up_m=0.5, backswing_s=1.2)
    said = printed(compare_swings(shown("face_on"), shown("face_on", golfer, seed=3)))
    assert "best.mp4" in said and "today.mp4" in said
    assert "higher at the top" in said
    rows = [line.split() for line in said.splitlines()]
    assert any(row[:1] == ["Backswing"] and row[-2:] == ["●", "clear"] for row in rows)
    assert any(row[-3:] == ["○", "cannot", "tell"] for row in rows)


def test_no_difference_is_said_in_words() -> None:
    said = printed(compare_swings(shown("face_on"), shown("face_on", seed=3)))
    assert "B against A: no clear difference" in said and "Alike, to within" in said


@pytest.mark.parametrize("handedness", ["right", "left"])
@pytest.mark.parametrize("roll_deg", [0.0, 7.0])
def test_back_to_the_picture_is_the_inverse_of_a_track(handedness: str, roll_deg: float) -> None:
    one = shown("face_on")
    wide = one.series.size[0]
    points = np.random.default_rng(1).uniform(0, 700, (5, 33, 2))
    seen = points.copy()
    if handedness == "left":
        seen[..., 0] = wide - seen[..., 0]
    track = levelled(seen, roll_deg if handedness == "right" else -roll_deg)
    report = one.report.model_copy(update={"handedness": handedness})
    assert in_picture(track, Shown(one.series, report, roll_deg)) == pytest.approx(points)


@pytest.mark.parametrize("pair", [("right", "right"), ("right", "left"), ("left", "right")])
def test_the_second_golfer_stands_on_the_first(pair: tuple[str, str]) -> None:
    """The same swing, larger, slower, of another hand: drawn onto the first it covers him."""
    first = shown("face_on", Swing(handedness=pair[0]))  # type: ignore[arg-type]
    other = Swing(handedness=pair[1], size=0.85, backswing_s=1.1, tempo=3.4)  # type: ignore[arg-type]
    second = shown("face_on", other, seed=4)
    drawn = second_on_first(align(first, second), first)
    impact = first.report.events.impact
    assert impact is not None
    at = int(np.searchsorted(first.series.frame_index, impact.frame))
    own = first.series.points[at]
    lead, own_lead = "left", "left" if pair[0] == "right" else "right"
    trunk = np.linalg.norm(own[KEYPOINT_INDEX["left_shoulder"]] - own[KEYPOINT_INDEX["left_hip"]])
    for joint in ("shoulder", "hip", "knee", "ankle"):
        there = drawn[at, KEYPOINT_INDEX[f"{lead}_{joint}"]]
        away = np.linalg.norm(there - own[KEYPOINT_INDEX[f"{own_lead}_{joint}"]])
        assert away < 0.12 * trunk, joint


def test_the_picture_holds_both_and_says_who_is_who() -> None:
    first, second = shown("face_on"), shown("face_on", Changed(hands_up_m=0.5), seed=3)
    painter = ComparisonPainter.of((first, second), (compare_swings(first, second), NAMES))
    top = first.report.events.top
    assert top is not None
    width, height = first.series.size
    grey = np.full((height, width, 3), 90, np.uint8)
    picture = painter.paint(Frame(top.frame, round(top.pts_s * 1e9), grey))
    assert picture.shape[1::-1] == painter.size
    body = picture[:height]
    for colour in (look.LEAD, look.TRAIL, look.TEXT):
        assert (np.abs(body.astype(int) - look.bgr(colour)).max(axis=2) < 24).sum() > 50, colour
    legend = draw_legend((compare_swings(first, second), NAMES), width)
    assert (picture[-len(legend) :] == legend).all()


def test_long_words_stay_on_a_narrow_picture() -> None:
    found = compare_swings(shown("face_on"), shown("face_on", Changed(hands_up_m=0.5), seed=3))
    long = found.model_copy(
        update={"largest": ["Trail shoulder 0.26 trunk lengths further from the target " * 2]}
    )
    legend = draw_legend((long, NAMES), 480)
    assert (legend[:, -8:] == look.bgr(look.GROUND)).all()


def part_of_the_demo(path: Path) -> Path:
    with clip.read(DEMO_CLIP) as reader, clip.ClipWriter(path, reader.size, start_ns=0) as writer:
        for frame in reader:
            if 160 <= frame.index < 370:
                writer.write(frame.image, frame.time_ns)
    return path


@pytest.mark.slow
def test_the_demo_against_itself_by_the_real_command(tmp_path: Path) -> None:
    path = part_of_the_demo(tmp_path / "swing.mp4")
    out, report = tmp_path / "both.mp4", tmp_path / "c.json"
    done = swingvision("compare", path, path, "--model", "lite", "--overlay", out, "--json", report)
    assert (done.returncode, done.stderr) == (0, "")
    assert "B against A: no clear difference" in done.stdout
    found = Comparison.model_validate(json.loads(report.read_text()))
    assert found.largest == [] and {row.value for row in found.events} == {0.0}
    with clip.read(out) as reader:
        frames = sum(1 for _ in reader)
    assert 60 < frames < 210
