"""Who may talk to the bay's service, and the headers that every answer carries.

The service listens on loopback only. What is left to refuse is a web page from elsewhere that makes this
machine's browser talk to it: by another Host (DNS rebinding) or with a foreign Origin.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from edge.live.problems import answer

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
READING = frozenset({"GET", "HEAD"})
MAX_BODY_BYTES = 16 * 1024

# For everything but the kiosk's pages, which bring their own (swingvision/web/static_export.py).
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

HEADERS = {
    "content-security-policy": NOTHING_RUNS,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Guard:
    """ASGI middleware: refuses before any endpoint is reached, and adds HEADERS where they are not set."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            foreign = _foreign(Headers(scope=scope))
            await (WebSocketClose() if foreign else self._app)(scope, receive, send)
        elif scope["type"] == "http":
            refused = _refusal(scope["method"], Headers(scope=scope))
            await (answer(*refused) if refused else self._app)(scope, receive, _with_headers(send))
        else:
            await self._app(scope, receive, send)


def _refusal(method: str, headers: Headers) -> tuple[int, str] | None:
    """The status and sentence this request is refused with, or None."""
    words = _foreign_host(headers) if method in READING else _foreign(headers)
    if words is not None:
        return 403, words
    if "transfer-encoding" in headers:
        return 411, "Send the body in one piece, with its Content-Length."
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
        return 413, f"The body has {length[:20]} bytes; {MAX_BODY_BYTES} are accepted."
    return None


def _foreign(headers: Headers) -> str | None:
    return _foreign_host(headers) or _foreign_origin(headers)


def _foreign_host(headers: Headers) -> str | None:
    hosts = headers.getlist("host")
    if len(hosts) == 1 and _address(f"http://{hosts[0]}")[0] in LOOPBACK_NAMES:
        return None
    given = ", ".join(hosts)[:100] or "nothing"
    return f"This service answers as {', '.join(sorted(LOOPBACK_NAMES))} only, not as {given}."


def _foreign_origin(headers: Headers) -> str | None:
    """A browser names the page's origin; a program without one is no page that could be tricked."""
    port = _address(f"http://{headers['host']}")[1]
    for origin in headers.getlist("origin"):
        if not origin.startswith("http://") or _address(origin) not in {(n, port) for n in LOOPBACK_NAMES}:
            return f"A page of {origin[:100]} may not use this service."
    return None


def _address(url: str) -> tuple[str | None, int | None]:
    try:
        parts = urlsplit(url)
        return parts.hostname, parts.port or 80
    except ValueError:
        return None, None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
