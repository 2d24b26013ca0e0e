"""The WebSocket: full state first, then every change in order; what a page says is checked first."""

import asyncio
from collections.abc import Coroutine

import structlog
from fastapi import APIRouter, WebSocket
from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocketDisconnect

from edge.live.hub import Page
from edge.live.services import Live, Services
from edge.messages import ClientMessage, NewGolfer, PreviewWanted, SetGolfer

log = structlog.get_logger()

MAX_MESSAGE_BYTES = 16 * 1024
MAX_PAGES = 16
CLOSE_LIMIT_S = 1.0

NOT_TEXT, NOT_A_MESSAGE, TRY_AGAIN = 1003, 1007, 1013  # RFC 6455, section 7.4.1, and the IANA registry

router = APIRouter()
_client_message: TypeAdapter[ClientMessage] = TypeAdapter(ClientMessage)


class _Close(Exception):
    """This page is to be disconnected, with this code and reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@router.websocket("/ws")
async def talk(websocket: WebSocket, live: Live) -> None:
    await websocket.accept()
    try:
        if live.hub.pages >= MAX_PAGES:
            raise _Close(TRY_AGAIN, f"{MAX_PAGES} pages are connected already")
        with live.hub.joined() as page:
            try:
                await _first_to_end(
                    _send(websocket, page, live), _listen(websocket, page, live), _watch(page)
                )
            finally:
                page.wants_preview = False
                live.bay.want_preview(live.hub.preview_wanted)
    except _Close as close:
        log.warning("page disconnected", code=close.code, why=str(close))
        await _close(websocket, close)
    except WebSocketDisconnect:
        log.debug("page left")


async def _first_to_end(*parts: Coroutine[None, None, None]) -> None:
    """Run the parts together until one ends or raises, and stop the others."""
    tasks = [asyncio.ensure_future(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _send(websocket: WebSocket, page: Page, live: Services) -> None:
    # The page has joined already: what changes from here on waits behind the state.
    state = await run_in_threadpool(live.bay.state)
    await websocket.send_text(state.model_dump_json())
    while True:
        item = await page.next()
        if isinstance(item, bytes):
            await websocket.send_bytes(item)
        else:
            with live.bay.metrics.timed("send"):
                await websocket.send_text(item)


async def _listen(websocket: WebSocket, page: Page, live: Services) -> None:
    while True:
        received = await websocket.receive()
        if received["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(received.get("code", 1005))
        text = received.get("text")
        if text is None:
            raise _Close(NOT_TEXT, "only text messages are accepted")
        try:
            message = _client_message.validate_json(text)
        except ValidationError as error:
            raise _Close(NOT_A_MESSAGE, "this is no message of a page") from error
        await _obey(message, page, live)


async def _obey(message: ClientMessage, page: Page, live: Services) -> None:
    match message:
        case SetGolfer(golfer=golfer):
            await run_in_threadpool(live.bay.set_golfer, golfer)
        case NewGolfer():
            await run_in_threadpool(live.bay.new_golfer)
        case PreviewWanted(wanted=wanted):
            page.wants_preview = wanted
            # On the event loop itself, so that two pages' wishes reach the bay in their order.
            live.bay.want_preview(live.hub.preview_wanted)


async def _watch(page: Page) -> None:
    await page.hopeless.wait()
    raise _Close(TRY_AGAIN, "too far behind: connect again for the full state")


async def _close(websocket: WebSocket, close: _Close) -> None:
    """Say why, unless the page is too stuck even for that; ending the endpoint drops the connection then."""
    try:
        await asyncio.wait_for(websocket.close(close.code, str(close)), CLOSE_LIMIT_S)
    except (TimeoutError, WebSocketDisconnect, RuntimeError):
        log.debug("page gone before it could be told")
