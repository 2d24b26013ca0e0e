"""The bay's web service, put together."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.responses import HTMLResponse

from edge.live import problems, routes, socket
from swingvision.web.csp import policy
from swingvision.web.docs_page import add_docs
from swingvision.web.static_export import StaticExport
from edge.live.guard import Guard
from edge.live.hub import Hub
from edge.live.openapi import describe
from edge.live.services import BayView, Services
from edge.store import Store

NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>SwingVision</title></head>
<body><h1>The kiosk is not built</h1>
<p>The bay runs, but its pages are missing. In a checkout <code>make run</code> builds them; the released
wheel carries them. The bay's interface is described at <a href="/docs">/docs</a>.</p></body></html>
"""

fallback = APIRouter(include_in_schema=False)


@fallback.api_route("/api/{rest:path}", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def no_such_address(rest: str) -> None:
    raise problems.NotFound("There is nothing at this address; /docs lists what there is.")


def not_built() -> HTMLResponse:
    return HTMLResponse(NOT_BUILT, 503, {"content-security-policy": policy(NOT_BUILT)})


def create_app(bay: BayView, store: Store, hub: Hub, kiosk_dir: Path | None) -> FastAPI:
    """The service over this bay and store; kiosk_dir: the kiosk's static export, None if not built."""
    app = FastAPI(title="SwingVision bay", docs_url=None, redoc_url=None)
    app.state.services = Services(bay, store, hub)
    problems.handle_in(app)
    # Added last, it stands in front: even an answer to an unexpected error carries its headers.
    app.add_middleware(Guard)
    describe(app)
    app.include_router(routes.router)
    app.include_router(socket.router)
    add_docs(app)
    app.include_router(fallback)
    if kiosk_dir is None:
        app.add_api_route("/", not_built, include_in_schema=False)
    else:
        app.mount("/", StaticExport(kiosk_dir), "kiosk")
    return app
