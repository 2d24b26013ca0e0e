"""An id for each request: in every log line, in the answer's header, in a problem's `instance`."""

import re
from contextvars import ContextVar

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from swingvision.uuid7 import uuid7

HEADER = "x-request-id"
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_current: ContextVar[str] = ContextVar("request_id", default="00000000-0000-0000-0000-000000000000")


def current() -> str:
    return _current.get()


class RequestId:
    """ASGI middleware. A caller may bring an id of its own, a UUID, to follow a request through several
    programs.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if UUID.fullmatch(given) else uuid7()
        token = _current.set(request_id)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        try:
            with structlog.contextvars.bound_contextvars(request_id=request_id):
                await self._app(scope, receive, sending)
        finally:
            _current.reset(token)
