"""The web service, put together."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI
from pydantic import BaseModel, Field

import swingvision
from cloud import problems
from cloud.access import check, every_route_has_a_policy
from cloud.audit.endpoints import router as audit
from cloud.claims.endpoints import router as claims
from cloud.clips.endpoints import router as clips
from cloud.consents.endpoints import router as consents
from cloud.devices.endpoints import router as devices
from cloud.guard import Guard
from cloud.ingest.endpoints import router as ingest
from cloud.links.endpoints import router as links
from cloud.live.endpoints import router as live
from cloud.openapi import describe
from cloud.pages import add_pages
from cloud.parts import AllParts, Parts
from cloud.people.endpoints import router as people
from cloud.players.endpoints import router as players
from cloud.request_id import RequestId
from cloud.sessions.endpoints import router as sessions
from cloud.swings.endpoints import router as swings
from swingvision.web.docs_page import add_docs
from swingvision.web.unexpected import Unexpected

TITLE = "SwingVision cloud"
DESCRIPTION = """Where bays deliver their swings and people read the history.

Bays join with a claim code and an Ed25519 key, and show a short-lived token. People sign in and have a
session in a cookie; what they change carries the session's `csrf` in the header X-CSRF-Token. Their programs
show a service token with scopes: `swings:read`, `swings:write`, `players:erase`. Every error is a problem
document (RFC 9457)."""


class Health(BaseModel):
    ok: bool
    version: Annotated[str, Field(examples=["0.1.0"])]


health_router = APIRouter(tags=["service"], generate_unique_id_function=lambda route: route.name)


@health_router.get("/healthz")
def health(parts: Parts) -> Health:
    """Answers 200 while the store answers."""
    parts.store.ping()
    return Health(ok=True, version=swingvision.__version__)


ROUTERS = (
    health_router,
    devices,
    ingest,
    clips,
    swings,
    players,
    live,
    sessions,
    links,
    people,
    consents,
    claims,
    audit,
)


def create_app(parts: AllParts | None, pages: Path | None = None) -> FastAPI:
    """The service over these parts (None: to be described) with the portal's export (None: not built)."""
    app = FastAPI(
        title=TITLE,
        version=swingvision.__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(check)],
    )
    app.state.parts = parts
    problems.handle_in(app)
    for router in ROUTERS:
        app.include_router(router)
    describe(app)
    add_docs(app)
    add_pages(app, pages, parts.clips_from if parts is not None else ())
    every_route_has_a_policy(app)
    # The one added last stands in front.
    app.add_middleware(Unexpected, answer=problems.failed)
    app.add_middleware(Guard)
    app.add_middleware(RequestId)
    return app
