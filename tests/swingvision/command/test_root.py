"""The root command: light, and not taken down by a plugin."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from swingvision import __version__
from tests.helpers.command_line import swingvision

pytestmark = pytest.mark.slow


def test_version() -> None:
    assert swingvision("--version").stdout.strip() == f"swingvision, version {__version__}"


@pytest.mark.parametrize("arguments", [["--help"], ["analyze", "--help"], ["analyze"]])
def test_help_and_wrong_usage_load_neither_models_nor_codecs(arguments: list[str]) -> None:
    script = (
        "import atexit, sys\n"
        "heavy = {'av', 'cv2', 'onnxruntime', 'numpy', 'scipy', 'rich', 'matplotlib'}\n"
        "atexit.register(lambda: print('loaded', sorted(heavy & set(sys.modules)), file=sys.stderr))\n"
        "from swingvision.command import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, timeout=60
    )
    assert done.stderr.splitlines()[-1] == "loaded []"


@pytest.mark.slow
def test_analyze_does_load_them(tmp_path: Path) -> None:
    """Negative control of the test above: its probe does see what real work loads."""
    script = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('loaded', 'av' in sys.modules, file=sys.stderr))\n"
        "from swingvision.command import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, "analyze", str(tmp_path / "none.mp4")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stderr.splitlines()[-1] == "loaded True"
    assert done.returncode == 3


def with_plugin(folder: Path, code: str) -> dict[str, str]:
    """An environment in which a further package, whose module holds `code`, registers the command `extra`."""
    facts = folder / "extra_swings-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: extra-swings\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text("[swingvision.commands]\nextra = extra_swings:extra\n")
    (folder / "extra_swings.py").write_text(code)
    return {**os.environ, "PYTHONPATH": str(folder)}


def test_a_plugin_brings_its_command(tmp_path: Path) -> None:
    code = "import click\n@click.command()\ndef extra():\n    '''Do more.'''\n    click.echo('done')\n"
    env = with_plugin(tmp_path, code)
    assert "extra    Do more." in swingvision("--help", env=env).stdout
    assert swingvision("extra", env=env).stdout == "done\n"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import nothing_like_this\n", "ModuleNotFoundError: No module named 'nothing_like_this'"),
        ("raise RuntimeError('two\\nlines')\n", "RuntimeError: two lines"),
        ("extra = 7\n", "extra_swings:extra is not a command"),
    ],
    ids=["import", "raises", "not a command"],
)
def test_a_broken_plugin_says_so_in_a_line_and_the_others_work(
    tmp_path: Path, code: str, reason: str
) -> None:
    env = with_plugin(tmp_path, code)
    listed = swingvision("--help", env=env)
    assert listed.returncode == 0
    assert "cannot be loaded" in listed.stdout and "analyze" in listed.stdout
    asked = swingvision("extra", env=env)
    assert (asked.returncode, asked.stdout) == (1, "")
    assert asked.stderr == f"Error: extra cannot be loaded: {reason}\n"
    assert swingvision("analyze", "--help", env=env).returncode == 0


def test_an_unknown_command_is_wrong_usage() -> None:
    done = swingvision("nothing")
    assert done.returncode == 2
    assert "No such command 'nothing'" in done.stderr
