"""The OpenAPI document with every wire type, the WebSocket's messages among them.

`swingvision bay openapi` prints it; the kiosk's TypeScript types are generated from it.
"""

import functools
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

import swingvision
from edge.live.routes import router
from edge.messages import ClientMessage, ServerMessage

DESCRIPTION = (
    "The bay's own interface, on its loopback address only. The WebSocket at `/ws` sends `ServerMessage` "
    "as JSON text, the full `StateMessage` first, and preview pictures as binary JPEG; "
    "it accepts `ClientMessage`."
)

MESSAGES: dict[str, TypeAdapter[Any]] = {
    "ServerMessage": TypeAdapter(ServerMessage),
    "ClientMessage": TypeAdapter(ClientMessage),
}


@functools.cache
def document() -> dict[str, Any]:
    spec = get_openapi(
        title="SwingVision bay",
        version=swingvision.__version__,
        description=DESCRIPTION,
        routes=router.routes,
        separate_input_output_schemas=False,
    )
    schemas = spec["components"]["schemas"]
    for name, messages in MESSAGES.items():
        schema = messages.json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs"))
        schemas[name] = schema
    _require_every_key(schemas)
    spec["components"]["schemas"] = dict(sorted(schemas.items()))
    return spec


def _require_every_key(schemas: dict[str, Any]) -> None:
    """The wire always carries every key, those with a default too: no `undefined` in the page's types."""
    for schema in schemas.values():
        if "properties" in schema:
            schema["required"] = list(schema["properties"])


def describe(app: FastAPI) -> None:
    """Make this document the one the app serves at its `openapi_url`."""
    app.openapi = document  # type: ignore[method-assign]
