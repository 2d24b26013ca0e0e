"""The history over HTTP."""

from pathlib import Path
from typing import Annotated

from fastapi import Depends, Query
from starlette.responses import FileResponse, RedirectResponse, Response

from cloud.access import Asker
from cloud.parts import Parts
from cloud.problems import Problem
from cloud.routing import router_for
from cloud.swings.repository import HeldSwing, Which
from cloud.swings.schemas import Found, NearSwings, NoteText, SwingDetail, SwingPage, Trend
from swingvision.delivery import Milliseconds, Uuid
from swingvision.report import Club, EventName, View

POSES = "application/vnd.swingvision.poses"

router = router_for("swings")

Limit = Annotated[int, Query(ge=1, le=200)]
BayName = Annotated[str | None, Query(min_length=1, max_length=60, examples=["Bay 7"])]


def _held(parts: Parts, caller: Asker, swing_id: Uuid) -> HeldSwing:
    """Raises Problem 404: a swing that somebody may not see is no swing."""
    held = parts.swings.one(caller.organisation_id, swing_id)
    if not parts.sight.sees(caller, held.player_id):
        raise Problem(404, "There is no such swing.")
    return held


Held = Annotated[HeldSwing, Depends(_held)]


def _which(
    parts: Parts,
    caller: Asker,
    player_id: Uuid | None = None,
    bay: BayName = None,
    club: Club | None = None,
    view: View | None = None,
    from_ms: Annotated[Milliseconds | None, Query(description="captured then or later")] = None,
    until_ms: Annotated[Milliseconds | None, Query(description="captured before then")] = None,
) -> Which:
    player_id = parts.sight.narrowed(caller, player_id)
    return Which(caller.organisation_id, player_id, bay, club, view, from_ms, until_ms)


Asked = Annotated[Which, Depends(_which)]


@router.get("/swings")
def swings(
    parts: Parts,
    which: Asked,
    limit: Limit = 50,
    after: Annotated[str | None, Query(max_length=100, description="`next_after` of the last page")] = None,
    sketch: Annotated[bool, Query(description="with what a list draws of each swing")] = False,
) -> SwingPage:
    """Swings of the organisation, a player or a bay, newest first. New ones may take a second to appear."""
    return parts.swings.page(which, limit, after, sketch)


@router.get("/swings/{swing_id}")
def swing(held: Held) -> SwingDetail:
    """One swing with its whole report."""
    return SwingDetail.of(held)


@router.get(
    "/swings/{swing_id}/poses",
    response_class=Response,
    responses={200: {"content": {POSES: {"schema": {"type": "string", "format": "binary"}}}}},
)
def poses(parts: Parts, held: Held) -> Response:
    """The pose series: int16 differences, zlib (swingvision.pose_codec)."""
    return Response(parts.swings.poses(held), media_type=POSES, headers=_kept(held.poses_sha256))


@router.get(
    "/swings/{swing_id}/clip",
    response_class=FileResponse,
    responses={
        200: {"content": {"video/mp4": {"schema": {"type": "string", "format": "binary"}}}},
        206: {"description": "The bytes of the Range that was asked for"},
        307: {"description": "The clip is to be read at this address, for a quarter of an hour"},
    },
)
def clip(parts: Parts, held: Held) -> Response:
    """The replay: H.264 in a faststart MP4; byte ranges are answered."""
    found = parts.swings.clip(held)
    if isinstance(found, Path):
        return FileResponse(found, media_type="video/mp4", headers=_kept(held.clip_sha256))
    return RedirectResponse(found)


@router.get(
    "/swings/{swing_id}/stills/{event}",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}},
)
def still(
    parts: Parts,
    held: Held,
    event: EventName,
    small: Annotated[bool, Query(description="as a list shows it")] = False,
) -> Response:
    """The picture of the clip at an event of the swing."""
    made = parts.swings.still(held, event, small)
    return Response(made, media_type="image/jpeg", headers={"cache-control": "private, max-age=3600"})


@router.get("/swings/{swing_id}/nearest")
def nearest(
    parts: Parts,
    caller: Asker,
    held: Held,
    player_id: Annotated[Uuid | None, Query(description="only this player's swings")] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> NearSwings:
    """Swings of the same view whose form is nearest to this one's; a coach's answer stays with the player."""
    if player_id is None and not parts.sight.all_of(caller):
        player_id = held.player_id
    return parts.swings.nearest(held, parts.sight.narrowed(caller, player_id), limit)


@router.put("/swings/{swing_id}/note", status_code=204)
def put_note(parts: Parts, held: Held, note: NoteText) -> None:
    """Set or replace the note of a swing."""
    parts.swings.note(held, note.text)


@router.delete("/swings/{swing_id}/note", status_code=204)
def remove_note(parts: Parts, held: Held) -> None:
    parts.swings.note(held, None)


@router.get("/trends")
def trends(
    parts: Parts,
    which: Asked,
    metric: Annotated[str, Query(pattern="^[a-z][a-z0-9_]{0,59}$", examples=["tempo_ratio"])],
    bucket_days: Annotated[int, Query(ge=1, le=366)] = 7,
) -> Trend:
    """A metric over time: the 10th, 50th and 90th percentile of each bucket, of a player or a bay."""
    return parts.swings.trend(which, metric, bucket_days)


@router.get("/search")
def search(
    parts: Parts,
    caller: Asker,
    words: Annotated[str, Query(min_length=1, max_length=200, examples=["left arm"])],
    player_id: Uuid | None = None,
    limit: Limit = 20,
) -> Found:
    """Swings whose note has all of these words, best first."""
    player_id = parts.sight.narrowed(caller, player_id)
    return parts.swings.search(caller.organisation_id, player_id, words, limit)


def _kept(sha256: str | None) -> dict[str, str]:
    """It is named by its content, so it never changes under this tag."""
    return {"etag": f'"{sha256}"', "cache-control": "private, no-cache"}
