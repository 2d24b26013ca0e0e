"""Uploads over HTTP: asking which way, and tus."""

from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import ValidationError
from starlette.responses import Response

from cloud.access import Bay
from cloud.clips.service import CREATE
from cloud.clips.tus import ALGORITHMS, VERSION, Checksum, TusService, expires, metadata
from cloud.parts import Parts
from cloud.problems import Problem, field_errors
from cloud.routing import router_for
from swingvision.delivery import UploadAnswer, UploadRequest, Uuid

OFFSETS = "application/offset+octet-stream"
MOST_BYTES = 1 << 30
TUS = {"tus-resumable": VERSION}
ABILITIES = {
    **TUS,
    "tus-version": VERSION,
    "tus-extension": "creation,checksum,termination,expiration",
    "tus-checksum-algorithm": ",".join(ALGORITHMS),
    "tus-max-size": str(MOST_BYTES),
}

router = router_for("clips")


def _tus(
    parts: Parts, tus_resumable: Annotated[str | None, Header(description=f"must be {VERSION}")] = None
) -> TusService:
    if parts.tus is None:
        raise Problem(404, "Here clips do not come by tus; ask /v1/uploads which way they do.")
    if tus_resumable != VERSION:
        raise Problem(
            412, f"Tus-Resumable must be {VERSION}.", field="tus-resumable", headers={"tus-version": VERSION}
        )
    return parts.tus


Tus = Annotated[TusService, Depends(_tus)]


@router.post("/uploads")
def ask(parts: Parts, device: Bay, request: UploadRequest) -> UploadAnswer:
    """How the bytes of an announced clip shall travel.

    done: they are here and proved. tus: create the upload at `url`. put: one PUT to `url`, then ask again.
    """
    return parts.clips.ask(device, request)


@router.options("/uploads/tus", status_code=204, response_class=Response)
def abilities() -> Response:
    """What of tus is spoken here."""
    return Response(status_code=204, headers=ABILITIES)


@router.post("/uploads/tus", status_code=201, response_class=Response)
def create(
    parts: Parts,
    tus: Tus,
    device: Bay,
    upload_length: Annotated[int, Header(ge=1, le=MOST_BYTES)],
    upload_metadata: Annotated[str | None, Header(max_length=1000, description="swing_id and sha256")] = None,
) -> Response:
    """Begin the upload of an announced clip, or find the one that was begun."""
    said = metadata(upload_metadata)
    try:
        request = UploadRequest(
            swing_id=said.get("swing_id", ""), sha256=said.get("sha256", ""), size_bytes=upload_length
        )
    except ValidationError as error:
        problem = Problem(400, "Upload-Metadata does not name a clip.", field="upload-metadata")
        problem.errors += field_errors(error.errors())
        raise problem from error
    upload = parts.clips.open(device, request, "tus")
    headers = {
        **TUS,
        "location": f"{CREATE}/{upload.upload_id}",
        "upload-offset": str(tus.offset(upload)),
        "upload-expires": expires(upload),
    }
    return Response(status_code=201, headers=headers)


@router.head("/uploads/tus/{upload_id}", response_class=Response)
def offset(tus: Tus, device: Bay, upload_id: Uuid) -> Response:
    """How much has come."""
    upload = tus.find(device, upload_id)
    headers = {
        **TUS,
        "upload-offset": str(tus.offset(upload)),
        "upload-length": str(upload.size_bytes),
        "upload-expires": expires(upload),
    }
    return Response(headers=headers)


@router.patch("/uploads/tus/{upload_id}", status_code=204, response_class=Response)
async def append(
    tus: Tus,
    device: Bay,
    upload_id: Uuid,
    request: Request,
    upload_offset: Annotated[int, Header(ge=0, le=MOST_BYTES)],
    content_type: Annotated[str | None, Header(description=f"must be {OFFSETS}")] = None,
    upload_checksum: Annotated[str | None, Header(max_length=200)] = None,
) -> Response:
    """Add a piece where the last one ended."""
    if content_type != OFFSETS:
        raise Problem(415, f"Content-Type must be {OFFSETS}.", field="content-type")
    upload = tus.find(device, upload_id)
    new = await tus.append(upload, upload_offset, Checksum.of(upload_checksum), request.stream())
    headers = {**TUS, "upload-offset": str(new), "upload-expires": expires(upload)}
    return Response(status_code=204, headers=headers)


@router.delete("/uploads/tus/{upload_id}", status_code=204, response_class=Response)
def drop(tus: Tus, device: Bay, upload_id: Uuid) -> Response:
    """Give an upload up."""
    tus.drop(tus.find(device, upload_id))
    return Response(status_code=204, headers=TUS)
