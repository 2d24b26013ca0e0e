"""The portal's pages, for every address that is not the interface's."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import HTMLResponse
from starlette.routing import Match, Mount
from starlette.types import Scope

from swingvision.web.csp import policy
from swingvision.web.static_export import StaticExport

INTERFACE = "/v1/"
NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>SwingVision</title></head>
<body><h1>The pages are not built</h1>
<p>The service runs, but its pages are missing. In a checkout <code>make cloud</code> builds them; the
released wheel carries them. The interface is described at <a href="/docs">/docs</a>.</p></body></html>
"""


class _Pages(Mount):
    """What the interface does not have is a problem document, not a page."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and scope["path"].startswith(INTERFACE):
            return Match.NONE, {}
        return super().matches(scope)


def built() -> Path | None:
    """The built pages, which the wheel carries; None in a checkout that has not built them."""
    folder = Path(__file__).parent / "portal"
    return folder if (folder / "index.html").is_file() else None


def add_pages(app: FastAPI, folder: Path | None, media: Sequence[str]) -> None:
    """To be added last. media: other origins that clips come from."""
    if folder is None:
        says = HTMLResponse(NOT_BUILT, 503, {"content-security-policy": policy(NOT_BUILT)})
        app.router.routes.append(_Pages("/", says, name="portal"))
    else:
        app.router.routes.append(_Pages("/", StaticExport(folder, media), name="portal"))
