"""`swingvision export`: clips or saved reports in; CSV, JSON, TRC and C3D out."""

from importlib.util import find_spec
from pathlib import Path
from typing import Unpack

import click

from swingvision.command.analyze import FILE, UNREADABLE
from swingvision.command.seeing import Seeing, seeing_options

FORMATS = ("csv", "json", "trc", "c3d")
HELP = """Write swings and keypoints in open formats.

SOURCEs are video clips, or reports that `swingvision analyze --json` wrote (.json, .jsonl): those hold no
keypoints, so they give swings.csv and JSON only. The files come into the folder that --to names:

\b
  swings.csv   one row a swing: events, every metric with interval and unit, or why it is withheld
  frames.csv   one row a frame: its time, 33 keypoints in px (x right, y down), confidence
  NAME.json    one a clip: the report, and the keypoints with their times
  NAME.trc     one a clip: keypoints as markers, for OpenSim and others
  NAME.c3d     one a clip: keypoints, events and confidence, for motion laboratories

TRC and C3D have x right, y up from the picture's lower edge, and z 0: one camera sees a plane. Their unit is
px, or mm when --mm-per-px says how large a pixel is where the golfer stands. An empty field was not seen
or is withheld; it is never 0.

\b
  swingvision export swing.mp4 --to out
  swingvision export *.mp4 --to out --format csv --format c3d
  swingvision export report.json --to out --format csv

Exit codes: 0 written, 1 a file could not be written, 2 wrong usage, 3 a source could not be read (after all
the others were written).
"""


@click.command(help=HELP, short_help="Write swings and keypoints as CSV, JSON, TRC or C3D.")
@click.argument("sources", metavar="SOURCE [SOURCE ...]", nargs=-1, required=True, type=FILE)
@click.option(
    "--to", "folder", metavar="FOLDER", type=FILE, required=True, help="Where; made if it is not there."
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    default=("csv", "json", "trc"),
    show_default=True,
    help="What to write; may be given several times.",
)
@click.option(
    "--mm-per-px",
    metavar="MM",
    type=click.FloatRange(min=0, min_open=True, max=1000),
    help="How large a pixel is where the golfer stands. Unknown: TRC and C3D are in px.",
)
@seeing_options
@click.pass_context
def export(
    ctx: click.Context,
    sources: tuple[Path, ...],
    folder: Path,
    formats: tuple[str, ...],
    mm_per_px: float | None,
    **seeing: Unpack[Seeing],
) -> None:
    if "c3d" in formats and find_spec("ezc3d") is None:
        raise click.UsageError("--format c3d needs ezc3d, which is not here: pip install 'swingvision[c3d]'")

    # Only now: decoding and models take a second to import, `--help` and wrong usage need none.
    from swingvision.command.exporting import Request, export_all
    from swingvision.export import Scale

    if export_all(Request(sources, folder, frozenset(formats), Scale(mm_per_px), seeing)) > 0:
        ctx.exit(UNREADABLE)
