"""What all routes share: /v1, strict JSON, the audit log, problem documents in the documentation."""

from typing import Any

from fastapi import APIRouter

from cloud.audit.route import AuditedRoute
from cloud.problems import MEDIA_TYPE, ProblemDocument

SCHEMA = {"$ref": "#/components/schemas/ProblemDocument"}
ERRORS: dict[int | str, dict[str, Any]] = {
    name: {"description": "A problem document", "content": {MEDIA_TYPE: {"schema": SCHEMA}}}
    for name in ("4XX", "5XX", "422")
}
# Named once with its model, so that the schema is among the components.
ERRORS["4XX"]["model"] = ProblemDocument


def router_for(tag: str) -> APIRouter:
    return APIRouter(
        prefix="/v1",
        tags=[tag],
        route_class=AuditedRoute,
        responses=ERRORS,
        generate_unique_id_function=lambda route: route.name,
    )
