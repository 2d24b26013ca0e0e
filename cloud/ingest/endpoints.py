"""Where bays deliver."""

from typing import Annotated

from fastapi import Header, Request
from starlette.concurrency import run_in_threadpool

from cloud.access import Bay
from cloud.ingest.body import unpacked
from cloud.parts import AllParts, Parts
from cloud.devices.repository import Device
from cloud.routing import router_for
from swingvision.delivery import BatchAnswer

router = router_for("ingest")
# The endpoint reads the body itself, compressed as it may be; so the documentation has to be told.
BATCH = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Batch"}}},
    }
}


@router.post("/deliveries", openapi_extra=BATCH)
async def deliver(
    parts: Parts,
    device: Bay,
    request: Request,
    content_encoding: Annotated[str | None, Header(description="gzip or zstd")] = None,
) -> BatchAnswer:
    """A batch of deliveries. Each item is applied by itself, durably, before the answer with its verdict.

    accepted, duplicate: done. rejected: never send it again; the reason names the field. retry_later: keep
    it.
    """
    return await run_in_threadpool(_deliver, parts, device, await request.body(), content_encoding)


def _deliver(parts: AllParts, device: Device, sent: bytes, encoding: str | None) -> BatchAnswer:
    return parts.ingest.deliver(device, unpacked(sent, encoding))
