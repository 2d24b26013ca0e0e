"""Every error answer is a problem document (RFC 9457) that names the field at fault."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from cloud.errors import StoreUnavailable
from cloud.request_id import current

log = structlog.get_logger()

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 5
NAMES = {
    400: "bad_request",
    401: "not_known",
    403: "refused",
    404: "not_found",
    405: "wrong_method",
    409: "conflict",
    411: "length_required",
    413: "too_large",
    415: "wrong_type",
    416: "wrong_range",
    422: "does_not_fit",
    423: "locked",
    429: "too_many",
    460: "wrong_checksum",
    500: "failed",
    503: "not_ready",
}


class FieldError(BaseModel):
    field: str = Field(examples=["body.items"])
    message: str = Field(examples=["List should have at most 500 items"])


class ProblemDocument(BaseModel):
    """RFC 9457. type: the kind, for programs; detail: a sentence, for people; instance: the request's id."""

    type: str = Field(examples=["urn:swingvision:problem:not_found"])
    title: str = Field(examples=["not found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no such swing."])
    instance: str = Field(examples=["urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057"])
    errors: list[FieldError] = Field(default=[], examples=[[]])


class Problem(Exception):
    """The one error that the service's own code raises for a caller. kind: None takes the status's name."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        kind: str | None = None,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind, self.headers = status, detail, kind, headers
        self.errors = [FieldError(field=field, message=detail)] if field is not None else []


def answer(problem: Problem, errors: Sequence[FieldError] = ()) -> JSONResponse:
    name = problem.kind or NAMES.get(problem.status, "bad_request")
    document = ProblemDocument(
        type=f"urn:swingvision:problem:{name}",
        title=name.replace("_", " "),
        status=problem.status,
        detail=problem.detail,
        instance=f"urn:uuid:{current()}",
        errors=[*problem.errors, *errors],
    )
    headers = dict(problem.headers or {})
    if problem.status == 401:
        headers.setdefault("www-authenticate", "Bearer")
    return JSONResponse(document.model_dump(), problem.status, headers, MEDIA_TYPE)


def field_errors(errors: Sequence[Any], most: int = 5) -> list[FieldError]:
    """Of Pydantic's errors: where and what, never the input itself."""
    return [
        FieldError(field=".".join(str(part) for part in error["loc"])[:200], message=error["msg"][:300])
        for error in errors[:most]
    ]


def handle_in(app: FastAPI) -> None:
    """Turn every exception of the app into a problem document."""

    @app.exception_handler(Problem)
    async def _problem(_: Request, problem: Problem) -> JSONResponse:
        return answer(problem)

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        field = "body" if error.status_code == 413 else None
        return answer(Problem(error.status_code, str(error.detail), field=field, headers=error.headers))

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return answer(Problem(422, "The request does not fit."), field_errors(error.errors()))

    @app.exception_handler(StoreUnavailable)
    async def _store(_: Request, error: StoreUnavailable) -> JSONResponse:
        log.error("the store does not answer", error=str(error))
        headers = {"retry-after": str(RETRY_AFTER_S)}
        return answer(Problem(503, "The store does not answer now; try again.", headers=headers))


def failed() -> JSONResponse:
    """What a caller is told of an error that nobody foresaw."""
    return answer(Problem(500, "The service could not answer this; its log says why."))
