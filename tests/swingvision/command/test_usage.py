"""Wrong usage is said before any work begins, with exit code 2."""

import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from swingvision.command.analyze import analyze
from swingvision.command.outputs import check_outputs, whole_file
from tests.helpers.clips import encode, every
from tests.helpers.command_line import swingvision


def refused(*arguments: str | Path) -> str:
    """Run in this process: what is refused here must not have loaded a model."""
    done = CliRunner().invoke(analyze, [str(argument) for argument in arguments])
    assert done.exit_code == 2, done.output
    return done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing argument"),
        (["a.mp4", "--view", "behind"], "'behind' is not one of"),
        (["a.mp4", "--handedness", "both"], "'both' is not one of"),
        (["a.mp4", "--camera-yaw", "north"], "'north' is not a valid float"),
        (["a.mp4", "--camera-yaw", "200"], "200.0 is not in the range"),
        (["a.mp4", "--camera-roll", "nan"], "nan is not an angle"),
        (["a.mp4", "--model", "huge"], "'huge' is not one of"),
        (["a.mp4", "--colour", "red"], "No such option"),
        (["a.mp4", "--overlay", "out.avi"], "it writes MP4; name it .mp4"),
        (["a.mp4", "--plot", "out.txt"], "it draws .png, .svg, .pdf; name one of them"),
        (
            ["a.mp4", "b.mp4", "--overlay", "out.mp4"],
            "--overlay takes one clip, 2 were given; call it once a clip",
        ),
        (["a.mp4", "b.mp4", "--plot", "out.png"], "--plot takes one clip, 2 were given; call it once a clip"),
    ],
)
def test_wrong_options(arguments: list[str], said: str) -> None:
    assert said in refused(*arguments)


def test_wrong_usage_by_the_real_command(tmp_path: Path) -> None:
    done = swingvision("analyze", tmp_path / "a.mp4", "--json", tmp_path / "no" / "out.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no folder" in done.stderr


@pytest.mark.parametrize("option", ["--json", "--overlay", "--plot"])
def test_outputs_that_cannot_be_written(tmp_path: Path, option: str) -> None:
    name = {"--json": "o.json", "--overlay": "o.mp4", "--plot": "o.png"}[option]
    assert "there is no folder" in refused("a.mp4", option, tmp_path / "no" / name)
    (tmp_path / name).mkdir()
    assert "is a folder; name a file in it" in refused("a.mp4", option, tmp_path / name)
    assert "/proc cannot be written" in refused("a.mp4", option, f"/proc/{name}")
    pipe = tmp_path / f"pipe{name}"
    os.mkfifo(pipe)
    assert "is not a file; name one" in refused("a.mp4", option, pipe)


def test_an_output_never_overwrites_a_clip_or_another_output(tmp_path: Path) -> None:
    clip = encode(tmp_path / "a.mp4", every(3000, 5))
    before = clip.read_bytes()
    (tmp_path / "link.mp4").symlink_to(clip)
    for name in ("a.mp4", "link.mp4", "../" + tmp_path.name + "/a.mp4"):
        assert "would overwrite the clip" in refused(clip, "--overlay", tmp_path / name)
    assert clip.read_bytes() == before
    with pytest.raises(click.UsageError, match="would overwrite what --json writes"):
        check_outputs({"--json": tmp_path / "o", "--plot": tmp_path / "o"}, (clip,))


@pytest.mark.slow
def test_a_provider_that_is_not_here_is_named(tmp_path: Path) -> None:
    done = swingvision("analyze", tmp_path / "a.mp4", "--provider", "tensorrt")
    assert done.returncode == 2
    assert "provider tensorrt" in done.stderr


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "o.json"
    path.write_text("old")
    with pytest.raises(RuntimeError), whole_file(path) as made:
        made.write_text("half")
        raise RuntimeError("in the middle")
    assert path.read_text() == "old"
    with whole_file(path) as made:
        made.write_text("new")
    assert path.read_text() == "new"
    assert os.listdir(tmp_path) == ["o.json"]


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(click.ClickException, match="could not be written"),
        whole_file(tmp_path / "o") as made,
    ):
        with open("/dev/full", "wb", buffering=0) as full:
            full.write(made.name.encode())
    assert os.listdir(tmp_path) == []
