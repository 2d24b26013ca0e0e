"""Every error answer has one shape, and a sentence for people in it."""

from collections.abc import Sequence
from typing import Any, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from edge.messages import Problem
from edge.store import StoreError
from swingvision.web.unexpected import Unexpected

ProblemName = Literal["not_found", "bad_request", "refused", "not_ready", "failed"]
NAMES: dict[int, ProblemName] = {403: "refused", 404: "not_found", 500: "failed", 503: "not_ready"}


class NotFound(HTTPException):
    def __init__(self, words: str) -> None:
        super().__init__(404, words)


def answer(status: int, words: str, headers: Any = None) -> JSONResponse:
    problem = Problem(problem=NAMES.get(status, "bad_request"), words=words)
    return JSONResponse(problem.model_dump(), status, headers)


def handle_in(app: FastAPI) -> None:
    """Turn every exception of the app into a Problem."""

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        return answer(error.status_code, str(error.detail), error.headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return answer(422, _sentence(error.errors()))

    @app.exception_handler(StoreError)
    async def _store(_: Request, error: StoreError) -> JSONResponse:
        return answer(503, str(error))

    app.add_middleware(Unexpected, answer=_failed)


def _failed() -> JSONResponse:
    return answer(500, "The bay could not answer this; its log says why.")


def _sentence(errors: Sequence[Any]) -> str:
    """What arrived and what is expected, of the first few errors; never the whole input."""
    parts = [f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in errors[:3]]
    return "The request does not fit: " + "; ".join(parts) + "."
