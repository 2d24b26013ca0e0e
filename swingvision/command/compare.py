"""`swingvision compare`: two clips in; what is clearly different about the second; both on one picture."""

from pathlib import Path
from typing import Unpack

import click

from swingvision.command.analyze import FILE, UNREADABLE
from swingvision.command.outputs import check_outputs
from swingvision.command.seeing import Seeing, seeing_options

HELP = """Compare the swing in clip B with the swing in clip A.

The two are aligned in time by their events and in space by stance and body scale; left-handers are mirrored.
Prints the three largest clear differences of B against A, the metrics side by side, and how far apart the two
are on average. A difference that is not three times its own error is not called clear.

Both clips have to be seen from the same side, by cameras that stand alike: face-on, or down-the-line.

\b
  swingvision compare best.mp4 today.mp4
  swingvision compare coach.mp4 me.mp4 --overlay both.mp4

Exit codes: 0 compared, 1 a result could not be written, 2 wrong usage, 3 a clip could not be read or the two
cannot be compared.
"""


@click.command(help=HELP, short_help="Compare two swings: the clear differences, and both on one picture.")
@click.argument("first", metavar="A", type=FILE)
@click.argument("second", metavar="B", type=FILE)
@click.option(
    "--swing-a",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Which swing of A, where it has several.",
)
@click.option("--swing-b", type=click.IntRange(min=1), default=1, show_default=True, help="Which swing of B.")
@seeing_options
@click.option(
    "--json",
    "json_to",
    metavar="FILE|-",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write every difference with its error as JSON; with - stdout holds nothing else.",
)
@click.option("--overlay", metavar="OUT.mp4", type=FILE, help="Write A's picture with B's skeleton on it.")
@click.pass_context
def compare(
    ctx: click.Context,
    first: Path,
    second: Path,
    swing_a: int,
    swing_b: int,
    json_to: Path | None,
    overlay: Path | None,
    **seeing: Unpack[Seeing],
) -> None:
    if overlay is not None and overlay.suffix.lower() != ".mp4":
        raise click.UsageError(f"--overlay {overlay}: it writes MP4; name it .mp4.")
    json_file = json_to if json_to != Path("-") else None
    check_outputs({"--json": json_file, "--overlay": overlay}, (first, second))

    # Only now: decoding and models take a second to import, `--help` and wrong usage need none.
    from swingvision.clip import UnreadableClip
    from swingvision.command.batch import load_estimator, options
    from swingvision.command.comparing import Request, compare_clips
    from swingvision.comparison import NotComparable

    request = Request((first, second), (swing_a, swing_b), options(seeing), json_to, overlay)
    try:
        compare_clips(request, load_estimator(seeing))
    except (UnreadableClip, NotComparable) as error:
        click.echo(str(error), err=True)
        ctx.exit(UNREADABLE)
