"""`swingvision analyze`: clips in; a table, JSON, an overlay video or a plot out."""

from importlib.util import find_spec
from pathlib import Path
from typing import Unpack

import click

from swingvision.command.outputs import check_outputs
from swingvision.command.seeing import Seeing, seeing_options

UNREADABLE = 3
FILE = click.Path(path_type=Path)
PLOT_FORMATS = (".png", ".svg", ".pdf")

HELP = """Measure the golf swings in video CLIPs.

Prints, for each clip, the events with their times, the metrics with their intervals, what is withheld and
why, and one cue. A clip without a full swing is an answer too.

Exit codes: 0 analysed, 1 a result could not be written, 2 wrong usage, 3 a clip could not be read (after all
the others were analysed).
"""


@click.command(help=HELP, short_help="Measure the golf swings in video clips.")
@click.argument("clips", metavar="CLIP [CLIP ...]", nargs=-1, required=True, type=FILE)
@seeing_options
@click.option(
    "--json",
    "json_to",
    metavar="FILE|-",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write the reports as JSON, one object a line for several clips; with - stdout holds nothing else.",
)
@click.option("--overlay", metavar="OUT.mp4", type=FILE, help="Write the clip with skeleton and phase strip.")
@click.option("--plot", metavar="OUT.png", type=FILE, help="Draw the hands' speed with the events marked.")
@click.option("--timings", is_flag=True, help="Say on stderr where the time of each clip went.")
@click.pass_context
def analyze(
    ctx: click.Context,
    clips: tuple[Path, ...],
    json_to: Path | None,
    overlay: Path | None,
    plot: Path | None,
    timings: bool,
    **seeing: Unpack[Seeing],
) -> None:
    check_pictures(clips, overlay, plot)
    json_file = json_to if json_to != Path("-") else None
    check_outputs({"--json": json_file, "--overlay": overlay, "--plot": plot}, clips)

    # Only now: decoding, models and tables take a second to import, `--help` and wrong usage need none.
    from swingvision.command.batch import Batch, analyse_all, load_estimator, options

    batch = Batch(
        clips=clips,
        estimator=load_estimator(seeing),
        options=options(seeing),
        json_to=json_to,
        overlay=overlay,
        plot=plot,
        timings=timings,
    )
    if analyse_all(batch) > 0:
        ctx.exit(UNREADABLE)


def check_pictures(clips: tuple[Path, ...], overlay: Path | None, plot: Path | None) -> None:
    """Refuse what --overlay and --plot cannot do. Raises click.UsageError."""
    for option, path in (("--overlay", overlay), ("--plot", plot)):
        if path is not None and len(clips) > 1:
            raise click.UsageError(f"{option} takes one clip, {len(clips)} were given; call it once a clip.")
    if overlay is not None and overlay.suffix.lower() != ".mp4":
        raise click.UsageError(f"--overlay {overlay}: it writes MP4; name it .mp4.")
    if plot is not None and plot.suffix.lower() not in PLOT_FORMATS:
        raise click.UsageError(f"--plot {plot}: it draws {', '.join(PLOT_FORMATS)}; name one of them.")
    if plot is not None and find_spec("matplotlib") is None:
        raise click.UsageError("--plot needs matplotlib, which is not here: pip install 'swingvision[plot]'")
