"""What no handler of an app knows: logged in full, answered without its details."""

import traceback
from collections.abc import Callable

import structlog
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger()


class Unexpected:
    """ASGI middleware. answer: makes what a caller is told."""

    def __init__(self, app: ASGIApp, answer: Callable[[], Response]) -> None:
        self._app, self._answer = app, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            log.error("request failed", path=scope["path"], error=repr(error), trace=traceback.format_exc())
            await self._answer()(scope, receive, send)
