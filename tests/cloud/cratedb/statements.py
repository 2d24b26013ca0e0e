"""Every SQL constant of the CrateDB store, as it is sent."""

from collections.abc import Iterator
from types import ModuleType

import cloud.audit.cratedb
import cloud.claims.cratedb
import cloud.clips.cratedb
import cloud.consents.cratedb
import cloud.cratedb.migrations
import cloud.cratedb.store
import cloud.devices.cratedb
import cloud.ingest.cratedb
import cloud.links.cratedb
import cloud.organisations.cratedb
import cloud.people.cratedb
import cloud.players.cratedb
import cloud.sessions.cratedb
import cloud.swings.cratedb
import cloud.tokens.cratedb
from cloud.cratedb.migrations import MIGRATIONS

MODULES = (
    cloud.audit.cratedb,
    cloud.claims.cratedb,
    cloud.clips.cratedb,
    cloud.consents.cratedb,
    cloud.devices.cratedb,
    cloud.ingest.cratedb,
    cloud.links.cratedb,
    cloud.organisations.cratedb,
    cloud.people.cratedb,
    cloud.players.cratedb,
    cloud.sessions.cratedb,
    cloud.swings.cratedb,
    cloud.tokens.cratedb,
)
WORDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "REFRESH", "CREATE", "ALTER", "DROP")
# What the code puts into a statement's gaps: its own words, never a value.
GAPS = {
    "where": "organisation_id = ? AND captured_at < ?",
    "keys": "'one', 'two'",
    "value": "metrics['tempo_ratio']",
    "percentiles": "[0.1, 0.5]",
}


def of(module: ModuleType) -> Iterator[tuple[str, str]]:
    for name, value in vars(module).items():
        if name.isupper() and isinstance(value, str) and value.lstrip().startswith(WORDS):
            yield f"{module.__name__}.{name}", value.format(**GAPS) if "{" in value else value


def every() -> list[tuple[str, str]]:
    modules = (*MODULES, cloud.cratedb.store, cloud.cratedb.migrations)
    named = [one for module in modules for one in of(module)]
    steps = [
        (f"migration {number}, statement {place}", statement)
        for number, step in enumerate(MIGRATIONS, 1)
        for place, statement in enumerate(step, 1)
    ]
    return named + steps


def keyed() -> list[tuple[str, str]]:
    """Those that say of themselves that they go by the whole key."""
    said = [value.format(**GAPS) if "{" in value else value for module in MODULES for value in module.KEYED]
    return [(name, statement) for name, statement in every() if statement in said]
