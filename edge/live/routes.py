"""The HTTP interface: thin endpoints over the bay and its store."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

import swingvision
from edge.claims import NoClaim
from edge.live.problems import NotFound
from edge.live.services import Live
from edge.messages import (
    BayStatus,
    ClaimOffer,
    ClaimWanted,
    Golfer,
    Health,
    Problem,
    ReplayPoses,
    Swing,
    SwingPage,
)

ERRORS: dict[int | str, dict[str, Any]] = {name: {"model": Problem} for name in ("422", "4XX", "5XX")}
MAX_PAGE = 100

router = APIRouter(responses=ERRORS, generate_unique_id_function=lambda route: route.name)


@router.get("/healthz", tags=["bay"])
def health(live: Live) -> Health:
    """Answers 200 while the store can be read."""
    live.store.swings(None, 1, None)
    return Health(ok=True, version=swingvision.__version__)


@router.get("/api/status", tags=["bay"])
def status(live: Live) -> BayStatus:
    """Camera, frames, estimator and storage, as shown on the kiosk."""
    return live.bay.state().status


@router.get("/metrics", tags=["bay"], response_class=PlainTextResponse)
def metrics(live: Live) -> PlainTextResponse:
    """How long each stage of the work takes, and what was counted, in Prometheus' text format."""
    return PlainTextResponse(live.bay.metrics.exposition(), media_type=CONTENT_TYPE_PLAIN_0_0_4)


@router.get("/api/swings", tags=["swings"])
def swings(
    live: Live,
    session_id: Annotated[str | None, Query(max_length=64, description="only this session's")] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 20,
    before: Annotated[str | None, Query(max_length=64, description="`next_before` of the last page")] = None,
) -> SwingPage:
    """Saved swings, newest first, a page at a time."""
    return live.store.swings(session_id, limit, before)


@router.get("/api/swings/{swing_id}", tags=["swings"])
def swing(live: Live, swing_id: str) -> Swing:
    found = live.store.swing(swing_id)
    if found is None:
        raise NotFound("There is no saved swing with this id.")
    return found


@router.get(
    "/api/swings/{swing_id}/clip",
    tags=["swings"],
    response_class=FileResponse,
    responses={200: {"content": {"video/mp4": {}}}, 206: {"content": {"video/mp4": {}}}},
)
def clip(live: Live, swing_id: str) -> FileResponse:
    """The replay: H.264 in a faststart MP4; byte ranges are answered."""
    path = live.store.clip_path(swing_id)
    if path is None:
        raise NotFound("This swing has no saved clip.")
    # The file's name is its SHA-256, so it can never change under this tag.
    headers = {"etag": f'"{path.stem}"', "cache-control": "private, no-cache"}
    return FileResponse(path, media_type="video/mp4", headers=headers)


@router.get("/api/swings/{swing_id}/poses", tags=["swings"])
def poses(live: Live, swing_id: str) -> ReplayPoses:
    """The skeleton of the replay, frame by frame."""
    found = live.store.poses(swing_id)
    if found is None:
        raise NotFound("This swing has no saved poses.")
    return found


@router.put("/api/golfer", tags=["bay"])
def set_golfer(live: Live, golfer: Golfer) -> Golfer:
    """Set handedness and club for this session; answers with what is in force."""
    live.bay.set_golfer(golfer)
    return live.bay.state().golfer


@router.post("/api/session/new", tags=["bay"], status_code=204)
def new_golfer(live: Live) -> None:
    """End the session: the next golfer never sees the last one's swings."""
    live.bay.new_golfer()


@router.post("/api/claims", tags=["bay"])
def offer_claim(live: Live, wanted: ClaimWanted) -> ClaimOffer:
    """A code by which the golfer of this session takes its swings home. It is made where there is none."""
    try:
        return live.bay.offer_claim(wanted.session_id)
    except NoClaim as refusal:
        raise NotFound(str(refusal)) from refusal
