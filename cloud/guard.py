"""What every request must keep to, before any endpoint is reached, and the headers of every answer."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cloud.ingest.body import MOST_SENT_BYTES
from cloud.problems import Problem, answer

MOST_BODY_BYTES = 64 * 1024
# Routes with more to say; a piece of a clip is bounded by what its upload still lacks.
LIMITS = {"/v1/deliveries": MOST_SENT_BYTES}
PIECES = "/v1/uploads/tus/"
MOST_PIECE_BYTES = 64 << 20

# The pages bring a policy and an age of their own (swingvision/web/static_export.py). Credentialless: a clip
# may lie in storage elsewhere, which does not say that others may show it.
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; form-action 'none'",
    "cross-origin-embedder-policy": "credentialless",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Guard:
    """ASGI middleware: bounds the body, whether its length was said or not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = _limit(scope["path"])
        sending = _with_headers(send)
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or len(length) > 18 or int(length) > limit:
            await answer(_too_large(limit))(scope, receive, sending)
            return
        await self._app(scope, _bounded(receive, limit), sending)


def _limit(path: str) -> int:
    return MOST_PIECE_BYTES if path.startswith(PIECES) else LIMITS.get(path, MOST_BODY_BYTES)


def _too_large(limit: int) -> Problem:
    return Problem(413, f"The body has more than {limit} bytes.", field="body")


def _bounded(receive: Receive, limit: int) -> Receive:
    received = 0

    async def receiving() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            # Of all exceptions the framework lets only its own out of the reading of a body.
            raise HTTPException(413, f"The body has more than {limit} bytes.")
        return message

    return receiving


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
