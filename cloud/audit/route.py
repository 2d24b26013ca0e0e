"""A route whose requests stand in the audit log."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from cloud.audit.repository import Entry
from cloud.parts import AllParts
from cloud.problems import Problem
from cloud.strict_json import StrictRoute


class AuditedRoute(StrictRoute):
    """Completes the entry that cloud.access began, before the answer leaves: what is not noted nobody saw."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        handler = super().get_route_handler()

        async def audited(request: Request) -> Response:
            try:
                answer: Response = await handler(request)
            except Problem as problem:
                await _complete(request, problem.status)
                raise
            await _complete(request, answer.status_code)
            return answer

        return audited


async def _complete(request: Request, status: int) -> None:
    entry: Entry | None = getattr(request.state, "entry", None)
    if entry is not None:
        parts: AllParts = request.app.state.parts
        await run_in_threadpool(parts.audit.note, replace(entry, status=status))
