"""`swingvision cloud run`, and what it can be asked without running."""

import json
from pathlib import Path

import click

from cloud.command.options import Refusal, settings_from, where

JOIN = """A bay joins with a claim code:  swingvision cloud devices add --data {data} --bay "Bay 1"
People's programs read with a token:  swingvision cloud tokens add --data {data}"""

FIRST_ORGANISATION = "Range"
FIRST = """Nobody has an account yet. This link makes the first admin, once:  {link}"""


@click.command(short_help="Run the service until it is stopped.")
@where
@click.option("--port", metavar="PORT", type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--log-format", type=click.Choice(["readable", "json"]), help="One event a line on stderr.")
def run(data: Path, config: Path | None, port: int | None, log_format: str | None) -> None:
    """Run the service on loopback until it is stopped, and print how a bay joins,
    and while nobody has an account, the link that makes the first admin.

    Every setting is a key of the settings file and an environment variable: [service] port is
    SWINGVISION_CLOUD_SERVICE__PORT. `swingvision cloud settings` lists them.
    """
    data = data.expanduser()
    settings = settings_from(data, config, port=port, log_format=log_format)

    import structlog

    from cloud.errors import StoreRefused
    from cloud.server import listen, open_parts, serve
    from swingvision.log import configure

    configure(settings.service.log_format)
    structlog.get_logger().info("settings", data=str(data), **settings.described())
    try:
        listening = listen(settings.service.host, settings.service.port)
        host, port = listening.getsockname()[:2]
        parts = open_parts(settings.reached_at(f"http://{host}:{port}"), data)
    except StoreRefused as error:
        raise Refusal(str(error)) from error
    click.echo(f"SwingVision's pages: {parts.base}/  (the interface: /docs)")
    click.echo(JOIN.format(data=data))
    if (link := parts.links.first_admin(FIRST_ORGANISATION)) is not None:
        click.echo(FIRST.format(link=link))
    serve(parts, listening)


@click.command(short_help="List every setting.")
def settings() -> None:
    """List every setting with its default."""
    from cloud.settings import listing

    click.echo(listing())


@click.command(short_help="Print the interface as OpenAPI JSON.")
def openapi() -> None:
    """Print the service's HTTP interface as an OpenAPI document."""
    from cloud.app import create_app

    click.echo(json.dumps(create_app(None).openapi(), indent=2))
