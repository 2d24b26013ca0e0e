"""Databases that were found damaged and moved aside: the cloud is told of each once."""

import json

import structlog

from edge.sync.ledger import Ledger

log = structlog.get_logger()

TOLD = "damage_told"


def tell(ledger: Ledger) -> None:
    """Raises StoreFull and StoreFailed."""
    found = {path.name for path in ledger.data_dir.glob("*.damaged-*.db")}
    told = set(json.loads(ledger.recall(TOLD) or "[]"))
    if found == told:
        return
    with ledger.transaction("telling of damage"):
        for name in sorted(found - told):
            ledger.report(json.dumps({"event": "database_damaged", "moved_to": name}))
            log.error("the cloud will be told of a damaged database", moved_to=name)
        # Those that an operator took away are forgotten.
        ledger.remember(TOLD, json.dumps(sorted(found)))
