"""The audit log: what is said in it, and reading it."""

from fastapi import Request

from cloud.audit.repository import AuditRepository, Entry
from cloud.audit.schemas import EntryView, Log
from cloud.callers import Caller
from cloud.clock import now_ms
from cloud.request_id import current
from swingvision.uuid7 import uuid7

MOST_ABOUT = 100


class AuditService:
    def __init__(self, audit: AuditRepository) -> None:
        self._audit = audit

    def note(self, entry: Entry) -> None:
        self._audit.note(entry)

    def page(self, organisation_id: str, limit: int, before: str | None) -> Log:
        found = self._audit.entries(organisation_id, limit + 1, before)
        kept = found[:limit]
        more = len(found) > limit
        return Log(
            entries=[EntryView.of(one) for one in kept], next_before=kept[-1].entry_id if more else None
        )


def entry_of(request: Request, caller: Caller) -> Entry:
    """A request as the log says it, while there is no answer yet."""
    return Entry(
        uuid7(),
        caller.organisation_id,
        now_ms(),
        caller.kind,
        caller.id,
        request.scope["route"].name,
        _about(request),
        None,
        current(),
    )


def _about(request: Request) -> str | None:
    named = next(iter(request.path_params.values()), None) or request.query_params.get("player_id")
    return None if named is None else str(named)[:MOST_ABOUT]
