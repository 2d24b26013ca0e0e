"""Server-sent events of new swings."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from cloud.access import Asker, still
from cloud.live.hub import Full, Hub
from cloud.parts import Parts
from cloud.problems import Problem
from cloud.routing import router_for
from swingvision.delivery import Uuid

router = router_for("live")

# Who may see no more, sees no more after this; and a proxy that sees nothing for a while closes the stream.
LOOK_AGAIN_S = 4.0


@router.get(
    "/live",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def live(
    parts: Parts,
    caller: Asker,
    request: Request,
    bay: Annotated[str | None, Query(max_length=60)] = None,
    player_id: Uuid | None = None,
) -> StreamingResponse:
    """New swings, and changes of whose they are, as events `swing` with a SwingView; first comes `ready`."""
    player_id = await run_in_threadpool(parts.sight.narrowed, caller, player_id)

    def may() -> bool:
        again = still(request, parts)
        return again is not None and (player_id is None or parts.sight.sees(again, player_id))

    events = _events(parts.hub, caller.organisation_id, bay, player_id, may)
    # The first event is made before the answer begins: from then on nothing is missed, and "full" is a 503.
    first = await anext(events)
    return StreamingResponse(_after(first, events), media_type="text/event-stream")


async def _after(first: str, events: AsyncIterator[str]) -> AsyncIterator[str]:
    yield first
    async for event in events:
        yield event


async def _events(
    hub: Hub, organisation_id: str, bay: str | None, player_id: str | None, may: Callable[[], bool]
) -> AsyncIterator[str]:
    try:
        with hub.joined(organisation_id, bay, player_id) as watcher:
            yield "event: ready\ndata: {}\n\n"
            looked = time.monotonic()
            while True:
                if time.monotonic() - looked >= LOOK_AGAIN_S:
                    if not await run_in_threadpool(may):
                        return
                    looked = time.monotonic()
                    yield ": still here\n\n"
                try:
                    wait_s = looked + LOOK_AGAIN_S - time.monotonic()
                    swing = await asyncio.wait_for(watcher.queue.get(), max(0.0, wait_s))
                except TimeoutError:
                    continue
                if swing is None:
                    return
                yield f"event: swing\nid: {swing.swing_id}\ndata: {swing.model_dump_json()}\n\n"
    except Full as error:
        raise Problem(503, "Too many watch already; try again later.") from error
