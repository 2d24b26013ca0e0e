"""`swingvision bay`: run the bay, ask a running one how it is, print its interface."""

import contextlib
import json
import signal
import threading
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from edge.command_options import Refusal, data_option
from edge.sync.command import join, outbox, sync

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
ANSWER_LIMIT_S = 3.0


@click.group()
def bay() -> None:
    """The driving-range bay: camera in, tempo, plane, one cue and a replay out."""


for command in (sync, join, outbox):
    bay.add_command(command)


@bay.command(short_help="Run the bay until it is stopped.")
@click.option(
    "--camera", metavar="URL", help="file:CLIP?loop=1, virtual:, v4l2:/dev/video0, picamera2:, rtsp:..."
)
@data_option
@click.option(
    "--config", metavar="FILE", type=FILE, help="The settings, TOML.  [default: bay.toml in the data folder]"
)
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(0, 65535),
    help="Of the page, on 127.0.0.1; 0 takes a free one.",
)
@click.option("--log-format", type=click.Choice(["readable", "json"]), help="One event a line on stderr.")
def run(
    camera: str | None, data: Path, config: Path | None, port: int | None, log_format: str | None
) -> None:
    """Run the bay until it is stopped, and print the address of its page.

    Every setting is a key of the settings file and an environment variable: [camera] yaw_deg is
    SWINGVISION_CAMERA__YAW_DEG. `swingvision bay settings` lists them.
    """
    from edge.settings import load_settings
    from swingvision.settings import SettingsError

    given: dict[str, dict[str, Any]] = {
        "camera": {"url": camera},
        "bay": {"port": port, "log_format": log_format},
    }
    said = {
        name: {key: value for key, value in keys.items() if value is not None} for name, keys in given.items()
    }
    try:
        settings = load_settings(config, data, said)
    except SettingsError as error:
        raise Refusal(str(error)) from error
    _serve(settings, data)


def _serve(settings: Any, data: Path) -> None:
    # Only now: models and the web service take a second to import, `--help` and refusals need none.
    import structlog

    from edge.bay import Bay
    from edge.live.app import create_app
    from edge.live.hub import Hub
    from edge.live.server import LiveServer, PortTaken
    from swingvision.log import configure
    from edge.notify import READY, STOPPING, notify
    from edge.store import Store, StoreError
    from swingvision.estimator import ModelError, ProviderError

    configure(settings.bay.log_format)
    structlog.get_logger().info("settings", data=str(data), **settings.described())
    stopped, failed = _stop_on_signals(), _notice_failing_threads()
    with contextlib.ExitStack() as stack:
        try:
            store = Store.open(data)
            stack.callback(store.close)
            hub = Hub()
            made = Bay(settings, store, hub)
            server = LiveServer(create_app(made, store, hub, _kiosk()), settings.bay.port)
        except (StoreError, PortTaken, ModelError, ProviderError) as error:
            raise Refusal(str(error)) from error
        stack.enter_context(made)
        stack.callback(server.stop)
        server.start()
        click.echo(f"The bay's page: {server.url}")
        notify(READY)
        while not stopped.wait(0.2) and not failed.is_set():
            pass
        notify(STOPPING)
    if failed.is_set():
        raise click.ClickException("the bay has failed; the log above says why")


def _stop_on_signals() -> threading.Event:
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    return stopped


def _notice_failing_threads() -> threading.Event:
    """Set when a thread ends by an error: the bay is then of no use, and whoever runs it starts it again."""
    import structlog

    failed = threading.Event()

    def notice(failure: threading.ExceptHookArgs) -> None:
        error = (failure.exc_type, failure.exc_value, failure.exc_traceback)
        structlog.get_logger().error(
            "a thread failed", thread=getattr(failure.thread, "name", None), exc_info=error
        )
        failed.set()

    threading.excepthook = notice
    return failed


def _kiosk() -> Path | None:
    """The kiosk's built pages, which the wheel carries; None in a checkout that has not built them."""
    folder = Path(__file__).parent / "kiosk"
    return folder if (folder / "index.html").is_file() else None


@bay.command(short_help="Write a bay's saved swings as CSV, TRC or C3D.")
@data_option
@click.option("--to", metavar="FOLDER", type=FOLDER, required=True, help="Where; made if it is not there.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(["csv", "trc", "c3d"]),
    multiple=True,
    default=("csv",),
    show_default=True,
    help="What to write; may be given several times.",
)
def export(data: Path, to: Path, formats: tuple[str, ...]) -> None:
    """Write every saved swing of a bay in open formats, as `swingvision export` does for clips.

    swings.csv has a row a swing, frames.csv a row a frame of its replay; TRC and C3D are a file each, named
    by its id. The bay must not be running: its data belong to it.
    """
    from edge.exporting import export_swings
    from edge.store import Store, StoreError
    from swingvision.log import configure

    configure("readable")
    data = data.expanduser()
    if not (data / "swings.db").is_file():
        raise Refusal(f"There is no bay's data in {data}; name its data folder with --data.")
    if "c3d" in formats and find_spec("ezc3d") is None:
        raise Refusal("--format c3d needs ezc3d, which is not here: pip install 'swingvision[c3d]'")
    try:
        to.mkdir(exist_ok=True)
        with contextlib.closing(Store.open(data)) as store:
            count = export_swings(store, to, frozenset(formats))
    except StoreError as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{to} could not be written ({error.strerror or error}).") from error
    click.echo(f"{count} swings written to {to}")


@bay.command(short_help="List every setting.")
def settings() -> None:
    """List every setting with its default."""
    from edge.settings import listing

    click.echo(listing())


@bay.command(short_help="Print the interface as OpenAPI JSON.")
def openapi() -> None:
    """Print the bay's HTTP and WebSocket interface as an OpenAPI document."""
    from edge.live.openapi import document

    click.echo(json.dumps(document(), indent=2))


@bay.command(short_help="Ask a running bay how it is.")
@click.option("--port", type=click.IntRange(1, 65535), default=8787, show_default=True)
@data_option
def status(port: int, data: Path) -> None:
    """Print how deliveries to the cloud stand, then camera, frames, model and storage of the running bay, and
    how long each stage of its work takes: half of the times less than p50, 19 of 20 less than p95.
    """
    from edge.store import StoreError
    from edge.sync.report import lines

    try:
        for name, value in lines(data):
            click.echo(f"{name:10} {value}")
    except StoreError as error:
        click.echo(f"{'queue':10} not known: {error}")
    said = _ask(port)
    stages = said.pop("stages", [])
    for key, value in said.items():
        if isinstance(value, dict):
            value = ", ".join(f"{name} {part}" for name, part in value.items() if part is not None)
        click.echo(f"{key:10} {value}")
    if stages:
        click.echo(f"\n{'stage':10} {'times':>9} {'p50 ms':>9} {'p95 ms':>9}")
    for one in stages:
        click.echo(f"{one['stage']:10} {one['count']:9} {one['p50_ms']:9.1f} {one['p95_ms']:9.1f}")


def _ask(port: int) -> dict[str, Any]:
    url = f"http://127.0.0.1:{port}/api/status"
    try:
        with urllib.request.urlopen(url, timeout=ANSWER_LIMIT_S) as answer:
            said: dict[str, Any] = json.load(answer)
            return said
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise Refusal(f"no bay answers at {url} ({error})") from error
