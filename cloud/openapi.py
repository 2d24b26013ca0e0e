"""The OpenAPI document, with what FastAPI cannot see: who may ask, and the batch that its
endpoint unpacks by itself."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from cloud.policies import POLICIES, Policy
from cloud.sessions.cookies import SESSION_COOKIE
from swingvision.delivery import Batch

EXAMPLE_ITEM = {
    "delivery_id": "01990a5d-ac96-774b-bcce-b302099a8057",
    "boot_epoch": 12,
    "seq": 4711,
    "kind": "telemetry",
    "schema_version": 1,
    "swing_id": None,
    "created_at_ms": 1_790_000_000_000,
    "body_sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    "body": "{}",
}
EXAMPLE = {
    "items": [EXAMPLE_ITEM],
    "balance": {"captured": 1, "synced": 0, "queued": 1, "evicted": 0, "dead_lettered": 0},
    "acknowledged": [],
    "sent_at_ms": 1_790_000_000_500,
    "boot_epoch": 12,
}

DEVICE, SERVICE, SESSION = "device token", "service token", "session"
SECURITY = {
    DEVICE: {"type": "http", "scheme": "bearer"},
    SERVICE: {"type": "http", "scheme": "bearer"},
    SESSION: {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE},
}


def describe(app: FastAPI) -> None:
    """Make the completed document the one that the app serves at its `openapi_url`."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    schemas = made["components"]["schemas"]
    batch = Batch.model_json_schema(ref_template="#/components/schemas/{model}")
    for name, schema in batch.pop("$defs").items():
        schemas.setdefault(name, schema)
    schemas["Batch"] = {**batch, "examples": [EXAMPLE]}
    made["components"]["schemas"] = dict(sorted(schemas.items()))
    made["components"]["securitySchemes"] = SECURITY
    for path in made["paths"].values():
        for operation in path.values():
            operation["security"] = _security(POLICIES[operation["operationId"]])
    return made


def _security(policy: Policy) -> list[dict[str, list[str]]]:
    """Any one of them."""
    ways = {DEVICE: policy.device, SERVICE: policy.scope is not None, SESSION: bool(policy.roles)}
    return [{name: []} for name, enough in ways.items() if enough]
