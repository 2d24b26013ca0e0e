"""Server-sent events of new swings."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Query
from starlette.responses import StreamingResponse

from cloud.access import Reader
from cloud.live.hub import Full, Hub
from cloud.parts import Parts
from cloud.problems import Problem
from cloud.routing import router_for
from swingvision.delivery import Uuid

router = router_for("live")

# A proxy that sees nothing for a while closes the stream.
SIGN_OF_LIFE_S = 15.0


@router.get(
    "/live",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def live(
    parts: Parts,
    caller: Reader,
    bay: Annotated[str | None, Query(max_length=60)] = None,
    player_id: Uuid | None = None,
) -> StreamingResponse:
    """New swings, and changes of whose they are, as events `swing` with a SwingView; first comes `ready`."""
    events = _events(parts.hub, caller.organisation_id, bay, player_id)
    # The first event is made before the answer begins: from then on nothing is missed, and "full" is a 503.
    first = await anext(events)
    return StreamingResponse(_after(first, events), media_type="text/event-stream")


async def _after(first: str, events: AsyncIterator[str]) -> AsyncIterator[str]:
    yield first
    async for event in events:
        yield event


async def _events(
    hub: Hub, organisation_id: str, bay: str | None, player_id: str | None
) -> AsyncIterator[str]:
    try:
        with hub.joined(organisation_id, bay, player_id) as watcher:
            yield "event: ready\ndata: {}\n\n"
            while True:
                try:
                    swing = await asyncio.wait_for(watcher.queue.get(), SIGN_OF_LIFE_S)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if swing is None:
                    return
                yield f"event: swing\nid: {swing.swing_id}\ndata: {swing.model_dump_json()}\n\n"
    except Full as error:
        raise Problem(503, "Too many watch already; try again later.") from error
