"""`swingvision bench`: how fast a bay is on this board."""

import click

from edge.command_options import Refusal


@click.command(short_help="How fast a bay is on this board.")
@click.option(
    "--camera",
    "cameras",
    metavar="URL",
    multiple=True,
    help="What to play; may be given several times, one after another.  [default: virtual:, the demo]",
)
@click.option(
    "--swings", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Of each camera."
)
def bench(cameras: tuple[str, ...], swings: int) -> None:
    """Play swings to a bay in real time and print how long each part of its work takes.

    Impact to tempo is when the page has the first number, finish to result when it has all of them. Stop
    other work first: the table tells what the whole machine had time for. docs/hardware.md asks for it.
    """
    # Only now: models and the web service take a second to import, `--help` needs none.
    from rich.console import Console
    from rich.progress import Progress

    from edge.bench.board import describe, hottest_c
    from edge.bench.measure import NoSwings, measure
    from edge.bench.table import print_board, print_camera, print_whole
    from edge.camera.url import BadCameraUrl, parse_camera_url

    console, measured = Console(), []
    urls = cameras or ("virtual:",)
    try:
        for url in urls:
            parse_camera_url(url)
    except BadCameraUrl as error:
        raise Refusal(str(error)) from error
    print_board(describe(), console)
    before_c = hottest_c()
    with Progress(console=Console(stderr=True), transient=True) as bars:
        for url in urls:
            bar = bars.add_task(url, total=swings)
            try:
                figures = measure(url, swings, lambda count: bars.update(bar, completed=count))
            except NoSwings as error:
                raise click.ClickException(str(error)) from error
            bars.remove_task(bar)
            print_camera(url, figures, console)
            measured.append(figures)
    print_whole(measured, before_c, hottest_c(), console)
