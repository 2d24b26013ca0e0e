"""The log, for an admin."""

from typing import Annotated

from fastapi import Query

from cloud.access import Asker
from cloud.audit.schemas import Log
from cloud.parts import Parts
from cloud.routing import router_for
from swingvision.delivery import Uuid

router = router_for("audit")


@router.get("/audit")
def audit(
    parts: Parts,
    caller: Asker,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    before: Annotated[Uuid | None, Query(description="`next_before` of the last page")] = None,
) -> Log:
    """Who saw and changed what, newest first. An entry may take a second to appear."""
    return parts.audit.page(caller.organisation_id, limit, before)
